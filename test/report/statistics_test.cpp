// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/agreement.h"
#include "report/class_tables.h"
#include "report/confusion.h"
#include "report/distribution.h"
#include "report/gap_counts.h"

namespace plumbline::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Distribution distribution_of(const std::vector<double>& values) {
  Distribution distribution;
  for (const double value : values) distribution.add(value);
  return distribution;
}

TEST(Distribution, of_five_values) {
  const Distribution d = distribution_of({-2.2, 0.7, -0.5, kNan, 1.3, -0.3});
  EXPECT_EQ(d.count(), 5);
  EXPECT_NEAR(d.mean(), -0.2, 1e-12);
  EXPECT_NEAR(d.deviation(), std::sqrt((4.0 + 0.81 + 0.09 + 2.25 + 0.01) / 4), 1e-12);
  EXPECT_DOUBLE_EQ(d.smallest(), -2.2);
  EXPECT_DOUBLE_EQ(d.largest(), 1.3);
  EXPECT_DOUBLE_EQ(d.quantile(0), -2.2);
  EXPECT_DOUBLE_EQ(d.quantile(0.5), -0.3);
  EXPECT_DOUBLE_EQ(d.quantile(1), 1.3);
  EXPECT_NEAR(d.quantile(0.9), 0.7 + 0.6 * 0.6, 1e-12);  // place 3.6 of 0 … 4
}

TEST(Distribution, of_nothing_and_of_one_value) {
  const Distribution none;
  EXPECT_TRUE(std::isnan(none.mean()) && std::isnan(none.quantile(0.5)) && std::isnan(none.smallest()));
  const Distribution one = distribution_of({3.25});
  EXPECT_DOUBLE_EQ(one.quantile(0.95), 3.25);
  EXPECT_TRUE(std::isnan(one.deviation()));
}

TEST(Distribution, quantiles_are_those_of_the_sorted_values) {
  std::mt19937 random(1);
  std::normal_distribution<double> normal(-1, 3);
  std::vector<double> values(1000);
  for (double& value : values) value = std::round(10 * normal(random)) / 10;  // as EGMS prints them
  const Distribution d = distribution_of(values);
  std::sort(values.begin(), values.end());
  for (const double p : {0.0, 0.05, 0.31, 0.5, 0.95, 1.0}) {
    const double place = p * 999;
    const auto low = static_cast<std::size_t>(place);
    const double high = values[std::min<std::size_t>(low + 1, 999)];
    EXPECT_NEAR(d.quantile(p), values[low] + (high - values[low]) * (place - std::floor(place)), 1e-9) << p;
  }
}

TEST(Distribution, an_absurd_value_costs_no_memory_and_stands_at_the_limit) {
  const Distribution d = distribution_of({-1e30, 0, 1e30});
  EXPECT_DOUBLE_EQ(d.quantile(0), -Distribution::kLimit);
  EXPECT_DOUBLE_EQ(d.quantile(1), Distribution::kLimit);
  EXPECT_DOUBLE_EQ(d.largest(), 1e30);
}

TEST(Agreement, by_its_definitions) {
  // Differences 0.05, −0.05, 0.2, 0.0; the pair with a missing value has no part.
  const std::array<double, 4> ours{1.05, 1.95, 3.2, 4.0};
  const std::array<double, 4> theirs{1.0, 2.0, 3.0, 4.0};
  Agreement a;
  for (std::size_t i = 0; i < ours.size(); ++i) a.add(ours[i], theirs[i]);
  a.add(kNan, 1);
  a.add(1, kNan);
  EXPECT_EQ(a.count(), 4);
  EXPECT_NEAR(a.bias(), 0.05, 1e-12);
  EXPECT_NEAR(a.rms(), std::sqrt((0.0025 + 0.0025 + 0.04) / 4), 1e-12);
  EXPECT_NEAR(a.deviation(), std::sqrt(a.rms() * a.rms() - 0.0025), 1e-12);
  EXPECT_NEAR(a.largest(), 0.2, 1e-12);
  EXPECT_EQ(a.within(0), 3);  // 0.05: the limit itself counts
  EXPECT_EQ(a.within(1), 3);
  EXPECT_EQ(a.within(2), 4);
  // Pearson: Σ(x − x̄)(y − ȳ) / √(Σ(x − x̄)² Σ(y − ȳ)²)
  const double our_mean = 2.55, their_mean = 2.5;
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    xy += (ours[i] - our_mean) * (theirs[i] - their_mean);
    xx += (ours[i] - our_mean) * (ours[i] - our_mean);
    yy += (theirs[i] - their_mean) * (theirs[i] - their_mean);
  }
  EXPECT_NEAR(a.correlation(), xy / std::sqrt(xx * yy), 1e-12);
}

TEST(Agreement, of_nothing_is_not_known) {
  const Agreement none;
  EXPECT_TRUE(std::isnan(none.rms()) && std::isnan(none.bias()) && std::isnan(none.largest()));
  Agreement flat;
  flat.add(1, 1);
  flat.add(1, 1);
  EXPECT_TRUE(std::isnan(flat.correlation()));
  EXPECT_DOUBLE_EQ(flat.rms(), 0);
}

TEST(HeightZone, has_the_limits_of_the_paper) {
  EXPECT_EQ(height_zone(-3), 0);
  EXPECT_EQ(height_zone(599.9), 0);
  EXPECT_EQ(height_zone(600), 1);
  EXPECT_EQ(height_zone(1500), 1);
  EXPECT_EQ(height_zone(1500.1), 2);
  EXPECT_EQ(height_zone(kNan), 3);
}

TEST(ClassTables, count_classes_zones_and_flags) {
  constexpr auto kStable = static_cast<std::size_t>(MotionClass::stable);
  constexpr auto kLinear = static_cast<std::size_t>(MotionClass::linear);
  const auto flags = [](Flag jumpy) { return std::array{Flag::no, jumpy, Flag::missing, Flag::no}; };
  ClassTables tables;
  tables.add({MotionClass::stable, flags(Flag::no), 100, -0.5});
  tables.add({MotionClass::stable, flags(Flag::yes), 700, 0.5});
  tables.add({MotionClass::linear, flags(Flag::yes), 100, -6.0});
  tables.add({MotionClass::linear, flags(Flag::no), kNan, kNan});
  tables.add({std::nullopt, flags(Flag::missing), 2000, 1.0});
  EXPECT_EQ(tables.points(), 5);
  EXPECT_EQ(tables.classified(), 4);
  EXPECT_EQ(tables.count(kStable), 2);
  EXPECT_EQ(tables.count(0, kStable), 1);
  EXPECT_EQ(tables.count(1, kStable), 1);
  EXPECT_EQ(tables.count(3, kLinear), 1);
  EXPECT_EQ(tables.count(2, ClassTables::kUnclassified), 1);
  EXPECT_EQ(tables.points_of_zone(0), 2);
  EXPECT_EQ(tables.flagged(1), 2);
  EXPECT_EQ(tables.flagged(2), 0);
  EXPECT_EQ(tables.count(kLinear), 2);  // one has no velocity, and counts all the same
  EXPECT_EQ(tables.velocities(kLinear).count(), 1);
  EXPECT_DOUBLE_EQ(tables.velocities(kStable).mean(), 0.0);
  EXPECT_DOUBLE_EQ(tables.velocities(0, kLinear).mean(), -6.0);
}

TEST(Confusion, precision_and_recall_by_their_definitions) {
  constexpr auto kAccel = static_cast<std::size_t>(MotionClass::accel);
  constexpr auto kStable = static_cast<std::size_t>(MotionClass::stable);
  Confusion confusion;
  for (int i = 0; i < 3; ++i) confusion.add(MotionClass::accel, MotionClass::accel);
  confusion.add(MotionClass::accel, MotionClass::linear);
  confusion.add(MotionClass::accel, std::nullopt);
  confusion.add(MotionClass::stable, MotionClass::accel);
  EXPECT_EQ(confusion.points(), 6);
  EXPECT_EQ(confusion.count(kAccel, Confusion::kUnclassified), 1);
  EXPECT_DOUBLE_EQ(confusion.detection(kAccel).precision(), 3.0 / 4);
  EXPECT_DOUBLE_EQ(confusion.detection(kAccel).recall(), 3.0 / 5);
  EXPECT_DOUBLE_EQ(confusion.detection(kStable).recall(), 0.0);
  EXPECT_TRUE(std::isnan(confusion.detection(kStable).precision()));  // given to none
}

TEST(Detection, counts_what_was_found_and_what_is_true) {
  Detection detection;
  detection.add(true, true);
  detection.add(true, false);
  detection.add(false, true);
  detection.add(false, false);
  EXPECT_DOUBLE_EQ(detection.precision(), 0.5);
  EXPECT_DOUBLE_EQ(detection.recall(), 0.5);
  EXPECT_EQ(detection.points, 4);
}

TEST(GapCounts, ranges_hold_their_upper_end) {
  GapCounts gaps;
  gaps.add(6, 100, 100);
  gaps.add(7, 99, 100);
  gaps.add(30, 90, 100);
  gaps.add(31, 90, 100);
  gaps.add(400, 20, 100);
  gaps.add(kMissingInt32, 0, 100);
  EXPECT_EQ(gaps.points(), 5);
  EXPECT_EQ(gaps.points_with_gaps(), 4);
  EXPECT_EQ(gaps.longest_days(), 400);
  const std::array<std::size_t, 7> expected{1, 1, 1, 1, 0, 0, 1};
  for (std::size_t i = 0; i < GapCounts::kRanges; ++i) EXPECT_EQ(gaps.count(i), expected[i]) << i;
  EXPECT_EQ(GapCounts::range_name(0), "≤ 6");
  EXPECT_EQ(GapCounts::range_name(2), "13–30");
  EXPECT_EQ(GapCounts::range_name(6), "> 365");
}

}  // namespace
}  // namespace plumbline::report
