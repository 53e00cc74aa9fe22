// SPDX-License-Identifier: MIT
#include "correct/gaps.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "correct/gap_filler.h"

namespace plumbline::correct {
namespace {

using testing::Each;
using testing::ElementsAre;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// Acquisitions at these days after 1 January 2020.
TimeAxis axis_at(std::initializer_list<int> days) {
  std::vector<Date> dates;
  for (const int day : days) dates.push_back(Date::from_days(18262 + day));
  return TimeAxis(std::move(dates));
}

struct Filling {
  std::vector<float> series;
  std::vector<std::uint8_t> filled;
  std::size_t count = 0;
};

Filling fill(std::vector<float> series, const TimeAxis& axis, GapOptions options = {}) {
  Filling result{std::move(series), std::vector<std::uint8_t>(axis.size(), 7), 0};
  result.count = GapFiller(axis, options).fill(result.series, result.filled);
  return result;
}

TEST(FillGaps, a_run_that_spans_31_days_is_filled) {
  const Filling result = fill({1, kMissing, 3}, axis_at({0, 6, 31}));
  EXPECT_EQ(result.count, 1U);
  EXPECT_THAT(result.filled, ElementsAre(0, 1, 0));
  EXPECT_FALSE(std::isnan(result.series[1]));
}

TEST(FillGaps, a_run_that_spans_30_days_stays_missing) {
  const Filling result = fill({1, kMissing, 3}, axis_at({0, 6, 30}));
  EXPECT_EQ(result.count, 0U);
  EXPECT_THAT(result.filled, Each(0));
  EXPECT_TRUE(std::isnan(result.series[1]));
}

TEST(FillGaps, a_day_more_or_less_decides_wherever_the_run_lies) {
  for (int begin = 1; begin < 4000; ++begin) {
    EXPECT_EQ(fill({0, 1, kMissing, 3}, axis_at({0, begin, begin + 6, begin + 29})).count, 0U);
    EXPECT_EQ(fill({0, 1, kMissing, 3}, axis_at({0, begin, begin + 6, begin + 31})).count, 1U);
  }
}

TEST(FillGaps, the_line_follows_days_and_not_indices) {
  const Filling result = fill({10, kMissing, kMissing, 20}, axis_at({0, 10, 40, 100}));
  EXPECT_THAT(result.series, ElementsAre(10, 11, 14, 20));
  EXPECT_THAT(result.filled, ElementsAre(0, 1, 1, 0));
  EXPECT_EQ(result.count, 2U);
}

TEST(FillGaps, runs_at_either_end_stay_missing_however_long) {
  const Filling result = fill({kMissing, 5, 6, kMissing, kMissing}, axis_at({0, 400, 406, 500, 900}));
  EXPECT_EQ(result.count, 0U);
  EXPECT_TRUE(std::isnan(result.series[0]));
  EXPECT_TRUE(std::isnan(result.series[3]));
  EXPECT_TRUE(std::isnan(result.series[4]));
}

TEST(FillGaps, acquisitions_that_are_far_apart_but_all_present_are_no_gap) {
  EXPECT_EQ(fill({1, 2, 3}, axis_at({0, 100, 300})).count, 0U);
}

TEST(FillGaps, a_long_and_a_short_run_are_treated_apart) {
  const Filling result = fill({0, kMissing, 12, kMissing, kMissing, 48}, axis_at({0, 6, 12, 24, 36, 48}));
  EXPECT_TRUE(std::isnan(result.series[1]));
  EXPECT_EQ(result.series[3], 24);
  EXPECT_EQ(result.series[4], 36);
  EXPECT_THAT(result.filled, ElementsAre(0, 0, 0, 1, 1, 0));
}

TEST(FillGaps, the_limit_is_an_option) {
  EXPECT_EQ(fill({0, kMissing, 2}, axis_at({0, 6, 12}), {.gap_days = 11}).count, 1U);
  EXPECT_EQ(fill({0, kMissing, 2}, axis_at({0, 50, 100}), {.gap_days = 101}).count, 0U);
}

TEST(FillGaps, nothing_and_one_and_all_missing_stay_as_they_are) {
  EXPECT_EQ(fill({}, axis_at({})).count, 0U);
  EXPECT_EQ(fill({4}, axis_at({0})).count, 0U);
  const Filling all_missing = fill({kMissing, kMissing, kMissing}, axis_at({0, 100, 200}));
  EXPECT_EQ(all_missing.count, 0U);
  EXPECT_TRUE(std::isnan(all_missing.series[1]));
}

TEST(FillGaps, present_values_never_change_and_fills_lie_between_their_neighbours) {
  std::mt19937 random(1);
  std::vector<Date> dates;
  int day = 18262;
  for (int i = 0; i < 80; ++i) dates.push_back(Date::from_days(day += 1 + static_cast<int>(random() % 24)));
  const TimeAxis axis(dates);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<float> series;
    for (std::size_t i = 0; i < axis.size(); ++i)
      series.push_back(random() % 2 == 0 ? kMissing : static_cast<float>(random() % 200) / 10.0f);
    const Filling result = fill(series, axis);
    std::size_t flagged = 0;
    for (std::size_t i = 0; i < axis.size(); ++i) {
      flagged += result.filled[i];
      if (!std::isnan(series[i])) {
        EXPECT_EQ(result.series[i], series[i]);
        EXPECT_EQ(result.filled[i], 0);
      } else {
        EXPECT_EQ(result.filled[i] == 1, !std::isnan(result.series[i]));
        if (result.filled[i] == 1) {
          EXPECT_GE(result.series[i], 0.0f);
          EXPECT_LE(result.series[i], 20.0f);
        }
      }
    }
    EXPECT_EQ(flagged, result.count);
    const Filling again = fill(result.series, axis);
    EXPECT_EQ(again.count, 0U) << "what is filled has no long gap left";
  }
}

TEST(GapSummary, counts_present_values_and_measures_between_them) {
  const GapSummary summary = gap_summary(std::vector<float>{kMissing, 1, kMissing, 2, 3, kMissing},
                                         axis_at({0, 6, 12, 40, 46, 300}));
  EXPECT_EQ(summary.n_acquisitions, 3);
  EXPECT_EQ(summary.max_gap_days, 34);
}

TEST(GapSummary, a_complete_series_has_the_longest_distance_of_its_dates) {
  EXPECT_EQ(gap_summary(std::vector<float>{1, 2, 3}, axis_at({0, 6, 30})).max_gap_days, 24);
}

TEST(GapSummary, fewer_than_two_values_have_no_distance) {
  EXPECT_EQ(gap_summary({}, axis_at({})).max_gap_days, 0);
  const GapSummary one = gap_summary(std::vector<float>{kMissing, 1, kMissing}, axis_at({0, 50, 100}));
  EXPECT_EQ(one.max_gap_days, 0);
  EXPECT_EQ(one.n_acquisitions, 1);
  EXPECT_EQ(gap_summary(std::vector<float>{kMissing}, axis_at({0})).n_acquisitions, 0);
}

}  // namespace
}  // namespace plumbline::correct
