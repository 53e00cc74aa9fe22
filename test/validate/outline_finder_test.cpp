// SPDX-License-Identifier: MIT
#include "validate/outline_finder.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

std::vector<PlanePoint> square(double west_m, double south_m, double side_m) {
  return {{west_m, south_m},
          {west_m + side_m, south_m},
          {west_m + side_m, south_m + side_m},
          {west_m, south_m + side_m}};
}

TEST(Contains, what_lies_in_a_hole_lies_outside) {
  const Outline ring{"ring", {square(0, 0, 100), square(40, 40, 20)}};
  EXPECT_TRUE(contains(ring, {10, 10}));
  EXPECT_FALSE(contains(ring, {50, 50}));
  EXPECT_FALSE(contains(ring, {150, 50}));
}

TEST(Contains, all_parts_of_an_outline_count) {
  const Outline two{"two", {square(0, 0, 10), square(100, 0, 10)}};
  EXPECT_TRUE(contains(two, {5, 5}));
  EXPECT_TRUE(contains(two, {105, 5}));
  EXPECT_FALSE(contains(two, {50, 5}));
}

TEST(Contains, a_ring_may_be_closed_or_not) {
  auto closed = square(0, 0, 10);
  closed.push_back(closed.front());
  EXPECT_TRUE(contains({"closed", {closed}}, {5, 5}));
  EXPECT_FALSE(contains({"closed", {closed}}, {15, 5}));
}

TEST(Contains, the_buffer_reaches_round_corners) {
  const Outline area{"area", {square(0, 0, 100)}};
  EXPECT_TRUE(contains(area, {103, 104}, 5));
  EXPECT_FALSE(contains(area, {104, 104}, 5));
  EXPECT_TRUE(contains(area, {50, -5}, 5));
  EXPECT_FALSE(contains(area, {50, -5.001}, 5));
}

TEST(OutlineFinder, finds_what_a_test_of_every_outline_finds) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> place(0, 10'000), size(10, 3000);
  std::vector<Outline> outlines;
  for (int i = 0; i < 60; ++i) outlines.push_back({"", {square(place(random), place(random), size(random))}});
  for (const double buffer_m : {0.0, 70.0}) {
    const OutlineFinder finder(outlines, buffer_m);
    for (int i = 0; i < 2000; ++i) {
      const PlanePoint at{place(random) * 1.4 - 1000, place(random) * 1.4 - 1000};
      std::vector<std::size_t> expected, found;
      for (std::size_t o = 0; o < outlines.size(); ++o) {
        if (contains(outlines[o], at, buffer_m)) expected.push_back(o);
      }
      finder.around(at, [&](std::size_t outline) { found.push_back(outline); });
      ASSERT_EQ(found, expected);
    }
  }
}

TEST(OutlineFinder, without_outlines_or_coordinates_there_is_nothing) {
  const OutlineFinder none({}, 10);
  none.around({0, 0}, [](std::size_t) { FAIL(); });
  const std::vector<Outline> one{{"", {square(0, 0, 10)}}};
  OutlineFinder(one, 0).around({std::nan(""), 5}, [](std::size_t) { FAIL(); });
}

TEST(ConvexHull, has_the_corners_and_nothing_between) {
  const std::vector<double> easting_m{0, 10, 5, 10, 0, 5, 0}, northing_m{0, 0, 0, 10, 10, 5, 0};
  const auto hull = convex_hull(easting_m, northing_m);
  ASSERT_EQ(hull.size(), 4u);
  for (std::size_t i = 0; i < easting_m.size(); ++i)
    EXPECT_TRUE(contains({"", {hull}}, {easting_m[i], northing_m[i]}, 1e-9));
  double twice_the_area = 0;
  for (std::size_t i = 0; i < 4; ++i)
    twice_the_area +=
        hull[i].easting_m * hull[(i + 1) % 4].northing_m - hull[(i + 1) % 4].easting_m * hull[i].northing_m;
  EXPECT_DOUBLE_EQ(twice_the_area, 200);
}

TEST(ConvexHull, of_few_places_is_what_there_is) {
  EXPECT_TRUE(convex_hull({}, {}).empty());
  const std::vector<double> twice{3, 3}, missing{std::nan(""), 1};
  EXPECT_EQ(convex_hull(twice, twice).size(), 1u);
  EXPECT_EQ(convex_hull(missing, missing).size(), 1u);
  const std::vector<double> line{1, 2, 3, 4};
  EXPECT_EQ(convex_hull(line, line).size(), 2u);
}

}  // namespace
}  // namespace plumbline::validate
