// SPDX-License-Identifier: MIT
// /get_points against the same question in SQL over the store, point for point.
#include <algorithm>
#include <array>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "serve/served_store_test.h"
#include "store/sql.h"

namespace plumbline::test {
namespace {

using nlohmann::json;

/// Parameters as a client writes them: SQL and server get the same text.
struct Question {
  std::string min_lat = "-90", max_lat = "90", min_lon = "-180", max_lon = "180";
  int zoom = 30;
  std::string thresh = "0", min_coh = "0";
  bool asc = true, desc = true;
  int max_pts = 200000;

  std::string target() const {
    return fmt::format(
        "/get_points?min_lat={}&max_lat={}&min_lon={}&max_lon={}&zoom={}&thresh={}&min_coh={}&asc={}&desc={}&"
        "max_pts={}",
        min_lat, max_lat, min_lon, max_lon, zoom, thresh, min_coh, asc, desc ? 1 : 0, max_pts);
  }

  std::string passing_sql() const {
    return fmt::format(
        "SELECT tile, pid, latitude, longitude, coalesce(temporal_coherence, -1) AS coherence FROM "
        "all_metadata "
        "WHERE latitude BETWEEN {} AND {} AND longitude BETWEEN {} AND {} AND coalesce(abs(mean_velocity), "
        "0) >= {} "
        "AND coalesce(temporal_coherence, 0) >= {} "
        "AND CASE orbit WHEN 'A' THEN {} WHEN 'D' THEN {} ELSE {} END",
        min_lat, max_lat, min_lon, max_lon, thresh, min_coh, asc, desc, asc && desc);
  }

  std::string shown_sql() const {
    constexpr std::array kCells{"4.0",  "2.0",  "1.0",   "0.5",   "0.25",  "0.12",
                                "0.06", "0.03", "0.015", "0.008", "0.004", "0.002"};
    const std::string order = "ORDER BY coherence DESC, pid, tile";
    const std::string one_a_cell =
        zoom >= 12 ? "SELECT * FROM passing"
                   : fmt::format(
                         "SELECT * FROM passing QUALIFY row_number() OVER (PARTITION BY "
                         "floor(latitude / {0}::DOUBLE), floor(longitude / {0}::DOUBLE) {1}) = 1",
                         kCells.at(static_cast<std::size_t>(zoom)), order);
    return fmt::format("WITH passing AS ({}), thinned AS ({}) SELECT tile, pid FROM thinned {} LIMIT {}",
                       passing_sql(), one_a_cell, order, max_pts);
  }
};

std::vector<std::string> rows_of(const store::Store& store, const std::string& sql) {
  std::vector<std::string> rows;
  store::query(
      store, sql, [](auto) {},
      [&](std::span<const store::QueryValue> values) {
        std::string row;
        for (const auto& value : values) row += std::string(value.text) + ' ';
        rows.push_back(row);
      });
  return rows;
}

class PointsAgainstSql : public ServedStore {
 protected:
  static void expect_the_answer_of_sql(const Question& question) {
    const auto response = get(question.target());
    ASSERT_EQ(response.status, 200) << question.target();
    std::vector<std::string> shown;
    for (const json& point : json::parse(response.body))
      shown.push_back(point["tile"].get<std::string>() + ' ' + point["pid"].get<std::string>() + ' ');
    std::sort(shown.begin(), shown.end());
    auto expected = rows_of(store(), question.shown_sql());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(shown, expected) << question.target();
    const auto total = rows_of(store(), "SELECT count(*) FROM (" + question.passing_sql() + ")").at(0);
    EXPECT_EQ(response.headers.at("x-total-count") + ' ', total) << question.target();
    EXPECT_EQ(response.headers.at("x-rendered-count"), std::to_string(expected.size())) << question.target();
  }
};

TEST_F(PointsAgainstSql, every_zoom_level_of_the_whole_store) {
  for (int zoom = 0; zoom <= 13; ++zoom) expect_the_answer_of_sql({.zoom = zoom});
}

TEST_F(PointsAgainstSql, thresholds_that_equal_stored_values) {
  for (const std::string thresh : {"0.1", "0.7", "2.5", "3.3", "5.9", "6.0", "0.70000001", "2.4999999"})
    expect_the_answer_of_sql({.zoom = 30, .thresh = thresh});
  for (const std::string min_coh : {"0.6", "0.65", "0.7", "0.75", "0.86", "0.9"})
    expect_the_answer_of_sql({.zoom = 11, .min_coh = min_coh});
}

TEST_F(PointsAgainstSql, random_windows_zooms_and_filters) {
  std::mt19937 random(845);
  std::uniform_int_distribution<int> millionths(-100000, 100000);
  std::uniform_int_distribution<int> choice(0, 19);
  std::size_t shown = 0;
  for (int i = 0; i < 60; ++i) {
    const bool north = choice(random) < 12;
    const auto latitudes = std::minmax({millionths(random), millionths(random)});
    const auto longitudes = std::minmax({millionths(random), millionths(random)});
    // Every other window has its edges on cell borders.
    const auto edge = [&](int offset, int centre) {
      return fmt::format("{:.6f}", (centre + (i % 2 == 0 ? offset / 2000 * 2000 : offset)) * 1e-6);
    };
    Question question{.min_lat = edge(latitudes.first, north ? 38'700'000 : 0),
                      .max_lat = edge(latitudes.second, north ? 38'700'000 : 0),
                      .min_lon = edge(longitudes.first, north ? 13'170'000 : 0),
                      .max_lon = edge(longitudes.second, north ? 13'170'000 : 0),
                      .zoom = choice(random)};
    if (choice(random) > 9) question.thresh = fmt::format("{}.{}", choice(random) / 5, choice(random) / 2);
    if (choice(random) > 9) question.min_coh = fmt::format("0.{:02}", 50 + 2 * choice(random));
    question.asc = choice(random) > 3;
    question.desc = choice(random) > 3;
    if (choice(random) > 13) question.max_pts = 1 + choice(random);
    expect_the_answer_of_sql(question);
    shown += std::stoul(get(question.target()).headers.at("x-rendered-count"));
  }
  EXPECT_GT(shown, 500U);  // the windows were not all empty
}

/// The filters that only /api/v1/points has, and what they mean in SQL.
TEST_F(PointsAgainstSql, every_filter_of_the_binary_points) {
  const std::string first = "SELECT count(*) FROM all_metadata WHERE ";
  const std::array<std::pair<std::string, std::string>, 14> cases{{
      {"max_speed=2.5", "coalesce(abs(mean_velocity), 0) <= 2.5::FLOAT"},
      {"thresh=1&max_speed=2.5", "coalesce(abs(mean_velocity), 0) BETWEEN 1 AND 2.5::FLOAT"},
      {"min_vel=-3.1", "coalesce(mean_velocity, 0) >= -3.1::FLOAT"},
      {"max_vel=-3.1", "coalesce(mean_velocity, 0) <= -3.1::FLOAT"},
      {"max_coh=0.65", "coalesce(temporal_coherence, 0) <= 0.65::FLOAT"},
      {"min_height=100&max_height=400.5", "height BETWEEN 100 AND 400.5::FLOAT"},
      {"classes=accel", "class_1 = 'accel'"},
      {"classes=linear,unclassified", "coalesce(class_1, 'none') IN ('linear', 'none')"},
      {"flags=noisy_trend", "coalesce(noisy_trend, false)"},
      {"not_flags=noisy_trend,jumpy", "NOT coalesce(noisy_trend, false) AND NOT coalesce(jumpy, false)"},
      {"products=U", "tile LIKE '%_U_%'"},
      {"products=E,LOS", "tile NOT LIKE '%_U_%'"},
      {"cluster=CL_0002", "cluster_id = 'CL_0002'"},
      {"cluster=CL_0002&classes=accel&min_vel=0&zoom=30",
       "cluster_id = 'CL_0002' AND class_1 = 'accel' AND coalesce(mean_velocity, 0) >= 0"},
  }};
  for (const auto& [parameters, condition] : cases) {
    const auto response = get("/api/v1/points?" + parameters);
    ASSERT_EQ(response.status, 200) << parameters;
    const std::string expected = rows_of(store(), first + condition).at(0);
    EXPECT_EQ(response.headers.at("x-total-count") + ' ', expected) << parameters;
    EXPECT_NE(expected, "0 ") << parameters;
  }
  EXPECT_EQ(get("/api/v1/points?cluster=CL_0099").headers.at("x-total-count"), "0");
}

}  // namespace
}  // namespace plumbline::test
