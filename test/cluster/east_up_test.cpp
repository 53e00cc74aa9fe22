// SPDX-License-Identifier: MIT
#include "cluster/east_up.h"

#include <limits>

#include <gtest/gtest.h>

#include "geodesy/ellipsoid.h"
#include "geodesy/sheets.h"

namespace plumbline::cluster {
namespace {

/// What a geometry with this line of sight sees of a motion.
SightedVelocity sees(double los_east, double los_up, const EastUp& motion) {
  return {motion.east_mm_per_year * los_east + motion.up_mm_per_year * los_up, los_east, los_up};
}
SightedVelocity ascending(const EastUp& motion) { return sees(-0.62, 0.77, motion); }
SightedVelocity descending(const EastUp& motion) { return sees(0.58, 0.80, motion); }

TEST(SolveEastUp, finds_the_motion_that_both_geometries_see) {
  const EastUp motion{3.5, -12};
  const auto solved = solve_east_up(ascending(motion), descending(motion));
  ASSERT_TRUE(solved);
  EXPECT_NEAR(solved->east_mm_per_year, 3.5, 1e-12);
  EXPECT_NEAR(solved->up_mm_per_year, -12, 1e-12);
}

TEST(SolveEastUp, gives_nothing_when_both_look_along_nearly_the_same_line) {
  EXPECT_FALSE(solve_east_up({1, 0.6, 0.8}, {2, 0.58, 0.81}));
}

MovingPoints two_cells() {
  return {.pid = {"a", "b", "c"}, .easting_m = {4000010, 4000090, 4000150}, .northing_m = {10, 90, 10}};
}

TEST(EastUpCells, average_each_geometry_of_a_cell_and_the_cells_of_a_cluster_by_members) {
  const MovingPoints points = two_cells();
  const Members all{0, 1, 2};
  EastUpCells cells(points, {all});
  const EastUp first{0, -6};
  const EastUp second{3, -12};
  cells.add(4000001, 1, 'A', ascending({0, -5}));
  cells.add(4000099, 99, 'A', ascending({0, -7}));
  cells.add(4000050, 50, 'D', descending(first));
  cells.add(4000150, 50, 'A', ascending(second));
  cells.add(4000150, 50, 'D', descending(second));
  const auto mean = cells.of(points, all);
  ASSERT_TRUE(mean);
  EXPECT_EQ(mean->points, 3);
  EXPECT_NEAR(mean->velocity.east_mm_per_year, 1, 1e-12);
  EXPECT_NEAR(mean->velocity.up_mm_per_year, (-6 - 6 - 12) / 3.0, 1e-12);
}

TEST(EastUpCells, leave_out_cells_that_only_one_geometry_sees) {
  const MovingPoints points = two_cells();
  const Members all{0, 1, 2};
  EastUpCells cells(points, {all});
  cells.add(4000050, 50, 'A', ascending({1, -5}));
  EXPECT_FALSE(cells.of(points, all));
  cells.add(4000150, 50, 'A', ascending({2, -8}));
  cells.add(4000150, 50, 'D', descending({2, -8}));
  EXPECT_EQ(cells.of(points, all)->points, 1);
  EXPECT_NEAR(cells.of(points, all)->velocity.up_mm_per_year, -8, 1e-12);
}

TEST(EastUpCells, pass_over_points_elsewhere_of_no_orbit_or_with_missing_values) {
  const MovingPoints points = two_cells();
  EastUpCells cells(points, {{0, 1, 2}});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  cells.add(4000050, 50, 'A', ascending({1, -5}));
  cells.add(4000050, 50, 0, descending({1, -5}));
  cells.add(4000050, 50, 'D', {nan, 0.58, 0.8});
  cells.add(5000050, 50, 'D', descending({1, -5}));
  EXPECT_FALSE(cells.of(points, {0, 1, 2}));
}

// A cell of EPSG:3035 would be 73 m by 137 m in Mexico City.
TEST(EastUpCells, beyond_europe_are_squares_of_a_hundred_metres_too) {
  const geodesy::Degrees start{-99.13, 19.43};
  std::vector<double> longitude, latitude;
  for (int i = 0; i < 21; ++i) {
    for (int k = 0; k < 21; ++k) {
      const geodesy::Degrees place = geodesy::gone(geodesy::gone(start, 0, 20 * i), 90, 20 * k);
      longitude.push_back(place.longitude);
      latitude.push_back(place.latitude);
    }
  }
  const auto laea = geodesy::laea_from_geographic(longitude, latitude);
  double in_cells = 0;
  constexpr std::size_t kFirst = 9 * 21 + 6, kMembers = 10;
  for (std::size_t member = kFirst; member < kFirst + kMembers; ++member) {
    const MovingPoints points{.pid = {"a"},
                              .easting_m = {laea.easting_m[member]},
                              .northing_m = {laea.northing_m[member]},
                              .beyond_europe = true};
    for (std::size_t i = 0; i < longitude.size(); ++i) {
      EastUpCells cells(points, {{0}});
      const geodesy::Sheet sheet =
          geodesy::lay_on_sheets({&laea.easting_m[i], 1}, {&laea.northing_m[i], 1}, 0).front();
      for (const auto& [orbit, seen] :
           {std::pair('A', ascending({0, -5})), std::pair('D', descending({0, -5}))})
        cells.add(sheet.easting_m[0], sheet.northing_m[0], orbit, seen, sheet.number);
      if (!cells.of(points, {0})) continue;
      ++in_cells;
      EXPECT_LE(geodesy::metres_between({longitude[member], latitude[member]}, {longitude[i], latitude[i]}),
                141.43);
    }
  }
  EXPECT_NEAR(in_cells / kMembers, 25, 2) << "of 20 m by 20 m each";
}

}  // namespace
}  // namespace plumbline::cluster
