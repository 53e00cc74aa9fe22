// SPDX-License-Identifier: MIT
#include "validate/neighbours.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr StationMotion kUstica{.east = -0.510, .up = -0.889, .east_std = 0.165, .up_std = 0.339};

TEST(Neighbours, the_station_is_projected_on_the_mean_line_of_sight) {
  Neighbours neighbours;
  neighbours.add(-2.0, 0.6, 0.8, 0);
  neighbours.add(-1.0, 0.6, 0.8, 0);
  const auto pair = neighbours.against(kUstica, 0.7);
  ASSERT_TRUE(pair);
  EXPECT_NEAR(pair->ground, 0.6 * -0.510 + 0.8 * -0.889, 1e-12);
  EXPECT_NEAR(pair->ground_std, std::hypot(0.6 * 0.165, 0.8 * 0.339), 1e-12);
  EXPECT_DOUBLE_EQ(pair->radar, -1.5);
  // 0.7 for the line of sight; the two velocities scatter by √0.5, their mean by √(0.5 / 2).
  EXPECT_NEAR(pair->radar_std, std::sqrt(0.49 + 0.25), 1e-12);
}

TEST(Neighbours, standard_deviations_of_points_replace_the_usual_one) {
  Neighbours neighbours;
  neighbours.add(1, 0, 1, 0.3);
  neighbours.add(1, 0, 1, 0.5);
  neighbours.add(1, 0, 1, kMissing);
  EXPECT_NEAR(neighbours.against(kUstica, 9)->radar_std, std::sqrt((0.09 + 0.25) / 2), 1e-12);
}

TEST(Neighbours, a_component_that_the_line_of_sight_does_not_see_need_not_be_known) {
  Neighbours up;
  up.add(-1, 0, 1, 0.6);
  const StationMotion benchmark{.east = kMissing, .up = -0.5, .east_std = kMissing, .up_std = 0.1};
  ASSERT_TRUE(up.against(benchmark, 0.7));
  EXPECT_DOUBLE_EQ(up.against(benchmark, 0.7)->difference(), -0.5);
  Neighbours slanted;
  slanted.add(-1, 0.6, 0.8, 0);
  EXPECT_FALSE(slanted.against(benchmark, 0.7));
}

TEST(Neighbours, without_points_there_is_no_pair) {
  Neighbours none;
  none.add(kMissing, 0, 1, 0);
  EXPECT_EQ(none.points(), 0u);
  EXPECT_FALSE(none.against(kUstica, 0.7));
}

TEST(CompareSeries, offsets_play_no_part_and_rates_do) {
  std::vector<double> years, ground, radar;
  for (int i = 0; i < 40; ++i) {
    years.push_back(i * 0.1);
    ground.push_back(3 * years.back() + std::sin(i));
    radar.push_back(100 + 3.5 * years.back() + std::sin(i));
  }
  radar[7] = kMissing;
  ground[9] = kMissing;
  const auto agreement = compare_series(years, ground, radar);
  ASSERT_TRUE(agreement);
  EXPECT_EQ(agreement->dates, 38u);
  EXPECT_NEAR(agreement->velocity_difference, 0.5, 1e-9);
  EXPECT_GT(agreement->correlation, 0.99);
  EXPECT_NEAR(agreement->rms_mm, 0.5 * 1.15, 0.05);  // 0.5 mm/yr over 3.9 years: 3.9 / √12 · 0.5
}

TEST(CompareSeries, few_common_dates_say_nothing) {
  EXPECT_FALSE(
      compare_series(std::vector<double>(9, 1), std::vector<double>(9, 1), std::vector<double>(9, 1)));
}

}  // namespace
}  // namespace plumbline::validate
