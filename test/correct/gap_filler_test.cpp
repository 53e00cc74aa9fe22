// SPDX-License-Identifier: MIT
// The harmonic method; what both methods share is in gaps_test.cpp.
#include "correct/gap_filler.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::correct {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
constexpr GapOptions kHarmonic{.method = GapMethod::harmonic};

/// An acquisition every six days.
TimeAxis axis_of(std::size_t acquisitions) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < acquisitions; ++i)
    dates.push_back(Date::from_days(18262 + 6 * static_cast<std::int32_t>(i)));
  return TimeAxis(std::move(dates));
}

double trend_and_season(double t) {
  return 5.0 - 4.0 * t + 6.0 * std::cos(2.0 * std::numbers::pi * (t - 0.2));
}

template <typename Ground>
std::vector<float> series_of(const TimeAxis& axis, const Ground& ground) {
  std::vector<float> series;
  for (const double t : axis.years()) series.push_back(static_cast<float>(ground(t)));
  return series;
}

std::vector<float> without(std::vector<float> series, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i <= last; ++i) series[i] = kMissing;
  return series;
}

std::vector<float> filled(std::vector<float> series, const TimeAxis& axis, const GapOptions& options) {
  std::vector<std::uint8_t> mask(axis.size());
  GapFiller(axis, options).fill(series, mask);
  return series;
}

double rms(const std::vector<float>& a, const std::vector<float>& b, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t i = first; i <= last; ++i)
    sum += std::pow(static_cast<double>(a[i]) - static_cast<double>(b[i]), 2);
  return std::sqrt(sum / static_cast<double>(last - first + 1));
}

TEST(HarmonicFill, a_trend_with_a_season_comes_back_where_a_line_misses_it) {
  const TimeAxis axis = axis_of(240);
  const auto truth = series_of(axis, trend_and_season);
  const auto gappy = without(truth, 100, 130);  // half a year
  EXPECT_LT(rms(filled(gappy, axis, kHarmonic), truth, 100, 130), 1e-4);
  EXPECT_GT(rms(filled(gappy, axis, {}), truth, 100, 130), 1.0);
}

TEST(HarmonicFill, several_gaps_do_not_see_each_others_fills) {
  const TimeAxis axis = axis_of(240);
  const auto truth = series_of(axis, trend_and_season);
  const auto gappy = without(without(truth, 40, 60), 150, 170);
  const auto one = filled(without(truth, 40, 60), axis, kHarmonic);
  const auto both = filled(gappy, axis, kHarmonic);
  EXPECT_LT(rms(both, truth, 40, 170), 1e-4);
  EXPECT_LT(rms(one, both, 40, 60), 1e-4);
}

TEST(HarmonicFill, fills_the_same_values_as_lines_and_leaves_all_others_bit_for_bit) {
  const TimeAxis axis = axis_of(90);
  std::mt19937 random(3);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<float> series;
    const auto missing = random() % 100;
    for (std::size_t i = 0; i < axis.size(); ++i)
      series.push_back(random() % 100 < missing ? kMissing : static_cast<float>(random() % 500) / 10.0f);
    auto lines = series;
    auto harmonic = series;
    std::vector<std::uint8_t> line_mask(axis.size(), 9);
    std::vector<std::uint8_t> mask(axis.size(), 9);
    const std::size_t count = GapFiller(axis, {}).fill(lines, line_mask);
    EXPECT_EQ(GapFiller(axis, kHarmonic).fill(harmonic, mask), count);
    EXPECT_EQ(mask, line_mask);
    for (std::size_t i = 0; i < axis.size(); ++i) {
      if (mask[i] == 1) {
        EXPECT_TRUE(std::isnan(series[i]) && std::isfinite(harmonic[i]));
      } else {
        EXPECT_TRUE(harmonic[i] == series[i] || (std::isnan(harmonic[i]) && std::isnan(series[i])));
      }
    }
  }
}

TEST(HarmonicFill, joins_the_level_of_its_neighbours_after_a_step) {
  // Half way through the gap's other side, the ground lies 20 mm lower for good: the fill leads from one
  // level to the other.
  const TimeAxis axis = axis_of(240);
  const auto truth = series_of(axis, [](double t) { return t < 2.0 ? 0.0 : -20.0; });
  const auto result = filled(without(truth, 110, 130), axis, kHarmonic);
  EXPECT_NEAR(result[110], 0.0, 2.0);
  EXPECT_NEAR(result[130], -20.0, 2.0);
}

TEST(HarmonicFill, one_wild_neighbour_moves_it_by_a_fifth) {
  const TimeAxis axis = axis_of(240);
  auto series = without(series_of(axis, [](double) { return 0.0; }), 100, 130);
  series[99] = 50.0f;
  EXPECT_NEAR(filled(series, axis, kHarmonic)[100], 10.0, 1.5);
  EXPECT_NEAR(filled(series, axis, {})[100], 50.0, 2.0);
}

TEST(HarmonicFill, is_a_line_where_there_are_too_few_values) {
  const TimeAxis axis = axis_of(60);
  auto series = series_of(axis, trend_and_season);
  for (std::size_t i = 0; i < axis.size(); ++i)
    if (i >= 8 && i < 53) series[i] = kMissing;  // 15 are left
  EXPECT_EQ(filled(series, axis, kHarmonic)[30], filled(series, axis, {})[30]);
  series[8] = 1.0f;  // 16, but half a year says nothing of the other half
  EXPECT_EQ(filled(series, axis, kHarmonic)[30], filled(series, axis, {})[30]);
}

TEST(HarmonicFill, is_a_line_where_the_season_was_never_seen) {
  // Every year but for its first quarter and its end is missing: the model would be free there.
  const TimeAxis axis = axis_of(240);
  const auto share_of_year = [&](std::size_t i) { return axis.years(i) - std::floor(axis.years(i)); };
  auto series = series_of(axis, trend_and_season);
  for (std::size_t i = 0; i < axis.size(); ++i) {
    if (share_of_year(i) > 0.25 && share_of_year(i) < 0.95) series[i] = kMissing;
  }
  const auto harmonic = filled(series, axis, kHarmonic);
  const auto lines = filled(series, axis, {});
  std::size_t compared = 0;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    if (share_of_year(i) < 0.5 || share_of_year(i) > 0.7 || std::isnan(lines[i])) continue;
    EXPECT_EQ(harmonic[i], lines[i]) << i;
    ++compared;
  }
  EXPECT_GT(compared, 20U);
}

TEST(HarmonicFill, does_not_depend_on_the_series_before) {
  const TimeAxis axis = axis_of(240);
  const auto gappy = without(series_of(axis, trend_and_season), 100, 130);
  GapFiller filler(axis, kHarmonic);
  std::vector<std::uint8_t> mask(axis.size());
  auto other = without(series_of(axis, [](double t) { return 100.0 * t; }), 20, 60);
  filler.fill(other, mask);
  auto again = gappy;
  filler.fill(again, mask);
  EXPECT_TRUE(std::ranges::equal(again, filled(gappy, axis, kHarmonic)));
}

TEST(HarmonicFill, nothing_is_nothing) {
  std::vector<float> none;
  std::vector<std::uint8_t> mask;
  EXPECT_EQ(GapFiller(TimeAxis(), kHarmonic).fill(none, mask), 0U);
  const TimeAxis one = axis_of(1);
  std::vector<float> value{kMissing};
  mask = {7};
  EXPECT_EQ(GapFiller(one, kHarmonic).fill(value, mask), 0U);
  EXPECT_EQ(mask.front(), 0);
}

}  // namespace
}  // namespace plumbline::correct
