// SPDX-License-Identifier: MIT
#include "cluster/series_sums.h"

#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::cluster {
namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

SeriesSums sums_of(const std::vector<std::vector<float>>& series) {
  const std::size_t dates = series.empty() ? 0 : series.front().size();
  std::vector<std::uint32_t> date(dates);
  std::iota(date.begin(), date.end(), 0U);
  SeriesSums sums(dates);
  for (const auto& one : series) sums.add(one, date);
  return sums;
}

TEST(SeriesSums, give_mean_and_standard_deviation_of_each_date) {
  const SeriesSums sums = sums_of({{1, 10}, {2, 20}, {6, 30}});
  EXPECT_EQ(sums.at(0).points, 3);
  EXPECT_DOUBLE_EQ(sums.at(0).mean_mm, 3);
  EXPECT_DOUBLE_EQ(sums.at(0).std_mm, std::sqrt((4.0 + 1.0 + 9.0) / 2));
  EXPECT_DOUBLE_EQ(sums.at(1).mean_mm, 20);
  EXPECT_DOUBLE_EQ(sums.at(1).std_mm, 10);
}

TEST(SeriesSums, leave_missing_values_out) {
  const SeriesSums sums = sums_of({{1, kNaN, kNaN}, {3, 5, kNaN}});
  EXPECT_DOUBLE_EQ(sums.at(0).mean_mm, 2);
  EXPECT_EQ(sums.at(1).points, 1);
  EXPECT_DOUBLE_EQ(sums.at(1).mean_mm, 5);
  EXPECT_TRUE(std::isnan(sums.at(1).std_mm)) << "one point has no spread";
  EXPECT_EQ(sums.at(2).points, 0);
  EXPECT_TRUE(std::isnan(sums.at(2).mean_mm));
}

TEST(SeriesSums, put_values_of_tiles_with_other_dates_where_they_belong) {
  SeriesSums sums(4);
  sums.add(std::vector<float>{1, 2}, std::vector<std::uint32_t>{0, 2});
  sums.add(std::vector<float>{5, 6}, std::vector<std::uint32_t>{2, 3});
  EXPECT_EQ(sums.at(0).points, 1);
  EXPECT_EQ(sums.at(1).points, 0);
  EXPECT_DOUBLE_EQ(sums.at(2).mean_mm, 3.5);
  EXPECT_DOUBLE_EQ(sums.at(3).mean_mm, 6);
}

/// Points that all sink by `mm_per_step`, each with an offset and white noise of its own.
std::vector<std::vector<float>> sinking(std::size_t points, double mm_per_step, double noise_mm,
                                        std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<std::vector<float>> series(points, std::vector<float>(120));
  for (auto& one : series) {
    const double offset = 20 * normal(random);
    for (std::size_t t = 0; t < one.size(); ++t) {
      one[t] = static_cast<float>(offset - mm_per_step * static_cast<double>(t) + noise_mm * normal(random));
    }
  }
  return series;
}

Quality quality_of(const std::vector<std::vector<float>>& series) {
  return sums_of(series).quality_sums().quality().value();
}

TEST(Quality, ranks_a_coherent_cluster_above_a_noisy_one) {
  const Quality coherent = quality_of(sinking(30, 0.3, 1.5, 1));
  const Quality noisy = quality_of(sinking(30, 0.05, 4, 1));
  EXPECT_GT(coherent.index, noisy.index);
  EXPECT_EQ(coherent.quality_class, 1);
  EXPECT_EQ(noisy.quality_class, 4);
  EXPECT_GT(coherent.signal_to_noise, noisy.signal_to_noise);
}

TEST(Quality, falls_as_noise_grows) {
  double before = 1;
  for (const double noise_mm : {0.5, 2.0, 5.0, 10.0, 20.0}) {
    const double index = quality_of(sinking(20, 0.3, noise_mm, 2)).index;
    EXPECT_LT(index, before) << noise_mm;
    before = index;
  }
}

TEST(Quality, says_that_points_without_anything_in_common_have_nothing_in_common_however_few_they_are) {
  // The mean of two noises follows both; without the degrees of freedom half the variance would look common.
  EXPECT_LT(quality_of(sinking(2, 0, 5, 3)).consistency, 0.1);
  EXPECT_LT(quality_of(sinking(200, 0, 5, 3)).consistency, 0.02);
}

TEST(Quality, is_low_for_points_that_move_smoothly_in_different_ways) {
  auto series = sinking(10, 0.3, 0.1, 4);
  for (std::size_t i = 0; i < series.size(); i += 2) {
    for (float& value : series[i]) value = -value;
  }
  const Quality quality = quality_of(series);
  EXPECT_GT(quality.smoothness, 0.9);
  EXPECT_LT(quality.consistency, 0.05);
  EXPECT_EQ(quality.quality_class, 4);
}

TEST(Quality, does_not_depend_on_the_offsets_of_series) {
  auto series = sinking(10, 0.2, 1, 5);
  const double index = quality_of(series).index;
  for (float& value : series[3]) value += 64;
  EXPECT_NEAR(quality_of(series).index, index, 1e-6);
}

TEST(Quality, signal_to_noise_is_the_ratio_of_variances) {
  // A line of slope 0.3 over 120 dates has the sample variance 0.3² · 120 · 121 / 12; the noise 2².
  const double expected = 0.09 * 120 * 121 / 12 / 4;
  EXPECT_NEAR(quality_of(sinking(300, 0.3, 2, 6)).signal_to_noise, expected, 0.02 * expected);
}

TEST(Quality, is_not_known_for_one_point_or_for_points_that_share_no_date) {
  EXPECT_FALSE(sums_of({{1, 2, 3}}).quality_sums().quality());
  EXPECT_FALSE(sums_of({{1, kNaN}, {kNaN, 2}}).quality_sums().quality());
  EXPECT_FALSE(SeriesSums(3).quality_sums().quality());
}

TEST(Quality, of_series_that_never_change_is_the_lowest) {
  const Quality quality = quality_of({{2, 2, 2}, {2, 2, 2}});
  EXPECT_EQ(quality.index, 0);
  EXPECT_EQ(quality.quality_class, 4);
}

TEST(Quality, of_geometries_together_lies_between_those_of_each) {
  const auto good = sums_of(sinking(20, 0.3, 1, 7)).quality_sums();
  const auto bad = sums_of(sinking(20, 0.3, 12, 8)).quality_sums();
  QualitySums both = good;
  both += bad;
  EXPECT_LT(both.quality()->index, good.quality()->index);
  EXPECT_GT(both.quality()->index, bad.quality()->index);
}

}  // namespace
}  // namespace plumbline::cluster
