// SPDX-License-Identifier: MIT
// Circles and lines of requests outside the area of EPSG:3035, held against shortest lines on the ellipsoid.
#include <array>
#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "geodesy/ellipsoid.h"
#include "serve/area.h"
#include "serve/earth.h"
#include "serve/swath.h"

namespace plumbline::serve {
namespace {

Place gone(const Place& from, double azimuth, double metres) {
  const geodesy::Degrees to = geodesy::gone({from.longitude, from.latitude}, azimuth, metres);
  return {to.longitude, to.latitude};
}

double metres_between(const Place& a, const Place& b) {
  return geodesy::metres_between({a.longitude, a.latitude}, {b.longitude, b.latitude});
}

const std::array kElsewhere{Place{-99.13, 19.43}, Place{106.8, -6.2},  Place{179.999, -16.8},
                            Place{-180, 66},      Place{-68.3, -54.8}, Place{0, 0},
                            Place{100, 84.9},     Place{30, -89.9}};

TEST(Globe, ten_kilometres_are_true_to_a_millimetre_up_to_200_km_from_its_middle) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> azimuth(-180, 180), away(0, 200'000);
  for (const Place& middle : kElsewhere) {
    const Globe globe = Globe::around(middle);
    for (int i = 0; i < 2'000; ++i) {
      const Place a = gone(middle, azimuth(random), away(random)), b = gone(a, azimuth(random), 10'000);
      EXPECT_NEAR(globe.distance_m(globe.direction(a), globe.direction(b)), 10'000, 0.001)
          << a.longitude << ' ' << a.latitude;
    }
  }
}

TEST(Globe, in_europe_it_is_the_sphere_of_the_mean_radius) {
  const Globe globe = Globe::around({13, 38});
  EXPECT_EQ(globe.radius_m(), kEarthRadiusM);
  EXPECT_EQ(globe.direction({13.1, 38.2}), direction({13.1, 38.2}));
}

TEST(Area, a_circle_elsewhere_holds_what_is_near_enough_to_the_millimetre) {
  for (const Place& middle : kElsewhere) {
    for (const double radius_m : {1'000.0, 10'000.0, 100'000.0}) {
      const Area circle = Area::circle(middle, radius_m);
      for (double azimuth = 0; azimuth < 360; azimuth += 15) {
        const Place inside = gone(middle, azimuth, radius_m * (1 - 1e-7));
        EXPECT_TRUE(circle.contains(inside));
        EXPECT_FALSE(circle.contains(gone(middle, azimuth, radius_m * (1 + 1e-7))));
        const GeographicWindow& window = circle.window();
        EXPECT_TRUE(inside.latitude >= window.min_latitude && inside.latitude <= window.max_latitude);
        EXPECT_TRUE(inside.longitude >= window.min_longitude && inside.longitude <= window.max_longitude);
      }
    }
  }
}

// A line of 20 km; places beside it at right angles.
TEST(Swath, elsewhere_distance_and_offset_are_those_along_the_ground) {
  for (const Place& begin : kElsewhere) {
    if (std::abs(begin.latitude) > 85) continue;
    for (const double azimuth : {0.0, 40.0, 90.0, 270.0}) {
      const Place end = gone(begin, azimuth, 20'000);
      if (std::abs(end.latitude) > 85) continue;
      const std::array corners{begin, end};
      const Swath swath(corners, 10'000);
      EXPECT_NEAR(swath.length_m(), 20'000, 0.002);
      const Place foot = gone(begin, azimuth, 8'000);
      // The direction of the line there.
      double back = 0, ahead = 0;
      geod_inverse(&geodesy::grs80(), foot.latitude, foot.longitude, end.latitude, end.longitude, nullptr,
                   &ahead, &back);
      const Place beside = gone(foot, ahead + 90, 4'999);
      const auto found = swath.locate(beside);
      ASSERT_TRUE(found) << begin.longitude << ' ' << begin.latitude << ' ' << azimuth;
      EXPECT_NEAR(found->distance_m, 8'000, 0.001);
      EXPECT_NEAR(found->offset_m, 4'999, 0.001);
      EXPECT_FALSE(swath.locate(gone(foot, ahead - 90, 5'000.001)));
      const GeographicWindow& window = swath.window();
      EXPECT_TRUE(beside.latitude >= window.min_latitude && beside.latitude <= window.max_latitude);
      EXPECT_TRUE(beside.longitude >= window.min_longitude && beside.longitude <= window.max_longitude);
    }
  }
}

TEST(Swath, a_line_crosses_the_180th_meridian_by_the_shorter_way) {
  for (const auto& [west, east] :
       {std::pair(179.9, -179.9), std::pair(179.9, 180.1), std::pair(-180.1, -179.9)}) {
    const std::array corners{Place{west, -16.8}, Place{east, -16.8}};
    const Swath swath(corners, 1'000);
    EXPECT_NEAR(swath.length_m(), metres_between(corners[0], corners[1]), 0.002);
    EXPECT_NEAR(swath.locate({180, -16.8})->distance_m, swath.length_m() / 2, 0.01);
    EXPECT_NEAR(swath.locate({-180, -16.8})->distance_m, swath.length_m() / 2, 0.01);
    EXPECT_LE(swath.window().min_longitude, -180);
    EXPECT_GE(swath.window().max_longitude, 180);
  }
}

TEST(Area, corners_beyond_180_degrees_lie_on_the_other_side) {
  const std::array corners{Place{179.9, -17}, Place{180.1, -17}, Place{180.1, -16}, Place{179.9, -16}};
  const Area area = Area::polygon(corners);
  for (const double longitude : {179.95, 180.0, -180.0, -179.95})
    EXPECT_TRUE(area.contains({longitude, -16.5})) << longitude;
  for (const double longitude : {179.85, -179.85, 0.0})
    EXPECT_FALSE(area.contains({longitude, -16.5})) << longitude;
  EXPECT_EQ(area.window().min_longitude, -180);
  EXPECT_EQ(area.window().max_longitude, 180);
}

}  // namespace
}  // namespace plumbline::serve
