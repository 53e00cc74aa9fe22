// SPDX-License-Identifier: MIT
// What is read with GDAL to compare with: polygons, and rasters of classes.
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/class_raster_file.h"
#include "store/outline_file.h"
#include "support/message_of.h"
#include "support/support.h"

namespace plumbline::store {
namespace {

using test::message_of;
using testing::ElementsAre;
using testing::HasSubstr;

std::string feature(const std::string& properties, const std::string& geometry) {
  return fmt::format(R"({{"type":"Feature","properties":{},"geometry":{}}})", properties, geometry);
}

TEST(ReadOutlines, features_become_outlines_in_metres_named_by_name_id_or_number) {
  const test::TempFolder folder;
  const std::string square =
      R"({"type":"Polygon","coordinates":[[[10,52],[10.001,52],[10.001,52.001],[10,52]]]})";
  const std::string two =
      R"({"type":"MultiPolygon","coordinates":[[[[10,52],[10,53],[11,52],[10,52]]],[[[12,52],[12,53],[13,52],[12,52]]]]})";
  test::write_file(
      folder / "slides.geojson",
      fmt::format(R"({{"type":"FeatureCollection","features":[{},{},{}]}})",
                  feature(R"({"Name":"Vajont","ID":7})", square), feature(R"({"Name":null,"ID":8})", two),
                  feature("{}", R"({"type":"Point","coordinates":[10,52]})")));
  const auto outlines = read_outlines(folder / "slides.geojson");
  ASSERT_EQ(outlines.size(), 2u);
  EXPECT_EQ(outlines[0].name, "Vajont");
  EXPECT_EQ(outlines[1].name, "8");
  EXPECT_EQ(outlines[1].rings.size(), 2u);
  // 10 E 52 N is the origin of EPSG:3035.
  EXPECT_NEAR(outlines[0].rings[0][0].easting_m, 4'321'000, 0.01);
  EXPECT_NEAR(outlines[0].rings[0][0].northing_m, 3'210'000, 0.01);
}

TEST(ReadOutlines, what_is_no_polygon_is_told) {
  const test::TempFolder folder;
  EXPECT_THAT(message_of([&] { read_outlines(folder / "none.gpkg"); }), HasSubstr("there is no such file"));
  test::write_file(folder / "text.geojson", "nonsense");
  EXPECT_THAT(message_of([&] { read_outlines(folder / "text.geojson"); }), HasSubstr("text.geojson"));
  test::write_file(folder / "point.geojson", feature("{}", R"({"type":"Point","coordinates":[10,52]})"));
  EXPECT_THAT(message_of([&] { read_outlines(folder / "point.geojson"); }),
              HasSubstr("there is no polygon here"));
}

/// Three columns, two rows; 9 = no class.
std::filesystem::path raster(const test::TempFolder& folder, const std::string& srs,
                             const std::string& place) {
  test::write_file(folder / "classes.asc",
                   "ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\nNODATA_value 9\n1 2 9\n4 5 6\n");
  test::write_file(
      folder / "classes.vrt",
      fmt::format(R"(<VRTDataset rasterXSize="3" rasterYSize="2"><SRS>{}</SRS><GeoTransform>{}</GeoTransform>
<VRTRasterBand dataType="Int32" band="1"><NoDataValue>9</NoDataValue><SimpleSource><SourceFilename relativeToVRT="1">classes.asc</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>)",
                  srs, place));
  return folder / "classes.vrt";
}

TEST(ClassRasterFile, in_the_grid_s_own_system_is_read_cell_by_cell) {
  const test::TempFolder folder;
  const ClassRasterFile file(raster(folder, "EPSG:3035", "4000000,100,0,2000000,0,-100"));
  const ClassRaster all = file.read(0, 0, 9e6, 9e6);
  EXPECT_THAT(all.codes, ElementsAre(1, 2, ClassRaster::kNoClass, 4, 5, 6));
  EXPECT_EQ(all.code_at(4'000'050, 1'999'950), 1);
  EXPECT_EQ(all.code_at(4'000'250, 1'999'850), 6);
  EXPECT_EQ(all.code_at(4'000'250, 2'000'001), ClassRaster::kNoClass);
  EXPECT_DOUBLE_EQ(all.cell_area_m2(), 10'000);
}

TEST(ClassRasterFile, a_window_holds_the_cells_that_it_touches) {
  const test::TempFolder folder;
  const ClassRasterFile file(raster(folder, "EPSG:3035", "4000000,100,0,2000000,0,-100"));
  const ClassRaster part = file.read(4'000'110, 1'999'810, 4'000'220, 1'999'890);
  EXPECT_EQ(part.columns, 2u);
  EXPECT_EQ(part.rows, 1u);
  EXPECT_THAT(part.codes, ElementsAre(5, 6));
  EXPECT_EQ(part.code_at(4'000'150, 1'999'850), 5);
  EXPECT_EQ(file.read(5e6, 5e6, 6e6, 6e6).codes.size(), 0u);
}

TEST(ClassRasterFile, in_another_system_is_brought_to_metres) {
  const test::TempFolder folder;
  const ClassRasterFile file(raster(folder, "EPSG:4326", "10,0.01,0,52,0,-0.01"));
  const ClassRaster all = file.read(0, 0, 9e6, 9e6);
  // The middle of the lower left cell.
  EXPECT_EQ(all.code_at(4'321'343, 3'208'331), 4);
  EXPECT_EQ(all.code_at(4'321'000 - 5000, 3'208'331), ClassRaster::kNoClass);
}

TEST(ClassRasterFile, what_is_no_raster_of_classes_is_told) {
  const test::TempFolder folder;
  EXPECT_THAT(message_of([&] { ClassRasterFile(folder / "none.tif"); }), HasSubstr("there is no such file"));
  test::write_file(folder / "text.tif", "nonsense");
  EXPECT_THAT(message_of([&] { ClassRasterFile(folder / "text.tif"); }), HasSubstr("cannot read the raster"));
  test::write_file(folder / "bare.asc", "ncols 1\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1\n");
  EXPECT_THAT(message_of([&] { ClassRasterFile(folder / "bare.asc"); }),
              HasSubstr("does not say where it lies"));
}

}  // namespace
}  // namespace plumbline::store
