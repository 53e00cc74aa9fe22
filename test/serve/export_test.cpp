// SPDX-License-Identifier: MIT
// /api/v1/export: files of a selection, opened as their users open them.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <ogrsf_frmts.h>

#include "core/point_id.h"
#include "serve/body_file.h"
#include "serve/served_store_test.h"
#include "store/sql.h"
#include "support/message_of.h"

namespace plumbline::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Export : public ServedStore {
 protected:
  static std::size_t total(const std::string& filter) {
    return std::stoul(get("/api/v1/points?max_pts=1&" + filter).headers.at("x-total-count"));
  }
};

std::string value_of(const store::Store& store, const std::string& sql) {
  std::string value;
  store::query(
      store, sql, [](auto) {}, [&](auto row) { value = row[0].text; });
  return value;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST_F(Export, csv_has_a_line_for_every_point_that_passes) {
  const auto response = get("/api/v1/export?format=csv&min_coh=0.7&classes=accel,linear");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(response.headers.at("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(response.headers.at("content-disposition"), "attachment; filename=\"plumbline_points.csv\"");
  const auto lines = lines_of(response.body);
  EXPECT_EQ(lines.size() - 1, total("min_coh=0.7&classes=accel,linear"));
  EXPECT_EQ(response.headers.at("x-total-count"), std::to_string(lines.size() - 1));
  EXPECT_THAT(lines[0], HasSubstr("pid"));
  EXPECT_THAT(lines[0], testing::Not(HasSubstr("20200103")));
  EXPECT_THAT(response.body, HasSubstr("166ax5Ofja"));
}

TEST_F(Export, series_are_written_as_printed) {
  const auto response = get("/api/v1/export?format=geojson&series=1&min_coh=0.86&asc=0");
  ASSERT_EQ(response.status, 200) << response.body;
  const json features = json::parse(response.body).at("features");
  ASSERT_EQ(features.size(), 1U);
  const json& known = features[0].at("properties");
  EXPECT_EQ(known.at("pid"), "166ax5Ofja");
  EXPECT_EQ(known.at("20200103"), -1.6);
  EXPECT_TRUE(known.at("20200115").is_null());
  EXPECT_EQ(known.at("20200308"), -12.3);
}

TEST_F(Export, only_what_lies_in_the_polygon_is_written) {
  const std::string polygon = "&polygon=-0.06,-0.06,0.06,-0.06,0.06,0.06";
  const auto lines = lines_of(get("/api/v1/export?format=csv" + polygon).body);
  const json selection = json::parse(get("/api/v1/selection?series=0" + polygon).body);
  EXPECT_EQ(lines.size() - 1, selection.at("count").get<std::size_t>());
  EXPECT_GT(lines.size(), 100U);
  EXPECT_LT(lines.size(), 400U);
}

TEST_F(Export, gdal_opens_the_geopackage) {
  const auto response = get("/api/v1/export?format=gpkg&products=LOS");
  ASSERT_EQ(response.status, 200) << response.body.substr(0, 300);
  const TempFolder folder;
  const auto file = folder / "points.gpkg";
  write_file(file, response.body);
  GDALAllRegister();
  const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
  ASSERT_NE(dataset, nullptr);
  EXPECT_EQ(dataset->GetLayerByName("points")->GetFeatureCount(), 800);
}

TEST_F(Export, duckdb_reads_the_geoparquet) {
  const auto response = get("/api/v1/export?format=parquet&series=1");
  ASSERT_EQ(response.status, 200) << response.body.substr(0, 300);
  EXPECT_EQ(response.headers.at("x-total-count"), "1040");
  const TempFolder folder;
  const auto store = store::Store::open_or_create(folder.path());
  const auto file = folder / "processed/points.parquet";  // SQL reads only what lies there
  std::filesystem::create_directories(file.parent_path());
  write_file(file, response.body);
  const std::string points = " FROM read_parquet('" + file.string() + "')";
  EXPECT_EQ(value_of(store, "SELECT count(*)" + points), "1040");
  EXPECT_EQ(value_of(store, "SELECT \"20200308\"" + points + " WHERE pid = '166ax5Ofja'"), "-12.3");
}

TEST_F(Export, wrong_questions_are_400_and_empty_answers_404) {
  for (const std::string query :
       {"", "format=xlsx", "format=csv&series=2", "format=csv&polygon=1,2", "format=csv&nonesuch=1",
        "format=csv&circle=1,2", "format=csv&circle=1,2,3&polygon=1,2,3,4,5,6"})
    EXPECT_EQ(get("/api/v1/export?" + query).status, 400) << query;
  EXPECT_EQ(get("/api/v1/export?format=csv&min_lat=80").status, 404);
}

/// The folder for temporary files is another one while this lives.
class OtherTemporaryFolder {
 public:
  OtherTemporaryFolder() { setenv("TMPDIR", folder_.path().c_str(), 1); }
  OtherTemporaryFolder(const OtherTemporaryFolder&) = delete;
  OtherTemporaryFolder& operator=(const OtherTemporaryFolder&) = delete;
  ~OtherTemporaryFolder() { unsetenv("TMPDIR"); }
  bool empty() const { return std::filesystem::is_empty(folder_.path()); }

 private:
  TempFolder folder_;
};

TEST(ExportFiles, leave_nothing_behind) {
  const TempFolder folder;
  make_served_store(folder.path());
  const OtherTemporaryFolder temporary;
  const RunningServer server(folder.path());
  for (const std::string format : {"csv", "geojson", "gpkg", "parquet"}) {
    EXPECT_EQ(http_get(server.port(), "/api/v1/export?format=" + format).status, 200);
    EXPECT_TRUE(temporary.empty()) << format;
  }
}

TEST(ExportFiles, that_are_not_fetched_do_not_fill_the_disk) {
  const auto thousand_bytes = [] {
    return serve::BodyFile::written_by(
        [](const std::filesystem::path& file) { write_file(file, std::string(1000, 'x')); }, ".csv", 1500);
  };
  std::optional first = thousand_bytes(), second = thousand_bytes();
  EXPECT_THAT(message_of([&] { thousand_bytes(); }), HasSubstr("Ask again in a minute"));
  first.reset();
  EXPECT_EQ(thousand_bytes().bytes(), 1000U) << "one is fetched: there is room again";
}

/// Points along the equator; all but the first are coherent.
void put_many_points(store::Store& store, std::size_t count) {
  std::vector<std::string> pids;
  std::vector<double> latitudes(count, 0), longitudes;
  std::vector<float> velocities(count, 1), coherences(count, 0.8F);
  coherences[0] = 0.1F;
  for (std::uint32_t i = 0; i < count; ++i) {
    pids.emplace_back(point_id(GridCell{.producer = '1', .easting_100m = i, .northing_100m = 1}).text());
    longitudes.push_back(i * 1e-6);
  }
  store.put_tile({.stem = kAscending, .source_sha256 = std::string(64, '0')},
                 TimeAxis({Date::from_days(18'300)}),
                 Table({{"pid", pids},
                        {"latitude", latitudes},
                        {"longitude", longitudes},
                        {"mean_velocity", velocities},
                        {"temporal_coherence", coherences}}),
                 [](std::size_t, SeriesBlock& block) { std::ranges::fill(block.acquisition(0), 1.0F); },
                 {"ingest", 1, "{}", "x"});
}

TEST(ExportLimits, fifty_thousand_points_have_their_series_one_more_is_400_with_advice) {
  const TempFolder folder;
  auto store = store::Store::open_or_create(folder.path());
  put_many_points(store, 50'001);
  const RunningServer server(folder.path());
  const auto ask = [&](const std::string& query) {
    return http_get(server.port(), "/api/v1/export?format=csv" + query);
  };
  EXPECT_EQ(ask("&series=1&min_coh=0.5").headers.at("x-total-count"), "50000");
  EXPECT_EQ(ask("").headers.at("x-total-count"), "50001");
  const auto refused = ask("&series=1");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("50001 points are more than 50000 at a time with series"));
  EXPECT_THAT(refused.body, HasSubstr("`plumbline export` has no limit"));
}

}  // namespace
}  // namespace plumbline::test
