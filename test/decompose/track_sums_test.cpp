// SPDX-License-Identifier: MIT
#include "decompose/track_sums.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::decompose {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

TimeAxis every(int days, std::size_t count) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < count; ++i)
    dates.push_back(Date::from_days(18262 + days * static_cast<int>(i)));
  return TimeAxis(std::move(dates));
}

SeriesBlock block_of(const std::vector<std::vector<float>>& series) {
  SeriesBlock block(series.front().size(), series.size());
  for (std::size_t point = 0; point < series.size(); ++point) {
    for (std::size_t i = 0; i < series[point].size(); ++i) block.acquisition(i)[point] = series[point][i];
  }
  return block;
}

SightedPoint in_cell(std::uint32_t cell) {
  return {.cell = cell, .los_east = -0.6F, .los_north = -0.1F, .los_up = 0.8F, .height_m = 10, .rmse_mm = 2};
}

std::size_t add(TrackSums& sums, const SeriesBlock& block, const TimeAxis& from, const TimeAxis& to,
                const std::vector<SightedPoint>& points) {
  std::vector<const float*> pointers;
  const DatedSeries dated = at_common_dates(block.view(pointers), Resampler(from, to), points);
  sums.add(dated, points);
  return dated.left_out;
}

TEST(TrackSums, the_mean_series_of_a_cell_is_the_mean_of_its_points_at_each_date) {
  const TimeAxis acquisitions = every(12, 3);
  const TimeAxis dates = every(6, 5);
  TrackSums sums(dates.size(), 2);
  add(sums, block_of({{0, 12, 0}, {4, 8, 12}, {7, 7, 7}}), acquisitions, dates,
      {in_cell(0), in_cell(0), in_cell(1)});
  EXPECT_EQ(sums.points(0), 2u);
  EXPECT_EQ(sums.points(1), 1u);
  for (const auto& [date, value] :
       std::vector<std::pair<std::size_t, double>>{{0, 2}, {1, 6}, {2, 10}, {3, 8}, {4, 6}})
    EXPECT_DOUBLE_EQ(sums.mean_mm(date, 0), value);
  EXPECT_DOUBLE_EQ(sums.mean_mm(3, 1), 7);
}

TEST(TrackSums, points_of_no_cell_take_no_part) {
  const TimeAxis axis = every(6, 2);
  TrackSums sums(2, 1);
  EXPECT_EQ(add(sums, block_of({{1, 1}, {9, 9}}), axis, axis, {in_cell(0), in_cell(kNoCell)}), 0u);
  EXPECT_EQ(sums.points(0), 1u);
  EXPECT_DOUBLE_EQ(sums.mean_mm(0, 0), 1);
}

TEST(TrackSums, a_gap_within_a_series_is_bridged_and_one_at_its_end_leaves_the_point_out) {
  const TimeAxis axis = every(6, 3);
  TrackSums sums(3, 1);
  const auto left_out = add(sums, block_of({{2, kMissing, 4}, {100, 100, kMissing}, {4, 3, 2}}), axis, axis,
                            {in_cell(0), in_cell(0), in_cell(0)});
  EXPECT_EQ(left_out, 1u);
  EXPECT_EQ(sums.points(0), 2u);
  for (const std::size_t date : {0u, 1u, 2u}) EXPECT_DOUBLE_EQ(sums.mean_mm(date, 0), 3);
}

TEST(TrackSums, a_gap_outside_the_common_dates_does_no_harm) {
  TrackSums sums(1, 1);
  EXPECT_EQ(add(sums, block_of({{5, kMissing}}), every(6, 2), every(6, 1), {in_cell(0)}), 0u);
  EXPECT_DOUBLE_EQ(sums.mean_mm(0, 0), 5);
}

TEST(TrackSums, a_point_without_line_of_sight_is_left_out) {
  const TimeAxis axis = every(6, 1);
  TrackSums sums(1, 1);
  SightedPoint blind = in_cell(0);
  blind.los_up = kMissing;
  EXPECT_EQ(add(sums, block_of({{5}, {7}}), axis, axis, {blind, in_cell(0)}), 1u);
  EXPECT_EQ(sums.points(0), 1u);
  EXPECT_DOUBLE_EQ(sums.mean_mm(0, 0), 7);
}

TEST(TrackSums, facts_of_points_are_averaged_and_unknown_ones_left_out_of_the_average) {
  const TimeAxis axis = every(6, 1);
  TrackSums sums(1, 1);
  SightedPoint a = in_cell(0);
  SightedPoint b = in_cell(0);
  a.height_m = 20;
  a.rmse_mm = 1;
  b.rmse_mm = 7;
  a.gnss_velocity = kMissing;
  b.gnss_velocity = -1.5F;
  add(sums, block_of({{0}, {0}}), axis, axis, {a, b});
  EXPECT_FLOAT_EQ(sums.mean(0).height_m, 15);
  EXPECT_FLOAT_EQ(sums.mean(0).los_up, 0.8F);
  EXPECT_DOUBLE_EQ(sums.rmse_mm(0), 5);  // the root of the mean square of 1 and 7
  EXPECT_FLOAT_EQ(sums.mean(0).gnss_velocity, -1.5F);
}

TEST(AtCommonDates, rows_that_are_left_out_leave_no_hole) {
  const TimeAxis axis = every(6, 2);
  std::vector<SightedPoint> points(100, in_cell(0));
  std::vector<std::vector<float>> series;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto value = static_cast<float>(i);
    series.push_back({value, i % 3 == 0 ? kMissing : value + 0.5F});
  }
  const SeriesBlock block = block_of(series);
  std::vector<const float*> pointers;
  const DatedSeries dated = at_common_dates(block.view(pointers), Resampler(axis, axis), points);
  EXPECT_EQ(dated.left_out, 34u);
  ASSERT_EQ(dated.series_mm.size(), 2 * dated.rows.size());
  for (std::size_t i = 0; i < dated.rows.size(); ++i) {
    EXPECT_NE(dated.rows[i] % 3, 0u);
    EXPECT_EQ(dated.series_mm[2 * i], static_cast<float>(dated.rows[i]));
    EXPECT_EQ(dated.series_mm[2 * i + 1], static_cast<float>(dated.rows[i]) + 0.5F);
  }
}

}  // namespace
}  // namespace plumbline::decompose
