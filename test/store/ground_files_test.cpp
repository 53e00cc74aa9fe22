// SPDX-License-Identifier: MIT
// What is read with GDAL to compare with: polygons, and rasters of classes.
#include <array>
#include <filesystem>
#include <memory>
#include <string>

#include <fmt/format.h>
#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>

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
std::filesystem::path raster(const test::TempFolder& folder, int epsg, double west, double north,
                             double cell) {
  const std::filesystem::path file = folder / "classes.tif";
  GDALRegister_GTiff();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const std::unique_ptr<GDALDataset> dataset(driver->Create(file.c_str(), 3, 2, 1, GDT_Int32, nullptr));
  OGRSpatialReference system;
  system.importFromEPSG(epsg);
  dataset->SetSpatialRef(&system);
  std::array<double, 6> place{west, cell, 0, north, 0, -cell};
  dataset->SetGeoTransform(place.data());
  std::array<std::int32_t, 6> codes{1, 2, 9, 4, 5, 6};
  GDALRasterBand* band = dataset->GetRasterBand(1);
  band->SetNoDataValue(9);
  EXPECT_EQ(band->RasterIO(GF_Write, 0, 0, 3, 2, codes.data(), 3, 2, GDT_Int32, 0, 0, nullptr), CE_None);
  return file;
}

TEST(ClassRasterFile, in_the_grid_s_own_system_is_read_cell_by_cell) {
  const test::TempFolder folder;
  const ClassRasterFile file(raster(folder, 3035, 4'000'000, 2'000'000, 100));
  const ClassRaster all = file.read(0, 0, 9e6, 9e6);
  EXPECT_THAT(all.codes, ElementsAre(1, 2, ClassRaster::kNoClass, 4, 5, 6));
  EXPECT_EQ(all.code_at(4'000'050, 1'999'950), 1);
  EXPECT_EQ(all.code_at(4'000'250, 1'999'850), 6);
  EXPECT_EQ(all.code_at(4'000'250, 2'000'001), ClassRaster::kNoClass);
  EXPECT_DOUBLE_EQ(all.cell_area_m2(), 10'000);
}

TEST(ClassRasterFile, a_window_holds_the_cells_that_it_touches) {
  const test::TempFolder folder;
  const ClassRasterFile file(raster(folder, 3035, 4'000'000, 2'000'000, 100));
  const ClassRaster part = file.read(4'000'110, 1'999'810, 4'000'220, 1'999'890);
  EXPECT_EQ(part.columns, 2u);
  EXPECT_EQ(part.rows, 1u);
  EXPECT_THAT(part.codes, ElementsAre(5, 6));
  EXPECT_EQ(part.code_at(4'000'150, 1'999'850), 5);
  EXPECT_EQ(file.read(5e6, 5e6, 6e6, 6e6).codes.size(), 0u);
}

TEST(ClassRasterFile, in_another_system_is_brought_to_metres) {
  const test::TempFolder folder;
  const ClassRasterFile file(raster(folder, 4326, 10, 52, 0.01));
  const ClassRaster all = file.read(0, 0, 9e6, 9e6);
  // The middle of the lower left cell.
  EXPECT_EQ(all.code_at(4'321'343, 3'208'331), 4);
  EXPECT_EQ(all.code_at(4'321'000 - 5000, 3'208'331), ClassRaster::kNoClass);
}

TEST(ClassRasterFile, what_is_no_raster_of_classes_is_told) {
  const test::TempFolder folder;
  EXPECT_THAT(message_of([&] { ClassRasterFile(folder / "none.tif"); }), HasSubstr("there is no such file"));
  test::write_file(folder / "text.tif", "nonsense");
  EXPECT_THAT(message_of([&] { ClassRasterFile(folder / "text.tif"); }),
              HasSubstr("text.tif: the file is no GeoTIFF"));
  GDALRegister_GTiff();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  delete driver->Create((folder / "bare.tif").c_str(), 1, 1, 1, GDT_Byte, nullptr);
  EXPECT_THAT(message_of([&] { ClassRasterFile(folder / "bare.tif"); }),
              HasSubstr("does not say where it lies"));
}

}  // namespace
}  // namespace plumbline::store
