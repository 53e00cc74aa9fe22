// SPDX-License-Identifier: MIT
#include "decompose/common_dates.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::decompose {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

TimeAxis axis_of(std::initializer_list<const char*> dates) {
  std::vector<Date> list;
  for (const char* date : dates) list.push_back(*Date::from_text(date));
  return TimeAxis(std::move(list));
}

std::vector<std::string> texts(const TimeAxis& axis) {
  std::vector<std::string> list;
  for (const Date date : axis.dates()) list.push_back(date.yyyymmdd());
  return list;
}

TEST(CommonDates, are_every_six_days_of_the_time_that_all_tracks_span) {
  const std::vector<TimeAxis> axes{axis_of({"2020-01-01", "2020-01-30"}),
                                   axis_of({"2020-01-04", "2020-02-09"})};
  EXPECT_THAT(texts(common_dates(axes)),
              ElementsAre("20200104", "20200110", "20200116", "20200122", "20200128"));
}

TEST(CommonDates, of_the_two_bursts_of_ustica_are_those_of_the_official_tile) {
  const std::vector<TimeAxis> axes{axis_of({"2020-01-03", "2024-12-25"}),
                                   axis_of({"2020-01-03", "2024-12-31"})};
  const TimeAxis dates = common_dates(axes);
  EXPECT_EQ(dates.size(), 304u);
  EXPECT_EQ(dates.dates().front().yyyymmdd(), "20200103");
  EXPECT_EQ(dates.dates().back().yyyymmdd(), "20241225");
}

TEST(CommonDates, may_be_a_single_day_or_none) {
  const TimeAxis early = axis_of({"2020-01-01", "2020-01-05"});
  EXPECT_EQ(common_dates(std::vector{early, axis_of({"2020-01-05", "2020-03-01"})}).size(), 1u);
  EXPECT_TRUE(common_dates(std::vector{early, axis_of({"2020-01-06", "2020-03-01"})}).empty());
  EXPECT_TRUE(common_dates(std::vector{early, TimeAxis()}).empty());
  EXPECT_TRUE(common_dates({}).empty());
}

TEST(Resampler, gives_an_acquisition_itself_and_straight_lines_between_two) {
  const TimeAxis from = axis_of({"2020-01-01", "2020-01-07", "2020-01-31"});
  const TimeAxis to = axis_of({"2020-01-01", "2020-01-04", "2020-01-13", "2020-01-31"});
  const Resampler resampler(from, to);
  const auto places = resampler.places();
  EXPECT_EQ(places[0].before, 0u);
  EXPECT_EQ(places[0].weight, 0);
  EXPECT_EQ(places[1].before, 0u);
  EXPECT_EQ(places[1].weight, 0.5);
  EXPECT_EQ(places[2].before, 1u);
  EXPECT_EQ(places[2].weight, 0.25);
  EXPECT_EQ(places[3].before, 2u);
  EXPECT_EQ(places[3].weight, 0);
}

TEST(Resampler, does_not_extrapolate) {
  const TimeAxis from = axis_of({"2020-01-07", "2020-01-13"});
  const TimeAxis to = axis_of({"2020-01-06", "2020-01-07", "2020-01-14"});
  const Resampler resampler(from, to);
  const auto places = resampler.places();
  EXPECT_EQ(places[0].before, Resampler::Place::kNone);
  EXPECT_EQ(places[1].before, 0u);
  EXPECT_EQ(places[2].before, Resampler::Place::kNone);
}

TEST(Resampler, passes_over_missing_values_and_leaves_the_ends_missing) {
  const TimeAxis axis = axis_of({"2020-01-01", "2020-01-07", "2020-01-13", "2020-01-19", "2020-01-25"});
  std::vector<double> dates(5);
  Resampler(axis, axis).resample(std::vector<float>{kMissing, 1, kMissing, 5, kMissing}, dates);
  EXPECT_TRUE(std::isnan(dates[0]));
  EXPECT_EQ(dates[1], 1);
  EXPECT_EQ(dates[2], 3);
  EXPECT_EQ(dates[3], 5);
  EXPECT_TRUE(std::isnan(dates[4]));
}

TEST(Resampler, with_all_values_both_ways_agree) {
  const TimeAxis from = axis_of({"2020-01-02", "2020-01-08", "2020-02-01", "2020-02-13"});
  const TimeAxis to = common_dates(std::vector{from}, 5);
  const std::vector<float> series{3, -1, 4, 1.5F};
  const Resampler resampler(from, to);
  std::vector<double> dates(to.size());
  resampler.resample(series, dates);
  for (std::size_t k = 0; k < dates.size(); ++k) {
    const auto [before, weight] = resampler.places()[k];
    const double left = static_cast<double>(series[before]);
    const double right = static_cast<double>(series[weight == 0 ? before : before + 1]);
    EXPECT_THAT(dates[k], DoubleNear(left + weight * (right - left), 1e-12));
  }
}

}  // namespace
}  // namespace plumbline::decompose
