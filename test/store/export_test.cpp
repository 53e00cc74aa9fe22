// SPDX-License-Identifier: MIT
// Areas, selected rows, and the files that other programs read.
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include "core/error.h"
#include "store/area.h"
#include "store/export_file.h"
#include "store/output_file.h"
#include "store/selection.h"
#include "store/store_fixture.h"
#include "support/message_of.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

namespace fs = std::filesystem;
using plumbline::test::message_of;
using plumbline::test::read_file;
using plumbline::test::TempFolder;
using plumbline::test::write_file;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kSquare = R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
  "geometry":{"type":"Polygon","coordinates":[[[13.0,38.0],[13.01,38.0],[13.01,38.01],[13.0,38.01],[13.0,38.0]],
  [[13.004,38.004],[13.006,38.004],[13.006,38.006],[13.004,38.006],[13.004,38.004]]]}}]})";

TEST(Area, a_geojson_polygon_holds_its_edge_and_not_its_hole) {
  const TempFolder folder;
  write_file(folder / "a.geojson", kSquare);
  const Area area = Area::from_file(folder / "a.geojson");
  EXPECT_TRUE(area.contains(13.001, 38.001));
  EXPECT_TRUE(area.contains(13.0, 38.005)) << "on the edge";
  EXPECT_FALSE(area.contains(13.005, 38.005)) << "in the hole";
  EXPECT_FALSE(area.contains(13.02, 38.005));
  EXPECT_FALSE(area.contains(std::nan(""), 38.005));
  EXPECT_EQ(area.box().west, 13.0);
  EXPECT_EQ(area.box().north, 38.01);
}

TEST(Area, wkt_and_geopackages_in_metres_are_areas_too) {
  const TempFolder folder;
  write_file(folder / "a.wkt", "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((2 0, 3 0, 3 1, 2 1, 2 0)))");
  const Area two = Area::from_file(folder / "a.wkt");
  EXPECT_TRUE(two.contains(0.5, 0.5));
  EXPECT_FALSE(two.contains(1.5, 0.5));
  EXPECT_TRUE(two.contains(2.5, 0.5));

  PolygonLayer metres{.name = "area", .geometry_epsg = 3035, .layer_epsg = 3035};
  const std::array<double, 10> ring{4598000, 1739000, 4599000, 1739000, 4599000,
                                    1740000, 4598000, 1740000, 4598000, 1739000};
  Wkb wkb{1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(ring.data());
  wkb.insert(wkb.end(), bytes, bytes + sizeof(ring));
  metres.geometries = {wkb};
  write_geopackage(folder / "a.gpkg", metres);
  const Area area = Area::from_file(folder / "a.gpkg");
  EXPECT_TRUE(area.contains(13.171103, 38.690708)) << "EPSG:3035 4598603.43, 1739722.18 of a real point";
  EXPECT_FALSE(area.contains(13.18, 38.690708));
}

TEST(Area, what_has_no_area_says_so) {
  const TempFolder folder;
  write_file(folder / "point.geojson", R"({"type":"Point","coordinates":[1,2]})");
  EXPECT_THAT(message_of([&] { Area::from_file(folder / "point.geojson"); }),
              HasSubstr("there is no polygon here"));
  write_file(folder / "bad.wkt", "POLYGON ((0 0, 1");
  EXPECT_THAT(message_of([&] { Area::from_file(folder / "bad.wkt"); }), HasSubstr("bad.wkt"));
  write_file(folder / "metres.wkt",
             "POLYGON ((4598000 1739000, 4599000 1739000, 4599000 1740000, 4598000 1739000))");
  EXPECT_THAT(message_of([&] { Area::from_file(folder / "metres.wkt"); }),
              HasSubstr("longitude and latitude"));
  write_file(folder / "x.geojson", "hello");
  EXPECT_THAT(message_of([&] { Area::from_file(folder / "x.geojson"); }), HasSubstr("x.geojson"));
  EXPECT_THAT(message_of([&] { Area::from_file(folder / "none.gpkg"); }), HasSubstr("no such file"));
}

TEST(Area, a_polygon_that_crosses_itself_is_mended) {
  const Area bow = Area::from_wkt("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", "bow");
  EXPECT_TRUE(bow.contains(0.2, 1.0));
  EXPECT_TRUE(bow.contains(1.8, 1.0));
  EXPECT_FALSE(bow.contains(1.0, 0.2));
}

class Selection : public testing::Test {
 protected:
  static constexpr std::size_t kPoints = 50'000;  // three row groups of series
  Selection() : store_(Store::open_or_create(folder_ / "s")), tile_(many_points(kPoints, 6)) {
    std::vector<float> coherence(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i)
      coherence[i] = i % 5 == 0 ? kNaN : static_cast<float>(i % 11) / 10.0F;
    tile_.meta.add({"temporal_coherence", coherence});
    std::vector<std::string> classes(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i) classes[i] = i % 3 == 0 ? "" : i % 3 == 1 ? "linear" : "stable";
    tile_.meta.add({"class_1", classes});
    put(store_, tile_);
    reader_.emplace(store_);
  }
  /// Rows of the tile for which a condition holds.
  template <typename Condition>
  void expect_rows(const SelectedPoints& selected, Condition condition) const {
    const auto longitude = tile_.meta.get<double>("longitude");
    const auto latitude = tile_.meta.get<double>("latitude");
    for (std::size_t row = 0; row < kPoints; ++row)
      ASSERT_EQ(selected.rows.contains(row), condition(row, longitude[row], latitude[row])) << row;
  }
  TempFolder folder_;
  Store store_;
  SmallTile tile_;
  std::optional<PointReader> reader_;
};

TEST_F(Selection, ranges_are_closed_and_missing_values_never_pass) {
  const auto coherence = tile_.meta.get<float>("temporal_coherence");
  expect_rows(reader_->select(tile_.description.stem, {.ranges = {{"temporal_coherence", 0.7}}}),
              [&](std::size_t row, double, double) { return coherence[row] >= 0.7F; });
  expect_rows(
      reader_->select(tile_.description.stem, {.ranges = {{"longitude", 13.001, 13.002}}}),
      [&](std::size_t, double longitude, double) { return longitude >= 13.001 && longitude <= 13.002; });
}

TEST_F(Selection, an_empty_text_stands_for_missing) {
  const auto classes = tile_.meta.get<std::string>("class_1");
  expect_rows(reader_->select(tile_.description.stem, {.one_of = {{"class_1", {"", "linear"}}}}),
              [&](std::size_t row, double, double) { return classes[row] != "stable"; });
}

TEST_F(Selection, a_column_that_is_not_there_is_missing_everywhere) {
  EXPECT_EQ(reader_->select(tile_.description.stem, {.ranges = {{"none", 0}}}).rows.count(), 0U);
  EXPECT_EQ(reader_->select(tile_.description.stem, {.one_of = {{"none", {"a"}}}}).rows.count(), 0U);
  EXPECT_EQ(reader_->select(tile_.description.stem, {.one_of = {{"none", {"a", ""}}}}).rows.count(), kPoints);
}

TEST_F(Selection, an_area_takes_the_points_inside_and_the_box_is_theirs) {
  write_file(folder_ / "a.geojson", kSquare);
  const Area area = Area::from_file(folder_ / "a.geojson");
  const SelectedPoints selected = reader_->select(tile_.description.stem, {.area = &area});
  expect_rows(selected, [&](std::size_t, double lon, double lat) { return area.contains(lon, lat); });
  EXPECT_GT(selected.rows.count(), 1'000U);
  EXPECT_GE(selected.box.west, 13.0);
  EXPECT_LE(selected.box.north, 38.01);
}

TEST_F(Selection, rows_come_in_order_with_their_series_whatever_the_gaps) {
  for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{49'999}}) {
    RowSet rows(kPoints);
    for (std::size_t row = 0; row < kPoints; row += step) rows.insert(row);
    const Date first = tile_.axis.date(1);
    const Date other = Date::from_days(1);  // an acquisition of another tile
    RowReader reader =
        reader_->read(tile_.description.stem, rows,
                      {{"pid", ColumnType::text}, {"none", ColumnType::int32}, {"line", ColumnType::float64}},
                      {other, first});
    const auto pids = tile_.meta.get<std::string>("pid");
    Table table;
    std::size_t row = 0;
    while (reader.next(table)) {
      for (std::size_t i = 0; i < table.rows(); ++i, row += step) {
        ASSERT_EQ(table.get<std::string>("pid")[i], pids[row]);
        ASSERT_EQ(table.get<std::int32_t>("none")[i], kMissingInt32);
        ASSERT_EQ(table.get<double>("line")[i], static_cast<double>(row / 200));
        ASSERT_TRUE(std::isnan(table.get<float>(other.yyyymmdd())[i]));
        ASSERT_TRUE(same_bits({table.get<float>(first.yyyymmdd())[i]}, {tile_.series[row][1]})) << row;
      }
    }
    EXPECT_EQ(row / step, rows.count());
  }
}

TEST_F(Selection, the_extent_of_a_tile_is_that_of_its_points) {
  const GeographicBox box = reader_->extent(tile_.description.stem);
  EXPECT_EQ(box.west, 13.0);
  EXPECT_NEAR(box.east, 13.0199, 1e-9);
}

/// Five points of every type, the last without a place.
PointLayer five_points(std::vector<Table>& batches) {
  Table first;
  first.add({"longitude", std::vector<double>{13.1, 13.2, 13.3}});
  first.add({"latitude", std::vector<double>{38.1, 38.2, 38.3}});
  first.add({"pid", std::vector<std::string>{"166ax5Ofja", "a,\"b\"", ""}});
  first.add({"velocity", std::vector<float>{0.7F, -2.1F, kNaN}});
  first.add({"line", std::vector<std::int32_t>{1, kMissingInt32, 3}});
  first.add({"periodic", std::vector<Flag>{Flag::yes, Flag::no, Flag::missing}});
  Table second;
  second.add({"longitude", std::vector<double>{13.4, std::nan("")}});
  second.add({"latitude", std::vector<double>{38.4, std::nan("")}});
  second.add({"pid", std::vector<std::string>{"ж", "e"}});
  second.add({"velocity", std::vector<float>{-0.0F, 1234.5F}});
  second.add({"line", std::vector<std::int32_t>{4, 5}});
  second.add({"periodic", std::vector<Flag>{Flag::yes, Flag::no}});
  batches = {first, second};
  PointLayer layer{.name = "points", .points = 5, .box = {13.1, 38.1, 13.4, 38.4, false}};
  layer.attributes = {{"pid", "pid", ColumnType::text},
                      {"velocity", "VEL", ColumnType::float32, 4},
                      {"line", "line", ColumnType::int32},
                      {"periodic", "periodic", ColumnType::flag},
                      {"latitude", "lat", ColumnType::float64}};
  layer.qgis_style = "<qgis/>";
  layer.next = [&batches, next = std::size_t{0}](Table& rows) mutable {
    if (next == batches.size()) return false;
    rows = batches[next++];
    return true;
  };
  return layer;
}

class Formats : public testing::TestWithParam<const char*> {
 protected:
  static void SetUpTestSuite() { GDALAllRegister(); }  // not every format is written with GDAL
  TempFolder folder_;
};

TEST_P(Formats, gdal_reads_back_what_was_written) {
  std::vector<Table> batches;
  const fs::path file = folder_ / (std::string("points") + GetParam());
  PointLayer points = five_points(batches);
  const bool holds_all = file.extension() != ".fgb";
  if (!holds_all) {
    EXPECT_THAT(message_of([&] { write_points(file, format_of(file).value(), points, {}); }),
                HasSubstr("no place"));
    batches.pop_back();
    points.next = [&batches, given = false](Table& rows) mutable {
      rows = batches.front();
      return !std::exchange(given, true);
    };
  }
  write_points(file, format_of(file).value(), points, {});
  const bool is_shapefile = file.extension() == ".shp";
  const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(dataset, nullptr);
  OGRLayer* layer = dataset->GetLayer(0);
  EXPECT_EQ(layer->GetFeatureCount(), holds_all ? 5 : 3);
  ASSERT_NE(layer->GetSpatialRef(), nullptr);
  EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "4326");
  std::map<std::string, std::unique_ptr<OGRFeature>> by_lat;
  for (auto& feature : *layer)
    by_lat[feature->GetFieldAsString("lat")] = std::unique_ptr<OGRFeature>(feature->Clone());
  const auto with_pid = [&](const char* pid) -> const OGRFeature* {
    for (const auto& [lat, feature] : by_lat) {
      if (feature->GetFieldAsString("pid") == std::string(pid)) return feature.get();
    }
    return nullptr;
  };
  const OGRFeature* first = with_pid("166ax5Ofja");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->GetFieldAsDouble("VEL"), 0.7) << "the shortest decimal, not the nearest double";
  EXPECT_EQ(first->GetFieldAsInteger("line"), 1);
  EXPECT_EQ(first->GetFieldAsInteger("periodic"), 1);
  EXPECT_NEAR(first->GetGeometryRef()->toPoint()->getX(), 13.1, 1e-7);
  EXPECT_NEAR(first->GetGeometryRef()->toPoint()->getY(), 38.1, 1e-7);
  ASSERT_NE(with_pid("a,\"b\""), nullptr);
  if (holds_all) {
    EXPECT_NE(with_pid("ж"), nullptr) << "UTF-8";
    const OGRFeature* last = with_pid("e");
    ASSERT_NE(last, nullptr);
    EXPECT_TRUE(last->GetGeometryRef() == nullptr || last->GetGeometryRef()->IsEmpty());
  }
  if (!is_shapefile) {
    const int line = layer->GetLayerDefn()->GetFieldIndex("line");
    EXPECT_FALSE(with_pid("a,\"b\"")->IsFieldSetAndNotNull(line));
  }
}

INSTANTIATE_TEST_SUITE_P(OfGdal, Formats, testing::Values(".gpkg", ".shp", ".geojson", ".fgb"),
                         [](const auto& format) { return std::string(format.param).substr(1); });

TEST(Geopackage, brings_its_style) {
  const TempFolder folder;
  std::vector<Table> batches;
  write_points(folder / "a.gpkg", ExportFormat::geopackage, five_points(batches), {});
  const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open((folder / "a.gpkg").c_str(), GDAL_OF_VECTOR));
  OGRLayer* styles = dataset->GetLayerByName("layer_styles");
  ASSERT_NE(styles, nullptr);
  const auto feature = std::unique_ptr<OGRFeature>(styles->GetNextFeature());
  EXPECT_STREQ(feature->GetFieldAsString("f_table_name"), "points");
  EXPECT_STREQ(feature->GetFieldAsString("styleQML"), "<qgis/>");
  EXPECT_EQ(feature->GetFieldAsInteger("useAsDefault"), 1);
}

TEST(Csv, is_exact_and_quotes_what_needs_it) {
  const TempFolder folder;
  std::vector<Table> batches;
  write_points(folder / "a.csv", ExportFormat::csv, five_points(batches), {});
  EXPECT_EQ(read_file(folder / "a.csv"),
            "pid,VEL,line,periodic,lat\n"
            "166ax5Ofja,0.7,1,1,38.1\n"
            "\"a,\"\"b\"\"\",-2.1,,0,38.2\n"
            ",,3,,38.3\n"
            "ж,-0,4,1,38.4\n"
            "e,1234.5,5,0,\n");
}

TEST(Geojson, has_a_line_for_each_point_and_null_for_what_is_missing) {
  const TempFolder folder;
  std::vector<Table> batches;
  write_points(folder / "a.geojson", ExportFormat::geojson, five_points(batches), {});
  const std::string at = R"(,"geometry":{"type":"Point","coordinates":)";
  EXPECT_EQ(
      read_file(folder / "a.geojson"),
      R"({"type":"FeatureCollection","name":"points","features":[)"
      "\n"
      R"({"type":"Feature","properties":{"pid":"166ax5Ofja","VEL":0.7,"line":1,"periodic":true,"lat":38.1})" +
          at + "[13.1,38.1]}},\n" +
          R"({"type":"Feature","properties":{"pid":"a,\"b\"","VEL":-2.1,"line":null,"periodic":false,"lat":38.2})" +
          at + "[13.2,38.2]}},\n" +
          R"({"type":"Feature","properties":{"pid":null,"VEL":null,"line":3,"periodic":null,"lat":38.3})" +
          at + "[13.3,38.3]}},\n" +
          R"({"type":"Feature","properties":{"pid":"ж","VEL":-0.0,"line":4,"periodic":true,"lat":38.4})" +
          at + "[13.4,38.4]}},\n" +
          R"({"type":"Feature","properties":{"pid":"e","VEL":1234.5,"line":5,"periodic":false,"lat":null},"geometry":null})" +
          "\n]}\n");
}

TEST(Geoparquet, has_geometry_covering_and_the_attributes_as_named) {
  const TempFolder folder;
  std::vector<Table> batches;
  write_points(folder / "a.parquet", ExportFormat::geoparquet, five_points(batches), {});
  const std::string file = "'" + (folder / "a.parquet").string() + "'";
  EXPECT_THAT(duckdb_rows("", "SELECT column_name FROM (DESCRIBE FROM " + file + ")"),
              ElementsAre("pid", "VEL", "line", "periodic", "lat", "geometry", "bbox"));
  EXPECT_THAT(duckdb_rows("", "SELECT pid, VEL, geometry, bbox.xmin FROM " + file + " LIMIT 1"),
              ElementsAre("166ax5Ofja|0.7|POINT (13.1 38.1)|13.099999"));
  const auto geo = duckdb_rows(
      "", "SELECT decode(value) FROM parquet_kv_metadata(" + file + ") WHERE decode(key) = 'geo'");
  ASSERT_THAT(geo, SizeIs(1));
  EXPECT_THAT(geo.front(), HasSubstr("\"covering\""));
  EXPECT_THAT(geo.front(), HasSubstr("1.1.0"));
}

TEST(Shapefile, names_have_ten_bytes_and_differ) {
  EXPECT_THAT(
      names_for(ExportFormat::shapefile, {"short", "mean_velocity", "mean_velocity_std", "mean_veloc"}),
      ElementsAre("short", "mean_veloc", "mean_vel_1", "mean_vel_2"));
  EXPECT_THAT(names_for(ExportFormat::geopackage, {"mean_velocity_std"}), ElementsAre("mean_velocity_std"));
}

TEST(OutputFile, nothing_is_there_before_commit_and_nothing_is_replaced_unasked) {
  const TempFolder folder;
  const fs::path file = folder / "a.shp";
  {
    OutputFile output(file, false);
    write_file(output.beside(), "half");
  }
  EXPECT_THAT(std::vector<fs::path>(fs::directory_iterator(folder.path()), {}), IsEmpty());
  {
    OutputFile output(file, false);
    write_file(output.beside(), "shp");
    write_file(output.beside().parent_path() / "a.dbf", "dbf");
    EXPECT_FALSE(fs::exists(file));
    output.commit();
  }
  EXPECT_EQ(read_file(file), "shp");
  EXPECT_EQ(read_file(folder / "a.dbf"), "dbf");
  EXPECT_THAT(message_of([&] { OutputFile(file, false); }), HasSubstr("--overwrite"));
  write_file(folder / "a.qix", "the index that another program made of the old file");
  {
    OutputFile output(file, true);
    write_file(output.beside(), "new");
    output.commit();
  }
  EXPECT_EQ(read_file(file), "new");
  EXPECT_FALSE(fs::exists(folder / "a.qix"));
  EXPECT_THAT(message_of([&] { OutputFile(folder / "none/a.csv", false); }), HasSubstr("a.csv"));
}

TEST(WritePolygons, every_format_holds_them) {
  const TempFolder folder;
  PolygonLayer layer{.name = "clusters", .geometry_epsg = 3035};
  layer.attributes.add({"cluster_id", std::vector<std::string>{"CL_0001"}});
  layer.attributes.add({"mean_velocity", std::vector<double>{-7.25}});
  const std::array<double, 8> ring{4598000, 1739000, 4599000, 1739000, 4599000, 1740000, 4598000, 1739000};
  Wkb wkb{1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(ring.data());
  wkb.insert(wkb.end(), bytes, bytes + sizeof(ring));
  layer.geometries = {wkb};
  for (const char* ending : {".gpkg", ".shp", ".geojson", ".fgb"}) {
    const fs::path file = folder / (std::string("a") + ending);
    write_polygons(file, format_of(file).value(), layer, {});
    const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
    ASSERT_NE(dataset, nullptr) << ending;
    const auto feature = std::unique_ptr<OGRFeature>(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_STREQ(feature->GetFieldAsString("cluster_id"), "CL_0001");
    OGREnvelope box;
    feature->GetGeometryRef()->getEnvelope(&box);
    EXPECT_NEAR(box.MinX, 13.16, 0.01) << ending;
    EXPECT_NEAR(box.MinY, 38.69, 0.01) << ending;
  }
  write_polygons(folder / "a.csv", ExportFormat::csv, layer, {});
  EXPECT_THAT(read_file(folder / "a.csv"), HasSubstr("CL_0001,-7.25,\"MULTIPOLYGON (((13.16"));
  write_polygons(folder / "a.parquet", ExportFormat::geoparquet, layer, {});
  EXPECT_THAT(duckdb_rows("", "SELECT cluster_id, left(geometry::VARCHAR, 12) FROM '" +
                                  (folder / "a.parquet").string() + "'"),
              ElementsAre("CL_0001|MULTIPOLYGON"));
}

}  // namespace
}  // namespace plumbline::store::test
