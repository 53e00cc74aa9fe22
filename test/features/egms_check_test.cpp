// SPDX-License-Identifier: MIT
#include "features/egms_check.h"

#include <cmath>
#include <limits>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/tile.h"
#include "support/support.h"

namespace plumbline::features {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// Every month from 2000 on.
TimeAxis axis_of(std::size_t acquisitions) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < acquisitions; ++i)
    dates.push_back(*Date::from_text(fmt::format("{}-{:02}-01", 2000 + i / 12, 1 + i % 12)));
  return TimeAxis(std::move(dates));
}

std::vector<float> moving_points(std::size_t points, const TimeAxis& axis) {
  std::mt19937 random(2);
  std::normal_distribution<double> noise(0.0, 3.0);
  std::uniform_real_distribution<double> parameter(-20.0, 20.0);
  std::vector<float> series;
  for (std::size_t point = 0; point < points; ++point) {
    const double offset = 10.0 * parameter(random);
    const double velocity = parameter(random);
    const double amplitude = parameter(random);
    for (const double t : axis.years())
      series.push_back(
          static_cast<float>(offset + velocity * t + amplitude * std::sin(6.2831853 * t) + noise(random)));
  }
  return series;
}

TEST(EgmsBlockFitter, agrees_with_the_plain_fitter) {
  for (const std::size_t acquisitions : {10U, 11U, 61U, 300U}) {
    const TimeAxis axis = axis_of(acquisitions);
    const std::vector<float> series = moving_points(200, axis);
    EgmsFitter plain(axis);
    const EgmsBlockFitter fast(axis);
    for (std::size_t point = 0; point < 200; ++point) {
      const auto one = std::span(series).subspan(point * acquisitions, acquisitions);
      const auto expected = plain.fit(one)->values();
      const auto values = fast.fit(one)->values();
      for (std::size_t k = 0; k < values.size(); ++k)
        ASSERT_NEAR(values[k], expected[k], 1e-6 * (1.0 + std::fabs(expected[k]))) << kEgmsStatisticNames[k];
    }
  }
}

TEST(EgmsBlockFitter, gives_nothing_for_a_gap_or_too_few_values) {
  EXPECT_FALSE(EgmsBlockFitter(axis_of(9)).fit(std::vector<float>(9, 1.0f)));
  std::vector<float> series(20, 1.0f);
  EXPECT_TRUE(EgmsBlockFitter(axis_of(20)).fit(series));
  series[7] = kNaN;
  EXPECT_FALSE(EgmsBlockFitter(axis_of(20)).fit(series));
}

/// The statistics of the series, as columns.
std::array<std::vector<float>, 7> true_columns(const std::vector<float>& series, const TimeAxis& axis) {
  std::array<std::vector<float>, 7> columns;
  for (std::size_t at = 0; at < series.size(); at += axis.size()) {
    const auto values = egms_statistics(std::span(series).subspan(at, axis.size()), axis)->values();
    for (std::size_t k = 0; k < 7; ++k) columns[k].push_back(static_cast<float>(values[k]));
  }
  return columns;
}

std::vector<Disagreement> compare(const std::vector<float>& series, const TimeAxis& axis,
                                  const std::array<std::vector<float>, 7>& columns) {
  std::array<std::span<const float>, 7> official;
  for (std::size_t k = 0; k < 7; ++k) official[k] = columns[k];
  return EgmsCheck(axis).compare(series, official, 1000);
}

TEST(EgmsCheck, finds_the_column_the_points_and_the_worst) {
  const TimeAxis axis = axis_of(60);
  std::vector<float> series = moving_points(50, axis);
  series[3 * 60 + 5] = kNaN;  // a gap is fitted too
  auto columns = true_columns(series, axis);
  for (const Disagreement& found : compare(series, axis, columns))
    EXPECT_EQ(found.points, 0U) << found.column;

  columns[0][3] += 0.2f;
  columns[0][7] -= 1.5f;
  columns[0][9] += 1.5f;
  columns[0][11] += 0.1f;  // within what rounding explains
  columns[2][4] = kNaN;    // says nothing
  const auto found = compare(series, axis, columns);
  ASSERT_EQ(found.size(), 7U);
  EXPECT_EQ(found[0].column, "mean_velocity");
  EXPECT_EQ(found[0].points, 3U);
  EXPECT_NEAR(found[0].worst, -1.5, 1e-3);
  EXPECT_EQ(found[0].row, 1007U) << "rows count from the first one of the block";
  for (std::size_t k = 1; k < 7; ++k) EXPECT_EQ(found[k].points, 0U) << found[k].column;
}

TEST(EgmsCheck, findings_of_blocks_add_up_in_any_order) {
  const Disagreement none{.column = "a", .tolerance = 1.0};
  Disagreement few = none;
  few.look_at(2.0, 7);
  Disagreement more = none;
  more.look_at(-2.0, 3);
  more.look_at(1.5, 4);
  more.look_at(1.0, 5);  // not beyond the tolerance
  for (const auto& order :
       {std::vector{few, none, more}, std::vector{more, few, none}, std::vector{none, more, few}}) {
    std::vector<Disagreement> all;
    for (const Disagreement& one : order) merge(all, {one});
    EXPECT_EQ(all[0].points, 3U);
    EXPECT_EQ(all[0].worst, -2.0);
    EXPECT_EQ(all[0].row, 3U) << "the first of equal ones";
  }
}

void expect_sound(const char* name) {
  PLUMBLINE_SHARED_OR_SKIP(delivery, name);
  const ingest::Tile tile = ingest::read_delivery(delivery);
  std::array<std::span<const float>, 7> official;
  for (std::size_t k = 0; k < 7; ++k) official[k] = tile.columns.get<float>(kEgmsStatisticNames[k]);
  for (const Disagreement& found : EgmsCheck(tile.axis).compare(tile.series_mm, official, 0))
    EXPECT_EQ(found.points, 0U) << found.column << " " << found.worst;
}

TEST(EgmsCheck, real_tiles_agree_with_their_series) {
  expect_sound("egms/EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip");
  expect_sound("egms/EGMS_L2b_117_0227_IW2_VV_2020_2024_1.zip");
}

}  // namespace
}  // namespace plumbline::features
