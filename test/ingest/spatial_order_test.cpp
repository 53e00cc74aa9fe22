// SPDX-License-Identifier: MIT
#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include <gmock/gmock.h>

#include "ingest/tile.h"

namespace plumbline::test {
namespace {

using ingest::spatial_order;
using testing::ElementsAre;

bool is_permutation_of_rows(std::vector<std::uint32_t> order) {
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] != i) return false;
  }
  return true;
}

TEST(SpatialOrder, nothing_and_one_point_are_in_order) {
  EXPECT_TRUE(spatial_order({}, {}).empty());
  EXPECT_THAT(spatial_order(std::vector{13.0}, std::vector{38.0}), ElementsAre(0));
}

TEST(SpatialOrder, points_at_one_place_keep_their_order) {
  EXPECT_THAT(spatial_order(std::vector{13.0, 13.0, 13.0}, std::vector{38.0, 38.0, 38.0}),
              ElementsAre(0, 1, 2));
}

TEST(SpatialOrder, the_curve_goes_through_the_four_quarters_of_the_globe_along_three_sides) {
  //  1--2      row 0 is the upper right quarter, 1 the lower left,
  //  |  |          2 the lower right, 3 the upper left
  //  0  3      the ends of the curve are the lower quarters, or those of another side
  const std::vector<double> longitude{90, -90, 90, -90};
  const std::vector<double> latitude{45, -45, -45, 45};
  const auto order = spatial_order(longitude, latitude);
  ASSERT_TRUE(is_permutation_of_rows(order));
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double step = std::abs(longitude[order[i]] - longitude[order[i - 1]]) / 180 +
                        std::abs(latitude[order[i]] - latitude[order[i - 1]]) / 90;
    EXPECT_EQ(step, 1.0) << "never across the diagonal";
  }
}

TEST(SpatialOrder, on_a_full_grid_every_step_goes_to_a_neighbour) {
  constexpr int kSide = 64;
  constexpr double kWidth = 360.0 / 1048576;  // cells of the curve some levels up: 38 m of longitude
  constexpr double kHeight = 180.0 / 1048576;
  constexpr double kWest = 180.0 / 16;  // where a square of that size begins
  constexpr double kSouth = 90.0 / 16;
  std::vector<double> longitude, latitude;
  for (int i = 0; i < kSide * kSide; ++i) {
    const int shuffled = (i * 1597) % (kSide * kSide);  // 1597 is prime to 4096
    longitude.push_back(kWest + kWidth * (shuffled % kSide + 0.5));
    latitude.push_back(kSouth + kHeight * (shuffled / kSide + 0.5));
  }
  const auto order = spatial_order(longitude, latitude);
  ASSERT_TRUE(is_permutation_of_rows(order));
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double step = std::abs(longitude[order[i]] - longitude[order[i - 1]]) / kWidth +
                        std::abs(latitude[order[i]] - latitude[order[i - 1]]) / kHeight;
    ASSERT_NEAR(step, 1.0, 1e-6) << i;  // what defines a Hilbert curve
  }
}

TEST(SpatialOrder, neighbours_in_the_file_are_neighbours_on_the_ground) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> place(0.0, 1.0);
  std::vector<double> longitude(10000), latitude(10000);
  for (double& value : longitude) value = 13.0 + place(random);
  for (double& value : latitude) value = 38.0 + place(random);
  const auto order = spatial_order(longitude, latitude);
  ASSERT_TRUE(is_permutation_of_rows(order));
  double steps = 0;
  for (std::size_t i = 1; i < order.size(); ++i)
    steps += std::hypot(longitude[order[i]] - longitude[order[i - 1]],
                        latitude[order[i]] - latitude[order[i - 1]]);
  // 10,000 points in a unit square lie 0.01 apart; unsorted rows are half a unit apart.
  EXPECT_LT(steps / 10000.0, 0.015);
}

TEST(SpatialOrder, places_that_are_not_finite_do_no_harm) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_TRUE(is_permutation_of_rows(
      spatial_order(std::vector{nan, 1.0, infinity, 0.0}, std::vector{0.0, nan, 2.0, 1.0})));
}

TEST(Reordered, moves_the_values_of_every_type) {
  const std::vector<std::uint32_t> order{2, 0, 1};
  const Column text{"town", std::vector<std::string>{"a", "b", "c"}};
  const Column moved = ingest::reordered(text, order);
  EXPECT_EQ(moved.name, "town");
  EXPECT_THAT(std::get<std::vector<std::string>>(moved.values), ElementsAre("c", "a", "b"));
  const Column numbers = ingest::reordered({"x", std::vector<double>{1.5, 2.5, 3.5}}, order);
  EXPECT_EQ(numbers.type(), ColumnType::float64);
  EXPECT_THAT(std::get<std::vector<double>>(numbers.values), ElementsAre(3.5, 1.5, 2.5));
}

}  // namespace
}  // namespace plumbline::test
