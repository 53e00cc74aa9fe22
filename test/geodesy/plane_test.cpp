// SPDX-License-Identifier: MIT
#include "geodesy/plane.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "ellipsoid.h"
#include "geodesy/geodesic.h"

namespace plumbline::geodesy {
namespace {

double area_m2(const Projected& ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.easting_m.size(); ++i) {
    const std::size_t next = (i + 1) % ring.easting_m.size();
    sum += ring.easting_m[i] * ring.northing_m[next] - ring.easting_m[next] * ring.northing_m[i];
  }
  return std::abs(sum) / 2;
}

// A ring of 256 shortest lines of about 250 m: straight on the plane but for micrometres.
TEST(Plane, areas_are_true) {
  for (const Degrees middle : {Degrees{-99.13, 19.43}, Degrees{179.99, -16.8}, Degrees{-68.3, -54.8}}) {
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    std::vector<double> longitude, latitude;
    for (int i = 0; i < 256; ++i) {
      const Degrees corner = gone(middle, -360.0 / 256 * i, 10'000);
      geod_polygon_addpoint(&grs80(), &polygon, corner.latitude, corner.longitude);
      longitude.push_back(corner.longitude);
      latitude.push_back(corner.latitude);
    }
    double true_m2 = 0;
    geod_polygon_compute(&grs80(), &polygon, 0, 1, &true_m2, nullptr);
    // 5 km away from the middle, so that the ring is no circle around it.
    const Degrees beside = gone(middle, 30, 5'000);
    const Plane plane = Plane::around(beside.longitude, beside.latitude);
    EXPECT_NEAR(area_m2(plane.project(longitude, latitude)) / true_m2, 1, 1e-8);
  }
}

TEST(Plane, lengths_are_true_to_a_millimetre_in_a_kilometre_five_kilometres_from_its_middle) {
  const Degrees middle{106.8, -6.2};
  const Plane plane = Plane::around(middle.longitude, middle.latitude);
  for (double azimuth = 0; azimuth < 360; azimuth += 20) {
    const Degrees a = gone(middle, azimuth, 5'000), b = gone(a, azimuth + 90, 20);
    const Projected on_plane =
        plane.project(std::array{a.longitude, b.longitude}, std::array{a.latitude, b.latitude});
    EXPECT_NEAR(std::hypot(on_plane.easting_m[1] - on_plane.easting_m[0],
                           on_plane.northing_m[1] - on_plane.northing_m[0]),
                20, 2e-5);
  }
}

TEST(Plane, degrees_come_back_and_go_on_beyond_180) {
  const Plane plane = Plane::around(179.99, -16.8);
  const Projected there = plane.project(std::array{-179.98, 179.97}, std::array{-16.7, -16.9});
  EXPECT_NEAR(there.easting_m[0], 3'199.6, 0.1);
  const Geographic back = plane.unproject(there.easting_m, there.northing_m);
  EXPECT_NEAR(back.longitude[0], 180.02, 2e-8);  // 2 mm
  EXPECT_NEAR(back.longitude[1], 179.97, 2e-8);
  EXPECT_NEAR(back.latitude[0], -16.7, 2e-8);
}

TEST(Plane, its_name_says_where_its_middle_is) {
  EXPECT_EQ(Plane::around(-99.13, 19.43).name(),
            "a Lambert azimuthal equal-area plane around 19.430 N 99.130 W");
  EXPECT_EQ(Plane::around(106.8, -6.2).crs(),
            "+proj=laea +lat_0=-6.200000000 +lon_0=106.800000000 +ellps=GRS80");
}

TEST(MiddleOf, the_180th_meridian_is_no_edge) {
  const MiddlePlace middle = middle_of(std::array{179.0, -179.5}, std::array{10.0, 10.0});
  EXPECT_NEAR(middle.longitude, 179.75, 1e-9);
  EXPECT_NEAR(middle.latitude, 10, 1e-2);
  EXPECT_EQ(middle_of({}, {}).longitude, 0);
}

TEST(OffsetBetween, it_is_the_shortest_line_in_the_direction_that_it_starts_in) {
  const Degrees from{180, -16.8}, to = gone(from, 30, 10'000);
  const Offset offset = offset_between(-180, from.latitude, to.longitude, to.latitude);
  EXPECT_NEAR(offset.east_m, 5'000, 1e-6);
  EXPECT_NEAR(offset.north_m, 10'000 * std::cos(M_PI / 6), 1e-6);
  EXPECT_NEAR(offset.distance_m(), 10'000, 1e-6);
}

}  // namespace
}  // namespace plumbline::geodesy
