// SPDX-License-Identifier: MIT
#include "report/map.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::report {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Extent extent(double west, double south, double east, double north) {
  Extent e;
  e.include(west, south);
  e.include(east, north);
  return e;
}

TEST(Extent, is_empty_until_a_point_with_coordinates_comes) {
  Extent e;
  EXPECT_TRUE(e.empty());
  e.include(kNan, 1);
  EXPECT_TRUE(e.empty());
  e.include(5, 7);
  EXPECT_FALSE(e.empty());
}

TEST(MapGrid, cells_are_round_and_some_four_a_point) {
  const MapGrid grid(extent(4'000'000, 2'000'000, 4'010'000, 2'010'000), 10'000);
  EXPECT_DOUBLE_EQ(grid.cell_m(), 50);  // √(10⁸ m² / 40,000)
  EXPECT_EQ(grid.columns(), 201);
  EXPECT_EQ(grid.rows(), 201);
}

TEST(MapGrid, never_has_more_cells_than_the_limit_a_side) {
  for (const double side : {1.0, 999.0, 123'456.0, 900'000.0}) {
    const MapGrid grid(extent(4'000'001, 2'000'003, 4'000'001 + side, 2'000'003 + side), 100'000'000);
    EXPECT_LE(grid.columns(), MapGrid::kMostCells) << side;
    EXPECT_LE(grid.rows(), MapGrid::kMostCells) << side;
  }
}

TEST(MapGrid, holds_every_point_of_its_extent_and_none_outside) {
  const MapGrid grid(extent(4'000'050, 2'000'050, 4'000'950, 2'000'450), 12);
  EXPECT_TRUE(grid.cell_of(4'000'050, 2'000'050));
  EXPECT_TRUE(grid.cell_of(4'000'950, 2'000'450));
  EXPECT_FALSE(grid.cell_of(3'999'000, 2'000'100));
  EXPECT_FALSE(grid.cell_of(kNan, 2'000'100));
  EXPECT_EQ(grid.cell_of(grid.west_m(), grid.south_m()), 0);
}

TEST(MapGrid, one_point_is_a_map) {
  const MapGrid grid(extent(4'000'050, 2'000'050, 4'000'050, 2'000'050), 1);
  EXPECT_EQ(grid.cells(), 1);
}

TEST(MeanMap, a_cell_shows_the_mean_of_its_points) {
  const MapGrid grid(extent(0, 0, 1000, 1000), 4);
  MeanMap map(grid);
  map.add(10, 10, -4);
  map.add(20, 20, 1);
  map.add(30, 30, kNan);
  EXPECT_DOUBLE_EQ(map.mean(*grid.cell_of(10, 10)), -1.5);
  EXPECT_TRUE(std::isnan(map.mean(*grid.cell_of(1000, 1000))));
}

TEST(ClassMap, a_cell_shows_its_most_frequent_class_and_of_two_the_moving_one) {
  const MapGrid grid(extent(0, 0, 1000, 1000), 4);
  ClassMap map(grid);
  const std::size_t cell = *grid.cell_of(10, 10);
  EXPECT_TRUE(map.is_empty(cell));
  map.add(10, 10, std::nullopt);
  EXPECT_EQ(map.winner(cell), std::nullopt);
  map.add(10, 10, MotionClass::stable);
  EXPECT_EQ(map.winner(cell), MotionClass::stable);
  map.add(10, 10, MotionClass::linear);
  EXPECT_EQ(map.winner(cell), MotionClass::linear);
  map.add(10, 10, MotionClass::stable);
  EXPECT_EQ(map.winner(cell), MotionClass::stable);
}

TEST(Maps, embed_their_picture_with_scale_and_legend) {
  const MapGrid grid(extent(4'000'000, 2'000'000, 4'020'000, 2'010'000), 100);
  ClassMap classes(grid);
  classes.add(4'000'000, 2'000'000, MotionClass::accel);
  const std::string drawing = class_map({.title = "Classes", .description = "one point"}, classes);
  EXPECT_THAT(drawing, HasSubstr("href=\"data:image/png;base64,"));
  EXPECT_THAT(drawing, HasSubstr(">5 km<"));
  EXPECT_THAT(drawing, HasSubstr(">accel<"));
  EXPECT_THAT(drawing, Not(HasSubstr(">decel<")));
  MeanMap velocities(grid);
  EXPECT_THAT(velocity_map({.title = "V", .description = ""}, velocities, 10), HasSubstr(">−10<"));
  EXPECT_THAT(velocity_map({.title = "V", .description = ""}, velocities, 5), HasSubstr(">−2.5<"));
}

}  // namespace
}  // namespace plumbline::report
