// SPDX-License-Identifier: MIT
// What the endpoints say, asked over real sockets.
#include <array>
#include <cmath>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "serve/binary_body.h"
#include "serve/series_cache.h"
#include "serve/served_store_test.h"

namespace plumbline::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Endpoints : public ServedStore {};

TEST_F(Endpoints, health_says_ok) {
  const auto response = get("/health");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.at("content-type"), "application/json");
  EXPECT_EQ(json::parse(response.body).at("status"), "ok");
}

TEST_F(Endpoints, a_point_has_the_values_of_the_store_as_the_delivery_prints_them) {
  // The known point is the only one of all with this coherence.
  const auto response = get("/get_points?min_coh=0.86&asc=0");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, StartsWith("[{\"pid\":\"166ax5Ofja\",\"latitude\":"));
  EXPECT_THAT(response.body, HasSubstr("\"height\":-46.6,\"mean_velocity\":-2.1,\"temporal_coherence\":0.86,"
                                       "\"orbit\":\"D\",\"class_1\":\"linear\","));
  const json points = json::parse(response.body);
  ASSERT_EQ(points.size(), 1U);
  const json& point = points[0];
  EXPECT_EQ(point.size(), 15U);
  EXPECT_EQ(point["periodic"], false);
  EXPECT_EQ(point["jumpy"], true);
  EXPECT_EQ(point["cluster_id"], "CL_0002");
  EXPECT_EQ(point["subcluster_id"], "CL_0002_SUB_001");
  EXPECT_EQ(point["tile"], kDescending);
}

TEST_F(Endpoints, what_a_point_does_not_have_is_null) {
  for (const json& point : json::parse(get("/get_points").body)) {
    const std::string tile = point["tile"];
    EXPECT_EQ(point["orbit"].is_null(), tile == kEast || tile == kUp);
    if (tile == kDescending) continue;
    EXPECT_TRUE(point["class_1"].is_null());
    EXPECT_TRUE(point["periodic"].is_null());
    EXPECT_TRUE(point["noisy_trend"].is_null());
    EXPECT_TRUE(point["cluster_id"].is_null());
  }
}

TEST_F(Endpoints, the_count_headers_say_how_many_pass_and_how_many_are_in_the_answer) {
  const auto all = get("/get_points");
  EXPECT_EQ(all.headers.at("x-total-count"), "1040");
  EXPECT_EQ(all.headers.at("x-rendered-count"), "1040");
  const auto few = get("/get_points?max_pts=7&zoom=14");
  EXPECT_EQ(few.headers.at("x-total-count"), "1040");
  EXPECT_EQ(few.headers.at("x-rendered-count"), "7");
  EXPECT_EQ(json::parse(few.body).size(), 7U);
}

TEST_F(Endpoints, a_window_without_points_is_an_empty_array) {
  const auto response = get("/get_points?min_lat=-80&max_lat=-79&zoom=3");
  EXPECT_EQ(response.body, "[]");
  EXPECT_EQ(response.headers.at("x-total-count"), "0");
}

TEST_F(Endpoints, a_map_that_repeats_the_world_may_ask_beyond_its_edges) {
  EXPECT_EQ(get("/get_points?min_lon=-540&max_lon=720.5&zoom=1").status, 200);
}

// ---- /api/v1/points

TEST_F(Endpoints, the_binary_columns_hold_the_points_of_the_json_answer) {
  for (const std::string query : {"?zoom=9&thresh=0.5", "?zoom=30", "?zoom=12&asc=0&min_coh=0.7",
                                  "?max_pts=1", "?min_lat=-80&max_lat=-79"}) {
    const json points = json::parse(get("/get_points" + query).body);
    const auto response = get("/api/v1/points" + query);
    EXPECT_EQ(response.headers.at("content-type"), "application/vnd.plumbline.points");
    const BinaryBody binary(response.body);
    ASSERT_EQ(binary.count, points.size());
    EXPECT_EQ(std::to_string(binary.count), response.headers.at("x-rendered-count"));
    EXPECT_EQ(std::to_string(binary.header["total"].get<int>()), response.headers.at("x-total-count"));
    for (std::size_t i = 0; i < points.size(); ++i) {
      const json& point = points[i];
      ASSERT_EQ(binary.pid(i), point["pid"]);
      EXPECT_EQ(binary.get<std::int32_t>("longitude_e6", i),
                std::lround(point["longitude"].get<double>() * 1e6));
      EXPECT_EQ(binary.get<std::int32_t>("latitude_e6", i),
                std::lround(point["latitude"].get<double>() * 1e6));
      EXPECT_EQ(binary.header["tiles"][binary.get<std::uint16_t>("tile", i)], point["tile"]);
      const auto velocity = binary.get<float>("mean_velocity", i);
      EXPECT_EQ(std::isnan(velocity), point["mean_velocity"].is_null());
      if (!std::isnan(velocity)) {
        EXPECT_EQ(velocity, point["mean_velocity"].get<float>());
      }
      const auto coherence = binary.get<std::uint8_t>("temporal_coherence_e2", i);
      EXPECT_EQ(coherence == 255, point["temporal_coherence"].is_null());
      if (coherence != 255) {
        EXPECT_EQ(static_cast<float>(coherence) / 100.0F, point["temporal_coherence"].get<float>());
      }
      const auto motion = binary.get<std::uint8_t>("class_1", i);
      EXPECT_EQ(motion == 255 ? json() : binary.header["classes"][motion], point["class_1"]);
      const auto cluster = binary.get<std::uint32_t>("cluster", i);
      EXPECT_EQ(cluster == 0xffffffff ? json() : binary.header["clusters"][cluster], point["cluster_id"]);
      const auto subcluster = binary.get<std::uint32_t>("subcluster", i);
      EXPECT_EQ(subcluster == 0xffffffff ? json() : binary.header["subclusters"][subcluster],
                point["subcluster_id"]);
      const auto flags = binary.get<std::uint8_t>("flags", i);
      EXPECT_EQ((flags & 1) != 0, point["periodic"] == true);
      EXPECT_EQ((flags & 2) != 0, point["jumpy"] == true);
      EXPECT_EQ((flags & 4) != 0, point["variable_flag"] == true);
      EXPECT_EQ((flags & 8) != 0, point["noisy_trend"] == true);
      EXPECT_EQ(flags & 0xf0, 0);
      const auto orbit = binary.get<std::uint8_t>("orbit", i);
      EXPECT_EQ(orbit == 1 ? json("A") : orbit == 2 ? json("D") : json(), point["orbit"]);
    }
  }
}

TEST_F(Endpoints, the_row_of_the_binary_answer_is_the_row_of_the_tile) {
  const BinaryBody binary(get("/api/v1/points").body);
  const std::array<std::string, 1> names{"pid"};
  const auto table = store().read_columns(kUp, names);
  const auto pids = table.get<std::string>("pid");
  std::size_t seen = 0;
  for (std::size_t i = 0; i < binary.count; ++i) {
    if (binary.header["tiles"][binary.get<std::uint16_t>("tile", i)] != kUp) continue;
    EXPECT_EQ(binary.pid(i), pids[binary.get<std::uint32_t>("row", i)]);
    ++seen;
  }
  EXPECT_EQ(seen, pids.size());
}

// ---- /get_timeseries

TEST_F(Endpoints, a_series_has_the_printed_values_its_dates_and_its_gaps) {
  const auto response = get("/get_timeseries?pid=166ax5Ofja");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr("\"values\":[-1.6,-0.0,null,0.6,1.0,-12.3,null]"));
  const json series = json::parse(response.body);
  EXPECT_EQ(series["pid"], "166ax5Ofja");
  EXPECT_EQ(series["tile"], kDescending);
  EXPECT_EQ(series["dates"], json({"2020-01-03", "2020-01-09", "2020-01-15", "2020-01-21", "2020-01-27",
                                   "2020-03-08", "2020-03-14"}));
  // A missing value, and 41 days without an acquisition; the missing end is no gap.
  EXPECT_EQ(series["gaps"], json::parse(R"([
      {"from": "2020-01-09", "to": "2020-01-21", "days": 12, "missing": 1},
      {"from": "2020-01-27", "to": "2020-03-08", "days": 41, "missing": 0}])"));
}

TEST_F(Endpoints, a_series_brings_every_column_of_its_point) {
  const std::string body = get("/get_timeseries?pid=166ax5Ofja").body;
  const json metadata = json::parse(body).at("metadata");
  EXPECT_EQ(metadata["pid"], "166ax5Ofja");
  EXPECT_EQ(metadata["class_1"], "linear");
  EXPECT_EQ(metadata["jumpy"], true);
  EXPECT_EQ(metadata["cluster_id"], "CL_0002");
  EXPECT_THAT(body, HasSubstr("\"mean_velocity\":-2.1,"));
  EXPECT_THAT(body, HasSubstr("\"temporal_coherence\":0.86,"));
  EXPECT_FALSE(metadata.contains("geometry"));
}

TEST_F(Endpoints, every_series_is_the_one_of_the_store) {
  for (const store::TileRecord& tile : store().tiles()) {
    const std::array<std::string, 1> names{"pid"};
    const auto table = store().read_columns(tile.stem, names);
    for (std::size_t row = 1; row < tile.points; row += 97) {
      const std::string& pid = table.get<std::string>("pid")[row];
      const json series = json::parse(get("/get_timeseries?pid=" + pid + "&tile=" + tile.stem).body);
      EXPECT_EQ(series["tile"], tile.stem);
      for (std::size_t i = 0; i < 7; ++i)
        EXPECT_EQ(series["values"][i].get<float>(),
                  static_cast<float>((row * 31 + i * 17) % 400) / 10.0F - 20.0F);
    }
  }
}

TEST_F(Endpoints, of_tiles_with_the_same_pid_the_first_answers_unless_one_is_named) {
  const std::array<std::string, 1> names{"pid"};
  const std::string pid = store().read_columns(kUp, names).get<std::string>("pid")[5];
  EXPECT_EQ(json::parse(get("/get_timeseries?pid=" + pid).body)["tile"], kEast);
  EXPECT_EQ(json::parse(get("/get_timeseries?tile=" + kUp + "&pid=" + pid).body)["tile"], kUp);
  EXPECT_EQ(get("/get_timeseries?tile=" + kDescending + "&pid=" + pid).status, 404);
}

TEST_F(Endpoints, an_unknown_pid_or_tile_is_404_and_what_is_no_pid_is_400) {
  EXPECT_EQ(get("/get_timeseries?pid=0000000000").status, 404);
  EXPECT_EQ(get("/get_timeseries?pid=166AX5OFJA").status, 404);  // case matters
  EXPECT_EQ(get("/get_timeseries?pid=166ax5Ofja&tile=nowhere").status, 404);
  for (const std::string query :
       {"", "?pid=", "?pid=166ax5Ofj", "?pid=166ax5Ofja1", "?pid=166ax5Ofj%27", "?pid='%20OR%20'1",
        "?pid=166ax5Ofja&pid=166ax5Ofja", "?pid=..%2f..%2fetc%2"})
    EXPECT_EQ(get("/get_timeseries" + query).status, 400) << query;
}

// ---- /get_info, polygons

// ---- /api/v1/series

TEST_F(Endpoints, series_are_found_by_pid_and_by_row_several_at_a_time) {
  const auto by_row = json::parse(get("/api/v1/series?rows=0,7,0&tile=" + kDescending).body)["series"];
  ASSERT_EQ(by_row.size(), 3U);
  EXPECT_EQ(by_row[0]["pid"], kKnownPid);
  EXPECT_EQ(by_row[1]["row"], 7);
  EXPECT_EQ(by_row[0], by_row[2]);
  EXPECT_TRUE(by_row[0]["fit"].is_null());
  const std::string pids = std::string(kKnownPid) + ',' + by_row[1]["pid"].get<std::string>();
  const auto by_pid = json::parse(get("/api/v1/series?pids=" + pids).body)["series"];
  ASSERT_EQ(by_pid.size(), 2U);
  EXPECT_EQ(by_pid[0], by_row[0]);
  EXPECT_EQ(by_pid[1], by_row[1]);
  const auto old = json::parse(get("/get_timeseries?pid=" + std::string(kKnownPid)).body);
  EXPECT_EQ(by_pid[0]["values"], old["values"]);
  EXPECT_EQ(by_pid[0]["dates"], old["dates"]);
}

TEST_F(Endpoints, a_fit_is_of_the_window_that_is_asked_for) {
  const auto whole =
      json::parse(get("/api/v1/series?rows=3&fit=linear&tile=" + kDescending).body)["series"][0];
  EXPECT_TRUE(whole["fit"].is_null());  // seven acquisitions are too few
  const auto part = json::parse(
      get("/api/v1/series?rows=3&from=2020-01-09&to=2020-01-21&tile=" + kDescending).body)["series"][0];
  EXPECT_EQ(part["dates"], (json{"2020-01-09", "2020-01-15", "2020-01-21"}));
  EXPECT_EQ(part["values"], (json{whole["values"][1], whole["values"][2], whole["values"][3]}));
}

TEST(StoreToServe, a_fit_says_velocity_deviation_curve_and_residuals) {
  const TempFolder folder;
  std::vector<Date> dates;
  for (int i = 0; i < 40; ++i) dates.push_back(Date::from_days(18'300 + 6 * i));
  auto store = store::Store::open_or_create(folder.path());
  store.put_tile({.stem = kAscending, .source_sha256 = std::string(64, '0')}, TimeAxis(dates),
                 Table({{"pid", std::vector<std::string>{"1000000000"}},
                        {"latitude", std::vector<double>{1}},
                        {"longitude", std::vector<double>{2}},
                        {"mean_velocity", std::vector<float>{1}}}),
                 [](std::size_t, SeriesBlock& block) {
                   for (std::size_t i = 0; i < block.acquisitions(); ++i)
                     block.acquisition(i)[0] = static_cast<float>(i) + (i % 2 == 0 ? 0.5F : -0.5F);
                 },
                 {"ingest", 1, "{}", "x"});
  const RunningServer server(folder.path());
  const auto point =
      json::parse(http_get(server.port(), "/api/v1/series?pids=1000000000&fit=linear").body)["series"][0];
  const json& fit = point["fit"];
  EXPECT_EQ(fit["model"], "linear");
  EXPECT_EQ(fit["values"], 40);
  EXPECT_NEAR(fit["velocity"].get<double>(), 365.25 / 6, 0.2);  // 1 mm an acquisition
  EXPECT_GT(fit["velocity_std"].get<double>(), 0);
  EXPECT_TRUE(fit["acceleration"].is_null());
  ASSERT_EQ(fit["curve"].size(), 40U);
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_NEAR(fit["curve"][i].get<double>() + fit["residuals"][i].get<double>(),
                point["values"][i].get<double>(), 0.0011);
}

TEST(SeriesCache, keeps_what_was_asked_for_last_and_forgets_another_store) {
  serve::SeriesCache cache(2);
  const auto series = std::make_shared<const serve::SeriesOfPoint>();
  cache.keep("now", "a", series);
  cache.keep("now", "b", series);
  EXPECT_NE(cache.find("now", "a"), nullptr);
  cache.keep("now", "c", series);  // b was asked for longest ago
  EXPECT_EQ(cache.size(), 2U);
  EXPECT_EQ(cache.find("now", "b"), nullptr);
  EXPECT_NE(cache.find("now", "a"), nullptr);
  EXPECT_EQ(cache.find("later", "a"), nullptr);
  EXPECT_EQ(cache.size(), 0U);
}

TEST_F(Endpoints, series_that_are_not_there_are_404) {
  for (const std::string target : {"/api/v1/series?pids=zzzzzzzzzz", "/api/v1/series?rows=0&tile=nowhere",
                                   "/api/v1/series?pids=166ax5Ofja&tile=nowhere"})
    EXPECT_EQ(get(target).status, 404) << target;
  EXPECT_EQ(get("/api/v1/series?rows=400&tile=" + kDescending).status, 404);
}

TEST_F(Endpoints, info_counts_what_the_store_holds) {
  const json info = json::parse(get("/get_info").body);
  EXPECT_EQ(info["points"], 1040);
  ASSERT_EQ(info["tiles"].size(), 4U);
  EXPECT_EQ(info["tiles"][0]["stem"], kDescending);
  EXPECT_EQ(info["tiles"][0]["points"], 400);
  EXPECT_EQ(info["tiles"][0]["level"], "L2b");
  EXPECT_EQ(info["tiles"][3]["component"], "U");
  EXPECT_EQ(info["tiles"][3]["acquisitions"], 7);
  EXPECT_EQ(info["dates"], json({{"first", "2020-01-03"}, {"last", "2020-03-14"}}));
  EXPECT_LT(info["bbox"]["min_lat"], -0.05);
  EXPECT_GT(info["bbox"]["max_lat"], 38.7);
  EXPECT_EQ(info["has_classes"], true);
  EXPECT_EQ(info["has_clusters"], true);
  EXPECT_EQ(info["has_subclusters"], true);
  EXPECT_EQ(info["clusters"], 2);
  EXPECT_EQ(info["class_counts"]["linear"], 1);
  // Of the rows 1 to 399 of the classified tile every tenth is left without a class.
  EXPECT_EQ(info["unclassified"], 39 + 400 + 2 * 120);
  EXPECT_EQ(info["class_counts"]["stable"].get<int>() + info["class_counts"]["accel"].get<int>(), 360);
  EXPECT_LE(info["velocity_range"]["max"], 7.0);
  EXPECT_EQ(info["store_changed"], false);
}

TEST_F(Endpoints, clusters_are_geojson_and_can_be_asked_by_window) {
  const auto response = get("/get_clusters");
  EXPECT_EQ(response.headers.at("content-type"), "application/geo+json");
  const json all = json::parse(response.body);
  EXPECT_EQ(all["type"], "FeatureCollection");
  ASSERT_EQ(all["features"].size(), 2U);
  EXPECT_EQ(all["features"][0]["type"], "Feature");
  EXPECT_EQ(all["features"][0]["properties"]["cluster_id"], "CL_0001");
  EXPECT_EQ(all["features"][0]["properties"]["n_points"], 20);
  EXPECT_THAT(all["features"][0]["geometry"]["type"], testing::AnyOf("Polygon", "MultiPolygon"));
  const json south = json::parse(get("/get_clusters?max_lat=0").body);
  ASSERT_EQ(south["features"].size(), 1U);
  EXPECT_EQ(south["features"][0]["properties"]["cluster_id"], "CL_0002");
  EXPECT_EQ(json::parse(get("/get_clusters?min_lat=60").body)["features"].size(), 0U);
  const json parts = json::parse(get("/get_subclusters").body);
  EXPECT_EQ(parts["features"][0]["properties"]["subcluster_id"], "CL_0001_SUB_001");
}

TEST_F(Endpoints, a_wrong_parameter_is_400_with_a_code_and_a_message_that_names_it) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"/get_points?zoom=31", "zoom"},
      {"/get_points?zoom=-1", "zoom"},
      {"/get_points?zoom=5.5", "zoom"},
      {"/get_points?min_lat=91", "min_lat"},
      {"/get_points?max_lat=-90.1", "max_lat"},
      {"/get_points?min_lon=nan", "min_lon"},
      {"/get_points?max_lon=inf", "max_lon"},
      {"/get_points?thresh=-1", "thresh"},
      {"/get_points?min_coh=1.01", "min_coh"},
      {"/get_points?asc=maybe", "asc"},
      {"/get_points?desc=", "desc"},
      {"/get_points?max_pts=0", "max_pts"},
      {"/get_points?max_pts=1000001", "max_pts"},
      {"/get_points?zoom=1&zoom=1", "zoom"},
      {"/get_points?zooom=1", "zoom"},
      {"/get_points?min_lat=2&max_lat=1", "min_lat"},
      {"/api/v1/points?min_lon=2&max_lon=1", "min_lon"},
      {"/api/v1/points?pid=x", "pid"},
      {"/api/v1/points?classes=fast", "fast"},
      {"/api/v1/points?classes=", "classes"},
      {"/api/v1/points?flags=jumpy,,periodic", "flags"},
      {"/api/v1/points?products=V", "products"},
      {"/api/v1/points?thresh=3&max_speed=2", "max_speed"},
      {"/api/v1/points?min_vel=3&max_vel=2", "max_vel"},
      {"/api/v1/points?max_coh=2", "max_coh"},
      {"/api/v1/points?min_height=nan", "min_height"},
      {"/get_points?classes=accel", "classes"},
      {"/api/v1/series", "pids"},
      {"/api/v1/series?pids=1000000000&rows=1", "rows"},
      {"/api/v1/series?pids=1000000000,", "pids"},
      {"/api/v1/series?rows=1", "tile"},
      {"/api/v1/series?rows=-1&tile=x", "rows"},
      {"/api/v1/series?rows=99999999999&tile=x", "rows"},
      {"/api/v1/series?pids=1000000000&fit=cubic", "fit"},
      {"/api/v1/series?pids=1000000000&from=2020-13-01", "from"},
      {"/api/v1/series?pids=1000000000&from=2021-01-01&to=2020-01-01", "from"},
      {"/get_clusters?zoom=1", "zoom"},
      {"/api/v1/selection?polygon=1,2,3,4", "polygon"},
      {"/api/v1/selection?polygon=1,2,3,4,5", "polygon"},
      {"/api/v1/selection?polygon=1,2,3,4,5,", "polygon"},
      {"/api/v1/selection?polygon=1,2,3,4,5,91", "polygon"},
      {"/api/v1/selection?polygon=1,2,3,4,5,nan", "polygon"},
      {"/api/v1/selection?circle=1,2", "circle"},
      {"/api/v1/selection?circle=1,2,0", "circle"},
      {"/api/v1/selection?circle=1,2,-5", "circle"},
      {"/api/v1/selection?circle=1,2,1e7", "circle"},
      {"/api/v1/selection?circle=1,2,3&polygon=1,2,3,4,5,6", "polygon"},
      {"/api/v1/selection?series=2", "series"},
      {"/api/v1/selection?fit=cubic", "fit"},
      {"/api/v1/profile", "line"},
      {"/api/v1/profile?line=1,2", "line"},
      {"/api/v1/profile?line=1,2,1,2", "line"},
      {"/api/v1/profile?line=1,2,100,60", "line"},
      {"/api/v1/profile?line=1,2,3,4&width_m=0", "width_m"},
      {"/api/v1/profile?line=1,2,3,4&bins=0", "bins"},
      {"/api/v1/profile?line=1,2,3,4&bins=1001", "bins"},
      {"/api/v1/window_velocity?from=yesterday", "from"},
      {"/api/v1/window_velocity?max_pts=50001", "max_pts"},
      {"/api/v1/displacements?frames=1", "frames"},
      {"/api/v1/displacements?frames=121", "frames"},
      {"/api/v1/displacements?from=2020-01-03&to=2020-01-05&frames=4", "frames"},
      {"/api/v1/displacements?max_pts=20001", "max_pts"},
      {"/api/v1/values", "columns"},
      {"/api/v1/values?columns=", "columns"},
      {"/api/v1/values?columns=pid", "columns"},
      {"/api/v1/values?columns=rmse,rmse", "columns"},
      {"/api/v1/clusters?zoom=31", "zoom"},
      {"/api/v1/clusters?min_points=-1", "min_points"},
      {"/api/v1/subclusters?min_speed=-1", "min_speed"},
      {"/api/v1/cluster_series", "cluster"},
      {"/api/v1/cluster_series?cluster=", "cluster"},
      {"/api/v1/legends?x=1", "x"},
      {"/get_subclusters?min_lat=x", "min_lat"},
      {"/get_info?x=1", "x"},
      {"/health?x=1", "x"},
      {"/get_points?thresh=%zz", "%zz"}};
  for (const auto& [target, name] : cases) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 400) << target;
    const json error = json::parse(response.body).at("error");
    EXPECT_EQ(error.at("code"), "usage");
    EXPECT_THAT(error.at("message").get<std::string>(), HasSubstr(name)) << target;
  }
}

// ---- assets

TEST_F(Endpoints, assets_are_sent_compressed_only_to_those_who_accept_it) {
  const auto plain = get("/");
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.body, kHelloText);
  EXPECT_EQ(plain.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(plain.headers.count("content-encoding"), 0U);
  EXPECT_EQ(plain.headers.at("vary"), "Accept-Encoding");
  const auto compressed = get("/index.html", "Accept-Encoding: br, gzip\r\n");
  EXPECT_EQ(compressed.headers.at("content-encoding"), "gzip");
  EXPECT_THAT(compressed.body, StartsWith("\x1f\x8b"));
  EXPECT_EQ(get("/assets/app.js").headers.at("content-type"), "text/javascript; charset=utf-8");
}

TEST_F(Endpoints, a_client_with_the_current_asset_is_told_so) {
  const std::string etag = get("/").headers.at("etag");
  const auto unchanged = get("/", "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(unchanged.status, 304);
  EXPECT_THAT(unchanged.body, IsEmpty());
  EXPECT_EQ(unchanged.headers.at("etag"), etag);
  EXPECT_EQ(get("/", "If-None-Match: \"other\"\r\n").status, 200);
}

TEST_F(Endpoints, nothing_that_is_not_a_name_of_an_endpoint_or_asset_is_found) {
  for (const std::string target :
       {"/../plumbline.json", "/%2e%2e/plumbline.json", "/..%2f..%2fetc/passwd", "/assets/../index.html",
        "//index.html", "/index.html/", "/index.htm", "/index.html%00", "/assets/", "/get_points/",
        "/GET_POINTS", "/api/v1/", "/%2Fetc%2Fpasswd", "/....//....//etc/passwd", "/assets/..\\..\\x",
        "/plumbline.json", "/processed/EGMS_L2b_022_0845_IW2_VV_2020_2024_1_meta.parquet",
        "http://localhost/index.html", "*"}) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 404) << target;
    EXPECT_EQ(json::parse(response.body)["error"]["code"], "not_found") << target;
  }
}

TEST_F(Endpoints, every_answer_forbids_sniffing_framing_and_foreign_scripts_and_allows_no_other_origin) {
  for (const std::string target : {"/", "/get_info", "/nothing", "/get_points?zoom=x"}) {
    const auto response = get(target, "Origin: http://elsewhere.example\r\n");
    EXPECT_EQ(response.headers.at("x-content-type-options"), "nosniff");
    EXPECT_THAT(response.headers.at("content-security-policy"), StartsWith("default-src 'self';"));
    EXPECT_THAT(response.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(response.headers.count("access-control-allow-origin"), 0U);
    EXPECT_EQ(response.headers.count("cache-control"), 1U);
  }
}

// ---- stores of other shapes

TEST(StoreToServe, an_empty_store_is_served) {
  const TempFolder folder;

  const RunningServer server(folder.path());
  EXPECT_EQ(http_get(server.port(), "/get_points?zoom=3").body, "[]");
  const json info = json::parse(http_get(server.port(), "/get_info").body);
  EXPECT_EQ(info["points"], 0);
  EXPECT_TRUE(info["bbox"].is_null());
  EXPECT_TRUE(info["dates"].is_null());
  EXPECT_TRUE(info["velocity_range"].is_null());
  EXPECT_EQ(info["has_classes"], false);
  EXPECT_EQ(info["has_clusters"], false);
  EXPECT_EQ(http_get(server.port(), "/get_clusters").body, R"({"type":"FeatureCollection","features":[]})");
  EXPECT_EQ(http_get(server.port(), "/get_subclusters").status, 200);
  EXPECT_EQ(http_get(server.port(), "/get_timeseries?pid=166ax5Ofja").status, 404);
}

TEST(StoreToServe, a_store_rewritten_by_another_process_is_still_answered_from_and_reported) {
  const TempFolder folder;
  make_served_store(folder.path());
  const RunningServer server(folder.path());
  const std::string before = http_get(server.port(), "/get_points?zoom=9").body;
  auto writer = store::Store::open(folder.path());
  writer.replace_columns(kDescending, Table({{"class_2", std::vector<std::string>(400, "stable")}}),
                         {"classify", 2, "{}", "y"});
  EXPECT_EQ(json::parse(http_get(server.port(), "/get_info").body)["store_changed"], true);
  EXPECT_EQ(http_get(server.port(), "/get_points?zoom=9").body, before);
  const auto series = http_get(server.port(), "/get_timeseries?pid=166ax5Ofja");
  EXPECT_EQ(series.status, 200);
  EXPECT_EQ(json::parse(series.body)["metadata"]["class_2"], "stable");
}

TEST(StoreToServe, a_store_that_was_rewritten_is_shown_as_it_is_now_after_a_restart) {
  const TempFolder folder;
  make_served_store(folder.path());
  { const RunningServer first(folder.path()); }
  store::Store::open(folder.path())
      .replace_columns(kDescending, Table({{"mean_velocity", std::vector<float>(400, 99.0F)}}),
                       {"calibrate", 1, "{}", "y"});
  const RunningServer again(folder.path());
  EXPECT_EQ(http_get(again.port(), "/get_points?thresh=99").headers.at("x-total-count"), "400");
}

TEST(StoreToServe, a_damaged_index_is_refused_at_the_start) {
  const TempFolder folder;
  make_served_store(folder.path());
  { const RunningServer first(folder.path()); }
  std::string index = read_file(folder / "view/points.view");
  index[5000] = static_cast<char>(index[5000] ^ 1);
  write_file(folder / "view/points.view", index);
  try {
    const RunningServer again(folder.path());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_store);
    EXPECT_THAT(error.what(), HasSubstr("points.view"));
    EXPECT_THAT(error.what(), HasSubstr("index --overwrite"));
  }
}

TEST(StoreToServe, a_damaged_tile_is_refused_at_the_start) {
  const TempFolder folder;
  make_served_store(folder.path());
  write_file(folder / ("processed/" + kUp + "_meta.parquet"), "PAR1 is not enough");
  try {
    const RunningServer server(folder.path());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_store);
    EXPECT_THAT(error.what(), HasSubstr(kUp));
  }
}

TEST(StoreToServe, a_column_of_the_wrong_type_is_refused_at_the_start) {
  const TempFolder folder;
  make_served_store(folder.path());
  store::Store::open(folder.path())
      .replace_columns(kDescending, Table({{"class_1", std::vector<float>(400, 1.0F)}}),
                       {"classify", 9, "{}", "z"});
  try {
    const RunningServer server(folder.path());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_store);
    EXPECT_THAT(error.what(), HasSubstr("class_1"));
  }
}

}  // namespace
}  // namespace plumbline::test
