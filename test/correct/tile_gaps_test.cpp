// SPDX-License-Identifier: MIT
#include "correct/tile_gaps.h"

#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::correct {
namespace {

using testing::ElementsAre;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

TimeAxis axis_at(std::initializer_list<int> days) {  // after 1 January 2020
  std::vector<Date> dates;
  for (const int day : days) dates.push_back(Date::from_days(18262 + day));
  return TimeAxis(std::move(dates));
}

TileGaps gaps_of(const std::vector<std::vector<float>>& series, const TimeAxis& axis,
                 std::int32_t gap_days = 30) {
  SeriesBlock block(axis.size(), series.size());
  for (std::size_t i = 0; i < axis.size(); ++i) {
    for (std::size_t point = 0; point < series.size(); ++point)
      block.acquisition(i)[point] = series[point][i];
  }
  std::vector<const float*> pointers;
  return tile_gaps(block.view(pointers), axis, gap_days);
}

TEST(TileGaps, counts_what_is_missing_and_what_lies_in_gaps) {
  const TimeAxis axis = axis_at({0, 6, 12, 24, 36, 42});
  const TileGaps g = gaps_of({{1, 2, 3, 4, 5, 6},
                              {1, kMissing, kMissing, kMissing, 5, 6},  // 36 days: a gap
                              {1, kMissing, 3, 4, 5, 6},                // 12 days: none
                              {kMissing, 2, 3, 4, 5, kMissing}},        // the ends belong to none
                             axis);
  EXPECT_EQ(g.points, 4U);
  EXPECT_EQ(g.values(), 24U);
  EXPECT_THAT(g.missing, ElementsAre(1, 2, 1, 1, 0, 1));
  EXPECT_THAT(g.in_gaps, ElementsAre(0, 1, 1, 1, 0, 0));
  EXPECT_EQ(g.missing_values(), 6U);
  EXPECT_EQ(g.values_in_gaps(), 3U);
  EXPECT_EQ(g.incomplete_points, 3U);
  EXPECT_EQ(g.points_with_gaps, 1U);
  EXPECT_EQ(g.gaps, 1U);
  EXPECT_EQ(g.max_gap_days, 36);
  EXPECT_THAT(g.by_longest_time, ElementsAre(3, 0, 1, 0, 0, 0, 0)) << "to 12, 30, 60 … days";
}

TEST(TileGaps, a_time_without_acquisitions_is_long_but_no_gap) {
  const TileGaps g = gaps_of({{1, 2, 3}}, axis_at({0, 6, 400}));
  EXPECT_EQ(g.gaps, 0U);
  EXPECT_EQ(g.max_gap_days, 394);
  EXPECT_THAT(g.by_longest_time, ElementsAre(0, 0, 0, 0, 0, 0, 1));
}

TEST(TileGaps, those_of_two_parts_add_up_to_those_of_the_whole) {
  const TimeAxis axis = axis_at({0, 20, 40, 60});
  const std::vector<std::vector<float>> series{{1, kMissing, 3, 4},
                                               {1, kMissing, kMissing, 4},
                                               {1, 2, 3, 4},
                                               {kMissing, kMissing, kMissing, kMissing}};
  TileGaps sum(axis.size());
  for (const auto& one : series) sum.add(gaps_of({one}, axis));
  const TileGaps whole = gaps_of(series, axis);
  EXPECT_EQ(sum.points, whole.points);
  EXPECT_EQ(sum.missing, whole.missing);
  EXPECT_EQ(sum.in_gaps, whole.in_gaps);
  EXPECT_EQ(sum.gaps, whole.gaps);
  EXPECT_EQ(sum.points_with_gaps, whole.points_with_gaps);
  EXPECT_EQ(sum.incomplete_points, whole.incomplete_points);
  EXPECT_EQ(sum.by_longest_time, whole.by_longest_time);
  EXPECT_EQ(sum.max_gap_days, whole.max_gap_days);
}

TEST(TileGaps, of_no_points_or_no_dates_are_none) {
  EXPECT_EQ(gaps_of({}, axis_at({0, 6})).values(), 0U);
  EXPECT_EQ(gaps_of({{}, {}}, TimeAxis()).points, 2U);
}

TEST(ByMonth, adds_the_acquisitions_of_a_month) {
  const TimeAxis axis = axis_at({0, 12, 24, 40, 100});
  const auto months = by_month(gaps_of({{1, kMissing, kMissing, 4, 5}, {1, 2, kMissing, 4, 5}}, axis), axis);
  ASSERT_EQ(months.size(), 3U);
  EXPECT_EQ(months[0].month, "2020-01");
  EXPECT_EQ(months[0].acquisitions, 3U);
  EXPECT_EQ(months[0].values, 6U);
  EXPECT_EQ(months[0].missing, 3U);
  EXPECT_EQ(months[0].in_gaps, 2U) << "40 days and 28";
  EXPECT_EQ(months[1].month, "2020-02");
  EXPECT_EQ(months[2].month, "2020-04");
  EXPECT_EQ(months[2].missing, 0U);
}

}  // namespace
}  // namespace plumbline::correct
