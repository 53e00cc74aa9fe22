// SPDX-License-Identifier: MIT
#include "store/vector_file.h"

#include <bit>
#include <cmath>
#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

using plumbline::test::read_file;
using plumbline::test::TempFolder;
using plumbline::test::write_file;
using testing::ElementsAre;
using testing::HasSubstr;

struct Vertex {
  double x;
  double y;
};

template <typename T>
void append_bytes(Wkb& wkb, T value) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
  wkb.insert(wkb.end(), bytes, bytes + sizeof value);
}

/// A polygon of one closed ring.
Wkb polygon(const std::vector<Vertex>& ring) {
  Wkb wkb{1};
  append_bytes(wkb, std::uint32_t{3});
  append_bytes(wkb, std::uint32_t{1});
  append_bytes(wkb, static_cast<std::uint32_t>(ring.size()));
  for (const Vertex& vertex : ring) {
    append_bytes(wkb, vertex.x);
    append_bytes(wkb, vertex.y);
  }
  return wkb;
}

Wkb multipolygon(const std::vector<Wkb>& parts) {
  Wkb wkb{1};
  append_bytes(wkb, std::uint32_t{6});
  append_bytes(wkb, static_cast<std::uint32_t>(parts.size()));
  for (const Wkb& part : parts) wkb.insert(wkb.end(), part.begin(), part.end());
  return wkb;
}

Wkb triangle() { return polygon({{13.0, 38.0}, {13.1, 38.0}, {13.0, 38.1}, {13.0, 38.0}}); }
Wkb square() { return polygon({{14, 39}, {15, 39}, {15, 40}, {14, 40}, {14, 39}}); }

PolygonLayer two_clusters() {
  PolygonLayer layer{.name = "clusters", .geometries = {triangle(), square()}};
  layer.attributes.add({"cluster_id", std::vector<std::int32_t>{0, kMissingInt32}});
  layer.attributes.add({"points", std::vector<std::int64_t>{5'000'000'000, kMissingInt64}});
  layer.attributes.add({"area_m2", std::vector<double>{1234.5678901234, std::nan("")}});
  layer.attributes.add({"mean_velocity", std::vector<float>{-2.1F, std::nanf("")}});
  layer.attributes.add({"dominant_class", std::vector<std::string>{"linear", ""}});
  layer.attributes.add({"urban", std::vector<Flag>{Flag::no, Flag::missing}});
  layer.qgis_style = "<qgis version=\"3.22\"><renderer-v2 type=\"singleSymbol\"/></qgis>";
  return layer;
}

TEST(VectorFile, attributes_and_geometries_read_back_with_their_types_and_missing_values) {
  const TempFolder folder;
  const PolygonLayer layer = two_clusters();
  write_geopackage(folder / "c.gpkg", layer);
  const PolygonFeatures read = read_geopackage(folder / "c.gpkg");
  ASSERT_EQ(read.attributes.columns().size(), layer.attributes.columns().size());
  for (std::size_t i = 0; i < layer.attributes.columns().size(); ++i) {
    EXPECT_EQ(read.attributes.columns()[i].name, layer.attributes.columns()[i].name);
    EXPECT_EQ(read.attributes.columns()[i].type(), layer.attributes.columns()[i].type());
  }
  EXPECT_THAT(read.attributes.get<std::int32_t>("cluster_id"), ElementsAre(0, kMissingInt32));
  EXPECT_THAT(read.attributes.get<std::int64_t>("points"), ElementsAre(5'000'000'000, kMissingInt64));
  EXPECT_THAT(read.attributes.get<double>("area_m2"), ElementsAre(1234.5678901234, testing::IsNan()));
  EXPECT_THAT(read.attributes.get<float>("mean_velocity"), ElementsAre(-2.1F, testing::IsNan()));
  EXPECT_THAT(read.attributes.get<std::string>("dominant_class"), ElementsAre("linear", ""));
  EXPECT_THAT(read.attributes.get<Flag>("urban"), ElementsAre(Flag::no, Flag::missing));
  ASSERT_EQ(read.geojson_geometries.size(), 2U);
  EXPECT_THAT(read.geojson_geometries[0], HasSubstr("\"Polygon\""));
  EXPECT_THAT(read.geojson_geometries[0], HasSubstr("[ 13.1, 38.0 ]"));
}

TEST(VectorFile, a_layer_in_metres_is_transformed_and_read_back_in_longitude_latitude) {
  const TempFolder folder;
  // The centre of EPSG:3035: 4,321,000 east and 3,210,000 north is 10° east, 52° north.
  const Wkb centre =
      polygon({{4321000, 3210000}, {4321100, 3210000}, {4321000, 3210100}, {4321000, 3210000}});
  for (const int layer_epsg : {3035, 4326}) {
    const auto path = folder / ("epsg" + std::to_string(layer_epsg) + ".gpkg");
    write_geopackage(path, {"subclusters", {centre}, 3035, layer_epsg, {}, {}});
    const PolygonFeatures read = read_geopackage(path);
    ASSERT_EQ(read.geojson_geometries.size(), 1U);
    EXPECT_THAT(read.geojson_geometries[0], HasSubstr("[ 10.0, 52.0 ]")) << layer_epsg;
  }
}

TEST(VectorFile, longitude_latitude_is_written_in_metres_when_the_layer_asks_for_it) {
  const TempFolder folder;
  write_geopackage(folder / "m.gpkg", {"subclusters", {square()}, 4326, 3035, {}, {}});
  const PolygonFeatures read = read_geopackage(folder / "m.gpkg");
  EXPECT_THAT(read.geojson_geometries.at(0), HasSubstr("[ 14.0, 39.0 ]"));
  EXPECT_THAT(read.geojson_geometries.at(0), HasSubstr("[ 15.0, 40.0 ]"));
}

TEST(VectorFile, polygons_and_multipolygons_share_a_layer) {
  const TempFolder folder;
  write_geopackage(folder / "c.gpkg", {"c", {triangle(), multipolygon({triangle(), square()})}});
  const PolygonFeatures read = read_geopackage(folder / "c.gpkg");
  EXPECT_THAT(read.geojson_geometries, testing::Each(HasSubstr("\"MultiPolygon\"")));
}

TEST(VectorFile, an_empty_layer_is_a_layer) {
  const TempFolder folder;
  PolygonLayer layer{.name = "clusters"};
  layer.attributes.add(make_column("cluster_id", ColumnType::int32));
  write_geopackage(folder / "e.gpkg", layer);
  const PolygonFeatures read = read_geopackage(folder / "e.gpkg");
  EXPECT_EQ(read.attributes.rows(), 0U);
  EXPECT_NE(read.attributes.find("cluster_id"), nullptr);
  EXPECT_TRUE(read.geojson_geometries.empty());
}

TEST(VectorFile, the_same_layer_gives_the_same_bytes_under_any_name) {
  const TempFolder folder;
  write_geopackage(folder / "a.gpkg", two_clusters());
  write_geopackage(folder / "b.part", two_clusters());
  EXPECT_TRUE(read_file(folder / "a.gpkg") == read_file(folder / "b.part"));
}

TEST(VectorFile, the_style_lies_in_the_file_as_the_default_of_its_layer) {
  const TempFolder folder;
  write_geopackage(folder / "a.gpkg", two_clusters());
  const std::string bytes = read_file(folder / "a.gpkg");
  EXPECT_THAT(bytes, HasSubstr("layer_styles"));
  EXPECT_THAT(bytes, HasSubstr("singleSymbol"));
  PolygonLayer plain = two_clusters();
  plain.qgis_style.clear();
  write_geopackage(folder / "b.gpkg", plain);
  EXPECT_EQ(read_file(folder / "b.gpkg").find("layer_styles"), std::string::npos);
}

TEST(VectorFile, a_spatial_index_is_there) {
  const TempFolder folder;
  write_geopackage(folder / "a.gpkg", two_clusters());
  EXPECT_THAT(read_file(folder / "a.gpkg"), HasSubstr("rtree_clusters_geom"));
}

ErrorCode code_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  ADD_FAILURE() << "no error";
  return ErrorCode::internal;
}

TEST(VectorFile, problems_are_errors_and_nothing_is_printed) {
  const TempFolder folder;
  testing::internal::CaptureStderr();
  EXPECT_EQ(code_of([&] { read_geopackage(folder / "none.gpkg"); }), ErrorCode::file_missing);
  write_file(folder / "text.gpkg", "not a GeoPackage");
  EXPECT_EQ(code_of([&] { read_geopackage(folder / "text.gpkg"); }), ErrorCode::bad_store);
  write_geopackage(folder / "cut.gpkg", two_clusters());
  write_file(folder / "cut.gpkg", read_file(folder / "cut.gpkg").substr(0, 9000));
  EXPECT_EQ(code_of([&] { read_geopackage(folder / "cut.gpkg"); }), ErrorCode::bad_store);
  EXPECT_EQ(code_of([&] { write_geopackage(folder / "no/such/folder.gpkg", two_clusters()); }),
            ErrorCode::file_access);
  EXPECT_EQ(code_of([&] { write_geopackage(folder / "w.gpkg", {"c", {Wkb{1, 3}}}); }), ErrorCode::internal);
  EXPECT_FALSE(std::filesystem::exists(folder / "w.gpkg"));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace plumbline::store::test
