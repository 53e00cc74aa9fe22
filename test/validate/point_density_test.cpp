// SPDX-License-Identifier: MIT
#include "validate/point_density.h"

#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

// 4 km by 2 km: town in the west, sea in the east.
ClassRaster town_and_sea() {
  return {.west_m = 0,
          .north_m = 2000,
          .cell_east_m = 1000,
          .cell_north_m = 1000,
          .columns = 4,
          .rows = 2,
          .codes = {112, 112, 523, 523, 112, 112, 523, 523}};
}

TEST(DensityCounts, are_points_by_the_area_that_the_tile_covers) {
  DensityCounts counts;
  // The hull takes in the middles of columns 0 to 2.
  const std::vector<double> easting_m{0, 0, 2800, 2800, 100, 1500}, northing_m{1, 1999, 1, 1999, 100, 700};
  counts.add_tile(town_and_sea(), easting_m, northing_m);
  ASSERT_EQ(counts.classes().size(), 2u);
  const ClassDensity town = counts.classes().at(112), sea = counts.classes().at(523);
  EXPECT_DOUBLE_EQ(town.area_km2, 4);
  EXPECT_DOUBLE_EQ(sea.area_km2, 2);
  EXPECT_EQ(town.points + sea.points + counts.points_without_class(), easting_m.size());
  EXPECT_EQ(sea.points, 2u);
  EXPECT_DOUBLE_EQ(sea.points_per_km2(), 1.0);
}

TEST(DensityCounts, a_second_tile_over_the_same_ground_adds_its_area) {
  DensityCounts counts;
  const std::vector<double> easting_m{0, 0, 4000, 4000}, northing_m{1, 1999, 1, 1999};
  counts.add_tile(town_and_sea(), easting_m, northing_m);
  counts.add_tile(town_and_sea(), easting_m, northing_m);
  EXPECT_DOUBLE_EQ(counts.classes().at(112).area_km2, 8);
  EXPECT_EQ(counts.classes().at(112).points, 4u);
}

TEST(DensityCounts, points_beyond_the_raster_have_no_class) {
  DensityCounts counts;
  const std::vector<double> easting_m{-1, 4000.5, 10}, northing_m{10, 10, 2001};
  counts.add_tile(town_and_sea(), easting_m, northing_m);
  EXPECT_EQ(counts.points_without_class(), 3u);
}

TEST(CorineClass, is_known_by_code_by_number_and_by_the_digits_of_urban_atlas) {
  EXPECT_EQ(corine_class(1)->name, corine_class(111)->name);
  EXPECT_EQ(corine_class(44)->name, "sea and ocean");
  EXPECT_EQ(corine_class(12210)->name, "road and rail networks");
  EXPECT_EQ(corine_class(11210)->specified_per_km2, 1000);
  EXPECT_EQ(corine_class(111)->specified_per_km2, 5000);
  EXPECT_EQ(corine_class(332)->specified_per_km2, 100);
  EXPECT_EQ(corine_class(33000)->specified_per_km2, 100);
  EXPECT_EQ(corine_class(312)->specified_per_km2, 0);
  EXPECT_FALSE(corine_class(0));
  EXPECT_FALSE(corine_class(48));
}

TEST(DensityIndex, is_the_share_of_the_specified_density_by_area) {
  const std::array<DensityGoal, 3> goals{{{{.points = 500, .area_km2 = 1}, 1000},     // half
                                          {{.points = 90'000, .area_km2 = 3}, 5000},  // more than enough
                                          {{.points = 1, .area_km2 = 100}, 0}}};      // not specified
  EXPECT_DOUBLE_EQ(density_index(goals), (0.5 * 1 + 1.0 * 3) / 4);
  EXPECT_TRUE(std::isnan(density_index(std::span(goals).last(1))));
}

}  // namespace
}  // namespace plumbline::validate
