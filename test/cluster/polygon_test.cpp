// SPDX-License-Identifier: MIT
#include "cluster/polygon.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include <gtest/gtest.h>

#include "core/error.h"
#include "parallel/thread_loop.h"

namespace plumbline::cluster {
namespace {

constexpr double kPi = std::numbers::pi;

struct Corner {
  double easting_m;
  double northing_m;
};

/// The outer ring of a polygon in little-endian well-known binary: byte order,
/// type 3, one ring, its corners.
std::vector<Corner> ring_of(const std::vector<std::uint8_t>& wkb) {
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    std::memcpy(&value, wkb.data() + at, sizeof value);
    return value;
  };
  EXPECT_GE(wkb.size(), 13U);
  EXPECT_EQ(wkb.at(0), 1);
  EXPECT_EQ(number(1), 3U) << "a polygon";
  EXPECT_EQ(number(5), 1U) << "without holes";
  std::vector<Corner> ring(number(9));
  EXPECT_EQ(wkb.size(), 13 + ring.size() * sizeof(Corner));
  std::memcpy(ring.data(), wkb.data() + 13, ring.size() * sizeof(Corner));
  return ring;
}

/// Area of the shape that a ring walks around (shoelace formula).
double area_of(const std::vector<Corner>& ring) {
  double twice = 0;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const Corner a{ring[i - 1].easting_m - ring[0].easting_m, ring[i - 1].northing_m - ring[0].northing_m};
    const Corner b{ring[i].easting_m - ring[0].easting_m, ring[i].northing_m - ring[0].northing_m};
    twice += a.easting_m * b.northing_m - b.easting_m * a.northing_m;
  }
  return std::abs(twice) / 2;
}

/// Area of a circle drawn with 128 corners, 32 a quarter.
double circle_area(double radius_m) { return 128 * radius_m * radius_m / 2 * std::sin(2 * kPi / 128); }

TEST(HullPolygon, one_point_gives_a_circle_of_128_corners_around_it) {
  const std::vector<double> easting{4400000.25};
  const std::vector<double> northing{2500000.5};
  const ClusterPolygon polygon = hull_polygon(easting, northing);
  const auto ring = ring_of(polygon.wkb);
  EXPECT_EQ(ring.size(), 129U) << "the first corner is repeated at the end";
  for (const Corner& corner : ring) {
    EXPECT_NEAR(std::hypot(corner.easting_m - easting[0], corner.northing_m - northing[0]), 20, 1e-6);
  }
  EXPECT_NEAR(polygon.area_m2, circle_area(20), 1e-3);
}

TEST(HullPolygon, the_same_place_many_times_gives_the_circle_of_one) {
  const std::vector<double> place(7, 1000.0);
  EXPECT_EQ(hull_polygon(place, place).wkb, hull_polygon(std::vector{1000.0}, std::vector{1000.0}).wkb);
}

TEST(HullPolygon, two_points_and_points_on_a_line_give_the_same_capsule) {
  const ClusterPolygon two = hull_polygon(std::vector{0.0, 60.0}, std::vector{0.0, 80.0});
  EXPECT_NEAR(two.area_m2, circle_area(20) + 100 * 40, 1.0);
  const ClusterPolygon line =
      hull_polygon(std::vector{30.0, 60.0, 15.0, 0.0, 30.0}, std::vector{40.0, 80.0, 20.0, 0.0, 40.0});
  EXPECT_NEAR(line.area_m2, two.area_m2, 1e-6);
}

TEST(HullPolygon, a_square_grows_by_a_strip_along_each_side_and_a_circle_at_the_corners) {
  const ClusterPolygon polygon = hull_polygon(std::vector{0.0, 100.0, 100.0, 0.0, 50.0, 30.0},
                                              std::vector{0.0, 0.0, 100.0, 100.0, 50.0, 99.0});
  EXPECT_NEAR(polygon.area_m2, 100 * 100 + 4 * 100 * 20 + circle_area(20), 1e-6);
  EXPECT_NEAR(area_of(ring_of(polygon.wkb)), polygon.area_m2, 1e-6);
}

TEST(HullPolygon, every_point_lies_inside_by_the_buffer) {
  std::vector<double> easting;
  std::vector<double> northing;
  for (int i = 0; i < 50; ++i) {
    easting.push_back(4400000 + 100 * std::sin(i * 1.7) + i);
    northing.push_back(2500000 + 80 * std::cos(i * 2.9));
  }
  const auto ring = ring_of(hull_polygon(easting, northing, 5).wkb);
  for (std::size_t i = 0; i < easting.size(); ++i) {
    double least = 1e9;
    for (const Corner& corner : ring) {
      least = std::min(least, std::hypot(corner.easting_m - easting[i], corner.northing_m - northing[i]));
    }
    EXPECT_GE(least, 5 - 1e-6);
  }
}

TEST(HullPolygon, does_not_depend_on_the_order_of_the_points) {
  const ClusterPolygon one = hull_polygon(std::vector{0.0, 90.0, 40.0}, std::vector{0.0, 10.0, 70.0});
  const ClusterPolygon other = hull_polygon(std::vector{40.0, 0.0, 90.0}, std::vector{70.0, 0.0, 10.0});
  EXPECT_EQ(one.wkb, other.wkb);
}

TEST(HullPolygon, may_be_called_by_many_threads) {
  std::vector<double> area(400);
  parallel_ranges(area.size(), 1, [&](std::size_t i, std::size_t) {
    const auto width = static_cast<double>(i + 1);
    area[i] = hull_polygon(std::vector{0.0, width, width, 0.0}, std::vector{0.0, 0.0, 10.0, 10.0}).area_m2;
  });
  for (std::size_t i = 0; i < area.size(); ++i) {
    const auto width = static_cast<double>(i + 1);
    EXPECT_NEAR(area[i], 10 * width + 2 * (width + 10) * 20 + circle_area(20), 1e-6);
  }
}

TEST(HullPolygon, refuses_what_has_no_polygon) {
  EXPECT_THROW(hull_polygon({}, {}), Error);
  EXPECT_THROW(hull_polygon(std::vector{1.0}, std::vector{1.0, 2.0}), Error);
  EXPECT_THROW(hull_polygon(std::vector{1.0}, std::vector{1.0}, 0.0), Error);
}

/// Points along an L with arms of 1,000 m.
struct Corners {
  std::vector<double> easting;
  std::vector<double> northing;
  Corners() {
    for (int i = 0; i <= 20; ++i) {
      for (int j = 0; j <= 2; ++j) {
        easting.push_back(50.0 * i), northing.push_back(50.0 * j);
        easting.push_back(50.0 * j), northing.push_back(50.0 * i);
      }
    }
  }
};

TEST(ConcaveHull, leaves_out_the_bay_between_two_arms) {
  const Corners points;
  const double convex = hull_polygon(points.easting, points.northing).area_m2;
  const double concave = hull_polygon(points.easting, points.northing, 20, Hull::concave).area_m2;
  EXPECT_GT(convex, 500000);
  EXPECT_LT(concave, 320000);
  EXPECT_GT(concave, 190000) << "the arms themselves";
  ring_of(hull_polygon(points.easting, points.northing, 20, Hull::concave).wkb);  // one polygon, no holes
}

TEST(ConcaveHull, of_one_two_collinear_or_repeated_points_is_that_of_the_convex_one) {
  const std::vector<std::vector<double>> places{{5}, {0, 60}, {0, 60, 30, 90}, {7, 7, 7}};
  for (const auto& place : places) {
    const double expected = hull_polygon(place, place).area_m2;
    EXPECT_NEAR(hull_polygon(place, place, 20, Hull::concave).area_m2, expected, 1e-6) << place.size();
  }
}

}  // namespace
}  // namespace plumbline::cluster
