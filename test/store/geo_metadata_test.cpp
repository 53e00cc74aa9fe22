// SPDX-License-Identifier: MIT
// What the footer of a `_meta` file has to say, rule by rule (GeoParquet 1.1.0).
#include "store/geo_metadata.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "store/store_fixture.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

using plumbline::test::TempFolder;
using testing::ElementsAre;

class GeoParquet : public testing::Test {
 protected:
  GeoParquet() : store_(Store::open_or_create(folder_ / "s")) {
    put(store_, three_points());
    file_ = "'" + (store_.folder() / store_.tiles().front().meta.path).string() + "'";
  }
  /// With the conversion to GEOMETRY off, as a reader that knows nothing of geometry sees the file.
  std::vector<std::string> plain(const std::string& sql) const {
    return duckdb_rows("SET enable_geoparquet_conversion = false", sql);
  }
  nlohmann::json geo() const {
    const auto rows =
        plain("SELECT decode(value) FROM parquet_kv_metadata(" + file_ + ") WHERE decode(key) = 'geo'");
    EXPECT_EQ(rows.size(), 1U) << "exactly one key geo";
    return nlohmann::json::parse(rows.at(0));
  }

  TempFolder folder_;
  Store store_;
  std::string file_;
};

TEST_F(GeoParquet, version_and_primary_column) {
  EXPECT_EQ(geo().at("version"), "1.1.0");
  EXPECT_EQ(geo().at("primary_column"), "geometry");
  EXPECT_EQ(geo().at("columns").size(), 1U);
}

TEST_F(GeoParquet, the_column_says_encoding_types_and_reference_system) {
  const auto column = geo().at("columns").at("geometry");
  EXPECT_EQ(column.at("encoding"), "WKB");
  EXPECT_EQ(column.at("geometry_types"), nlohmann::json::array({"Point"}));
  EXPECT_EQ(column.at("crs").at("type"), "GeographicCRS");
  EXPECT_EQ(column.at("crs").at("id"), nlohmann::json({{"authority", "EPSG"}, {"code", 4326}}));
}

TEST_F(GeoParquet, the_box_of_the_file_holds_all_points) {
  EXPECT_EQ(geo().at("columns").at("geometry").at("bbox"),
            nlohmann::json({-0.1, 38.690708, 13.171103, 51.5}));
}

TEST_F(GeoParquet, the_covering_names_the_four_edges_of_the_bbox_column) {
  const auto covering = geo().at("columns").at("geometry").at("covering").at("bbox");
  ASSERT_EQ(covering.size(), 4U);
  for (const char* edge : {"xmin", "ymin", "xmax", "ymax"})
    EXPECT_EQ(covering.at(edge), nlohmann::json::array({"bbox", edge}));
}

TEST_F(GeoParquet, geometry_is_a_plain_byte_array_and_bbox_four_floats) {
  EXPECT_THAT(plain("SELECT name, type, converted_type, logical_type FROM parquet_schema(" + file_ +
                    ") WHERE name = 'geometry'"),
              ElementsAre("geometry|BYTE_ARRAY|NULL|NULL"));
  EXPECT_THAT(plain("SELECT name, type FROM parquet_schema(" + file_ +
                    ") WHERE name IN ('xmin', 'ymin', 'xmax', 'ymax')"),
              ElementsAre("xmin|FLOAT", "ymin|FLOAT", "xmax|FLOAT", "ymax|FLOAT"));
}

TEST_F(GeoParquet, the_boxes_of_the_points_hold_their_points) {
  EXPECT_THAT(plain("SELECT count(*) FROM " + file_ +
                    " WHERE bbox.xmin::DOUBLE <= longitude AND longitude <= bbox.xmax::DOUBLE AND "
                    "bbox.ymin::DOUBLE <= latitude AND latitude <= bbox.ymax::DOUBLE"),
              ElementsAre("3"));
}

TEST_F(GeoParquet, duckdb_reads_points_with_longitude_first) {
  EXPECT_THAT(duckdb_rows("", "SELECT left(typeof(geometry), 8), geometry FROM " + file_ + " LIMIT 1"),
              ElementsAre("GEOMETRY|POINT (13.171103 38.690708)"));
}

TEST_F(GeoParquet, metadata_stays_when_columns_are_replaced) {
  const auto before = geo();
  Table extra;
  extra.add({"class_1", std::vector<std::string>(3, "linear")});
  store_.replace_columns(store_.tiles().front().stem, extra, {"classify"});
  EXPECT_EQ(geo(), before);
  EXPECT_THAT(plain("SELECT decode(key) FROM parquet_kv_metadata(" + file_ + ") ORDER BY 1"),
              ElementsAre("geo", "plumbline"));
}

TEST(GeoMetadata, a_point_without_coordinates_has_no_geometry_and_no_box) {
  const TempFolder folder;
  SmallTile tile = three_points();
  std::get<std::vector<double>>(tile.meta.columns()[1].values)[1] = std::nan("");
  Store store = Store::open_or_create(folder / "s");
  put(store, tile);
  const std::string file = (store.folder() / store.tiles().front().meta.path).string();
  EXPECT_THAT(duckdb_rows("", "SELECT geometry IS NULL, bbox IS NULL FROM '" + file + "'"),
              ElementsAre("false|false", "true|true", "false|false"));
}

TEST(GeoMetadata, float32_is_rounded_outwards) {
  for (const double value : {13.171103, -13.171103, 0.0, 0.5, -0.1, 180.0, 1e-50, -1e-50}) {
    EXPECT_LE(static_cast<double>(rounded_down(value)), value);
    EXPECT_GE(static_cast<double>(rounded_up(value)), value);
    EXPECT_GE(std::nextafter(rounded_down(value), 1e9F), static_cast<float>(value))
        << "not further than needed";
  }
  EXPECT_EQ(rounded_down(0.5), 0.5F);
  EXPECT_EQ(rounded_up(0.5), 0.5F);
}

TEST(GeoMetadata, no_points_have_no_box) {
  const auto json = nlohmann::json::parse(geo_metadata(box_around({}, {})));
  EXPECT_FALSE(json.at("columns").at("geometry").contains("bbox"));
}

}  // namespace
}  // namespace plumbline::store::test
