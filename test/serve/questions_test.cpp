// SPDX-License-Identifier: MIT
// The questions of /api/v1 about many points, against SQL over the store and against plain formulas.
#include <algorithm>
#include <array>
#include <cmath>
#include <future>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "serve/binary_body.h"
#include "serve/served_store_test.h"
#include "store/sql.h"

namespace plumbline::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int16_t kMissingTenths = -32768;

class Questions : public ServedStore {
 protected:
  static json ask(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 200) << target << response.body;
    return json::parse(response.body);
  }
  static BinaryBody columns(const std::string& target) {
    auto response = get(target);
    EXPECT_EQ(response.status, 200) << target << response.body;
    BinaryBody body(response.body);
    EXPECT_EQ(response.headers.at("x-rendered-count"), std::to_string(body.count));
    EXPECT_EQ(response.headers.at("x-total-count"), std::to_string(body.header["total"].get<int>()));
    return body;
  }
  /// The rows of an answer of SQL, NULL as NaN.
  static std::vector<std::vector<double>> numbers(const std::string& sql) {
    std::vector<std::vector<double>> rows;
    store::query(
        store(), sql, [](auto) {},
        [&](std::span<const store::QueryValue> values) {
          rows.emplace_back();
          for (const auto& value : values)
            rows.back().push_back(value.is_null ? std::nan("") : std::stod(std::string(value.text)));
        });
    return rows;
  }
  static store::PointSeries series_at(const BinaryBody& body, std::size_t i) {
    const std::string tile = body.header["tiles"][body.get<std::uint16_t>("tile", i)];
    return store().read_series_of_row(tile, body.get<std::uint32_t>("row", i))->first;
  }
};

void expect_number(const json& value, double expected, double tolerance, const std::string& what) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(value.is_null()) << what;
  } else {
    ASSERT_TRUE(value.is_number()) << what;
    EXPECT_NEAR(value.get<double>(), expected, tolerance) << what;
  }
}

// ---- selection

/// A square on its corner, and the same in SQL.
constexpr std::string_view kDiamond = "polygon=13.17,38.67,13.2,38.7,13.17,38.73,13.14,38.7";
constexpr std::string_view kInDiamond = "abs(longitude - 13.17) + abs(latitude - 38.7) < 0.03";

// Classes and velocities are those of the line of sight: points with an orbit.
TEST_F(Questions, a_selection_counts_what_sql_counts) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {std::string(kDiamond), std::string(kInDiamond)},
      {std::string(kDiamond) + "&min_coh=0.7&classes=accel,stable",
       fmt::format("{} AND temporal_coherence >= 0.7::FLOAT AND class_1 IN ('accel', 'stable')", kInDiamond)},
      {std::string(kDiamond) + "&max_lat=38.7", fmt::format("{} AND latitude <= 38.7", kInDiamond)},
      {"circle=13.17,38.7,3000&zoom=3&max_pts=1",
       "2 * 6371008.8 * asin(sqrt(pow(sin(radians(latitude - 38.7) / 2), 2) + cos(radians(38.7)) * "
       "cos(radians(latitude)) * pow(sin(radians(longitude - 13.17) / 2), 2))) <= 3000"},
      {"thresh=2", "abs(mean_velocity) >= 2"},
      {"min_lat=70", "latitude >= 70"},
  };
  for (const auto& [parameters, condition] : cases) {
    for (const std::string series : {"&series=0", "&series=1"}) {
      const json selection = ask("/api/v1/selection?" + parameters + series);
      const auto expected = numbers(
          "SELECT count(*), min(longitude), min(latitude), max(longitude), max(latitude), "
          "count(*) FILTER (class_1 = 'accel' AND orbit IS NOT NULL), count(*) FILTER (orbit IS NOT NULL), "
          "count(mean_velocity) FILTER (orbit IS NOT NULL) FROM all_metadata WHERE " +
          condition)[0];
      EXPECT_EQ(selection["count"], expected[0]) << parameters;
      double in_bins = 0, accel = 0, classified = 0, in_groups = 0;
      for (const json& count : selection["histogram"]["counts"]) in_bins += count.get<double>();
      for (const json& kind : selection["classes"]) {
        classified += kind["count"].get<double>();
        if (kind["class"] == "accel") accel += kind["count"].get<double>();
        EXPECT_NEAR(kind["share"].get<double>(), kind["count"].get<double>() / expected[6], 1e-6);
      }
      for (const json& group : selection["groups"]) in_groups += group["count"].get<double>();
      EXPECT_EQ(in_bins, expected[7]);
      EXPECT_EQ(accel, expected[5]);
      EXPECT_EQ(classified, expected[6]);
      EXPECT_EQ(in_groups, expected[0]);
      EXPECT_EQ(selection["series_points"], series == "&series=0" ? 0 : expected[0]);
      for (std::size_t i = 0; i < 4 && expected[0] > 0; ++i)
        EXPECT_DOUBLE_EQ(selection["extent"][i].get<double>(), expected[1 + i]);
      EXPECT_EQ(selection["extent"].is_null(), expected[0] == 0);
    }
  }
}

TEST_F(Questions, the_groups_of_a_selection_have_the_means_of_sql) {
  const json groups = ask("/api/v1/selection?" + std::string(kDiamond))["groups"];
  ASSERT_EQ(groups.size(), 3U);
  const std::array<std::string, 3> tiles{kDescending, kEast, kUp};
  EXPECT_EQ(groups[0]["product"], "LOS");
  EXPECT_EQ(groups[0]["orbit"], "D");
  EXPECT_EQ(groups[0]["track"], 22);
  EXPECT_EQ(groups[2]["product"], "U");
  EXPECT_TRUE(groups[2]["orbit"].is_null());
  EXPECT_TRUE(groups[2]["track"].is_null());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::string from =
        fmt::format("FROM all_metadata JOIN all_timeseries USING (tile, pid) WHERE tile = '{}' AND {}",
                    tiles[g], kInDiamond);
    EXPECT_EQ(groups[g]["dates"].size(), 7U);
    for (std::size_t i = 0; i < 7; ++i) {
      std::string date = groups[g]["dates"][i];
      std::erase(date, '-');
      const auto expected = numbers(
          fmt::format("SELECT avg(\"{0}\"), stddev_samp(\"{0}\"), count(\"{0}\") {1}", date, from))[0];
      expect_number(groups[g]["mean_mm"][i], expected[0], 0.00051, date);
      expect_number(groups[g]["std_mm"][i], expected[1], 0.00051, date);
      EXPECT_EQ(groups[g]["values"][i], expected[2]);
    }
    const auto expected = numbers(
        "SELECT avg(mean_velocity), stddev_samp(mean_velocity), median(mean_velocity), "
        "min(mean_velocity), max(mean_velocity) " +
        from)[0];
    const json& velocity = groups[g]["velocity_mm_per_year"];
    expect_number(velocity["mean"], expected[0], 1e-5, "mean");
    expect_number(velocity["std"], expected[1], 1e-5, "std");
    expect_number(velocity["median"], expected[2], 1e-5, "median");
    expect_number(velocity["min"], expected[3], 1e-5, "min");
    expect_number(velocity["max"], expected[4], 1e-5, "max");
  }
}

TEST_F(Questions, a_selection_of_a_window_of_time_has_its_dates_alone) {
  const json groups = ask("/api/v1/selection?products=U&from=2020-01-09&to=2020-01-21")["groups"];
  EXPECT_EQ(groups[0]["dates"], json({"2020-01-09", "2020-01-15", "2020-01-21"}));
  EXPECT_TRUE(groups[0]["fit"].is_null());  // three values are too few
}

// ---- columns for the points of the map

TEST_F(Questions, columns_speak_of_the_points_of_the_map_in_their_order) {
  for (const std::string query : {"?zoom=9&thresh=0.5", "?asc=0&min_coh=0.7", "?max_pts=7", "?min_lat=70"}) {
    const BinaryBody points = columns("/api/v1/points" + query);
    for (const std::string& path : {"window_velocity" + query, "displacements" + query + "&frames=3",
                                    "values" + query + "&columns=rmse"}) {
      const BinaryBody answer = columns("/api/v1/" + path);
      EXPECT_EQ(answer.count, points.count) << path;
      EXPECT_EQ(answer.header["total"], points.header["total"]);
      EXPECT_EQ(answer.column<std::uint32_t>("row"), points.column<std::uint32_t>("row")) << path;
      EXPECT_EQ(answer.column<std::uint16_t>("tile"), points.column<std::uint16_t>("tile")) << path;
    }
  }
}

/// Slope and its deviation by their formulas.
std::pair<double, double> line_of(const store::PointSeries& series, Date from, Date to) {
  std::vector<std::pair<double, double>> values;
  for (std::size_t i = 0; i < series.axis.size(); ++i) {
    if (series.axis.date(i) < from || series.axis.date(i) > to || std::isnan(series.values_mm[i])) continue;
    values.emplace_back(series.axis.years(i), series.values_mm[i]);
  }
  const auto n = static_cast<double>(values.size());
  if (n < 3) return {std::nan(""), std::nan("")};
  double mean_t = 0, mean_y = 0, tt = 0, ty = 0, residual = 0;
  for (const auto& [t, y] : values) mean_t += t / n, mean_y += y / n;
  for (const auto& [t, y] : values) tt += (t - mean_t) * (t - mean_t), ty += (t - mean_t) * (y - mean_y);
  for (const auto& [t, y] : values) residual += std::pow(y - mean_y - ty / tt * (t - mean_t), 2);
  return {ty / tt, std::sqrt(residual / (n - 2) / tt)};
}

TEST_F(Questions, the_velocity_of_a_window_is_that_of_a_line_through_its_values) {
  const std::vector<std::pair<std::string, std::pair<std::string, std::string>>> windows{
      {"?", {"2000-01-01", "2100-01-01"}},
      {"?from=2020-01-09", {"2020-01-09", "2100-01-01"}},
      {"?from=2020-01-04&to=2020-01-27", {"2020-01-04", "2020-01-27"}},
      {"?to=2020-01-09", {"2000-01-01", "2020-01-09"}}};
  for (const auto& [query, window] : windows) {
    const BinaryBody answer = columns("/api/v1/window_velocity" + query);
    ASSERT_EQ(answer.count, 1040U);
    for (std::size_t i = 0; i < answer.count; i += i == 0 ? 1 : 53) {
      const auto [velocity, deviation] = line_of(series_at(answer, i), Date::from_text(window.first).value(),
                                                 Date::from_text(window.second).value());
      if (std::isnan(velocity)) {
        EXPECT_TRUE(std::isnan(answer.get<float>("velocity", i))) << query << i;
        EXPECT_TRUE(std::isnan(answer.get<float>("velocity_std", i)));
      } else {
        EXPECT_NEAR(answer.get<float>("velocity", i), velocity, 1e-4 * (1 + std::abs(velocity)))
            << query << i;
        EXPECT_NEAR(answer.get<float>("velocity_std", i), deviation, 1e-4 * (1 + deviation));
      }
    }
  }
}

TEST_F(Questions, frames_hold_tenths_of_a_millimetre_since_the_first) {
  // The known series: -1.6, -0.0, missing, 0.6, 1.0 every six days.
  const BinaryBody answer =
      columns("/api/v1/displacements?from=2020-01-03&to=2020-01-27&frames=5&min_coh=0.86&asc=0");
  ASSERT_EQ(answer.count, 1U);
  EXPECT_EQ(answer.header["dates"],
            json({"2020-01-03", "2020-01-09", "2020-01-15", "2020-01-21", "2020-01-27"}));
  std::vector<int> frames;
  for (int i = 0; i < 5; ++i) frames.push_back(answer.get<std::int16_t>(fmt::format("frame_{}", i), 0));
  EXPECT_THAT(frames, ElementsAre(0, 16, 19, 22, 26));
}

TEST_F(Questions, frames_lie_between_acquisitions_and_never_beyond_them) {
  const BinaryBody answer = columns("/api/v1/displacements?from=2019-12-28&to=2020-03-20&frames=84");
  ASSERT_EQ(answer.count, 1040U);
  for (std::size_t i = 0; i < answer.count; i += i == 0 ? 1 : 101) {
    const store::PointSeries series = series_at(answer, i);
    std::optional<double> first;
    for (std::size_t frame = 0; frame < 84; ++frame) {
      const Date date = Date::from_text(answer.header["dates"][frame].get<std::string>()).value();
      double value = std::nan("");
      std::optional<std::size_t> before;
      for (std::size_t k = 0; k < series.axis.size(); ++k) {
        if (std::isnan(series.values_mm[k])) continue;
        const Date here = series.axis.date(k);
        if (here == date) value = series.values_mm[k];
        if (before && series.axis.date(*before) < date && date < here) {
          const double share = days_between(series.axis.date(*before), date) /
                               static_cast<double>(days_between(series.axis.date(*before), here));
          value = series.values_mm[*before] * (1 - share) + series.values_mm[k] * share;
        }
        before = k;
      }
      const auto tenths = answer.get<std::int16_t>(fmt::format("frame_{}", frame), i);
      ASSERT_EQ(tenths == kMissingTenths, std::isnan(value)) << i << ' ' << frame;
      if (std::isnan(value)) continue;
      if (!first) first = value;
      EXPECT_NEAR(tenths, (value - *first) * 10, 0.51);
    }
  }
}

TEST_F(Questions, frames_without_dates_span_what_all_tiles_have) {
  const BinaryBody answer = columns("/api/v1/displacements?frames=2");
  EXPECT_EQ(answer.header["dates"], json({"2020-01-03", "2020-03-14"}));
  const BinaryBody none = columns("/api/v1/displacements?min_lat=70");
  EXPECT_EQ(none.count, 0U);
  EXPECT_FALSE(none.header.contains("dates"));
}

TEST(QuestionsToOtherStores, values_are_the_columns_of_the_store) {
  const TempFolder folder;
  make_served_store(folder.path());
  std::vector<float> acceleration;
  std::vector<std::int32_t> gaps;
  for (int i = 0; i < 400; ++i) {
    acceleration.push_back(i % 7 == 0 ? std::nanf("") : static_cast<float>(i) / 10.0F);
    gaps.push_back(i % 5 == 0 ? kMissingInt32 : i);
  }
  store::Store::open(folder.path())
      .replace_columns(kDescending, Table({{"acceleration", acceleration}, {"max_gap_days", gaps}}),
                       {"calibrate", 1, "{}", "y"});
  const RunningServer server(folder.path());
  const BinaryBody answer(
      http_get(server.port(), "/api/v1/values?columns=max_gap_days,acceleration&zoom=10").body);
  EXPECT_GT(answer.count, 100U);
  EXPECT_EQ(answer.header["columns"][2]["name"], "max_gap_days");
  std::size_t seen = 0;
  for (std::size_t i = 0; i < answer.count; ++i) {
    const auto row = answer.get<std::uint32_t>("row", i);
    const auto a = answer.get<float>("acceleration", i), gap = answer.get<float>("max_gap_days", i);
    if (answer.header["tiles"][answer.get<std::uint16_t>("tile", i)] != kDescending) {
      EXPECT_TRUE(std::isnan(a) && std::isnan(gap));
      continue;
    }
    ++seen;
    EXPECT_EQ(std::isnan(a), row % 7 == 0);
    EXPECT_EQ(std::isnan(gap), row % 5 == 0);
    if (row % 7 != 0) {
      EXPECT_EQ(a, static_cast<float>(row) / 10.0F);
    }
    if (row % 5 != 0) {
      EXPECT_EQ(gap, static_cast<float>(row));
    }
  }
  EXPECT_GT(seen, 50U);
}

TEST(QuestionsToOtherStores, a_tile_ingested_again_is_not_mixed_with_the_map_of_the_old_one) {
  const TempFolder folder;
  make_served_store(folder.path());
  const RunningServer server(folder.path());
  auto writer = store::Store::open(folder.path());
  const store::TileRecord tile = *writer.find_tile(kUp);
  writer.put_tile(tile, tile.axis,
                  Table({{"pid", std::vector<std::string>{"1000000000"}},
                         {"latitude", std::vector<double>{1}},
                         {"longitude", std::vector<double>{2}},
                         {"mean_velocity", std::vector<float>{1}}}),
                  [](std::size_t, SeriesBlock& block) {
                    for (std::size_t i = 0; i < block.acquisitions(); ++i) block.acquisition(i)[0] = 1;
                  },
                  {"ingest", 1, "{}", "again"});
  for (const std::string path :
       {"window_velocity", "displacements", "values?columns=rmse", "selection", "export?format=csv"}) {
    const auto response = http_get(server.port(), "/api/v1/" + path);
    EXPECT_EQ(response.status, 404) << path;
    EXPECT_THAT(response.body, HasSubstr("Restart the server"));
  }
  EXPECT_EQ(http_get(server.port(), "/api/v1/window_velocity?products=LOS").status, 200);
  EXPECT_EQ(http_get(server.port(), "/api/v1/selection?series=0").status, 200);
}

TEST(QuestionsToOtherStores, an_empty_store_has_empty_answers) {
  const TempFolder folder;
  const RunningServer server(folder.path());
  const auto ask = [&](const std::string& path) { return http_get(server.port(), "/api/v1/" + path); };
  EXPECT_EQ(json::parse(ask("selection").body)["count"], 0);
  EXPECT_EQ(json::parse(ask("profile?line=1,2,3,4&series=1").body)["points"].size(), 0U);
  EXPECT_EQ(BinaryBody(ask("window_velocity").body).count, 0U);
  EXPECT_EQ(BinaryBody(ask("displacements").body).count, 0U);
  EXPECT_EQ(BinaryBody(ask("values?columns=rmse").body).count, 0U);
  EXPECT_EQ(json::parse(ask("clusters").body)["features"].size(), 0U);
  EXPECT_EQ(ask("cluster_series?cluster=CL_0001").status, 404);
}

TEST(QuestionsToOtherStores, an_answer_that_takes_too_long_is_503_with_advice) {
  const TempFolder folder;
  make_served_store(folder.path());
  const RunningServer server(folder.path(), {.longest_answer = std::chrono::milliseconds(0)});
  for (const std::string path : {"selection", "profile?line=13,38,14,39&width_m=50000", "window_velocity",
                                 "displacements", "values?columns=rmse"}) {
    const auto response = http_get(server.port(), "/api/v1/" + path);
    EXPECT_EQ(response.status, 503) << path;
    EXPECT_EQ(response.headers.at("retry-after"), "5");
    EXPECT_THAT(response.body, HasSubstr("smaller area"));
  }
  EXPECT_EQ(http_get(server.port(), "/api/v1/points").status, 200);
}

// ---- profile

TEST_F(Questions, a_profile_has_the_points_beside_its_line) {
  // Along a meridian, where distances have simple formulas.
  const std::string distance =
      "6371008.8 * atan2(sin(radians(latitude)), cos(radians(latitude)) * "
      "cos(radians(longitude - 13.17))) - 6371008.8 * radians(38.65)";
  const std::string offset = "6371008.8 * asin(cos(radians(latitude)) * sin(radians(longitude - 13.17)))";
  const std::string from = fmt::format(
      "FROM (SELECT *, {} AS along, {} AS beside FROM all_metadata) WHERE along BETWEEN 0 AND 11119.508 AND "
      "abs(beside) <= 500 AND tile NOT LIKE '%_U_%'",
      distance, offset);
  const json profile = ask("/api/v1/profile?line=13.17,38.65,13.17,38.75&width_m=1000&bins=7&products=LOS,E");
  EXPECT_NEAR(profile["length_m"].get<double>(), 11119.508, 0.01);
  const auto expected = numbers("SELECT along, beside, mean_velocity " + from + " ORDER BY along");
  ASSERT_GT(expected.size(), 30U);
  EXPECT_EQ(profile["count"], expected.size());
  ASSERT_EQ(profile["points"].size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const json& point = profile["points"][i];
    EXPECT_NEAR(point["distance_m"].get<double>(), expected[i][0], 0.011);
    EXPECT_NEAR(point["offset_m"].get<double>(), expected[i][1], 0.011);
    expect_number(point["velocity"], expected[i][2], 1e-5, "velocity");
  }
  ASSERT_EQ(profile["bins"].size(), 7U);
  for (std::size_t bin = 0; bin < 7; ++bin) {
    const auto figures =
        numbers(fmt::format("SELECT count(*), avg(mean_velocity), stddev_samp(mean_velocity) {} AND "
                            "least(6, floor(along / (11119.508 / 7))) = {}",
                            from, bin))[0];
    EXPECT_EQ(profile["bins"][bin]["count"], figures[0]);
    expect_number(profile["bins"][bin]["mean_velocity"], figures[1], 1e-4, "mean");
    expect_number(profile["bins"][bin]["std_velocity"], figures[2], 1e-4, "std");
  }
  EXPECT_FALSE(profile.contains("series"));
}

std::vector<double> years_of(const TimeAxis& axis) { return {axis.years().begin(), axis.years().end()}; }

/// The value at date i; where it is missing, that of the straight line between its neighbours; NaN at either
/// end.
double on_straight_lines(const std::vector<float>& values_mm, const std::vector<double>& years,
                         std::size_t i) {
  std::size_t before = i, after = i;
  while (before > 0 && std::isnan(values_mm[before])) --before;
  while (after + 1 < values_mm.size() && std::isnan(values_mm[after])) ++after;
  const double from_mm = values_mm[before], to_mm = values_mm[after];
  if (before == after) return from_mm;
  return from_mm + (to_mm - from_mm) * (years[i] - years[before]) / (years[after] - years[before]);
}

TEST_F(Questions, the_series_of_a_profile_are_means_of_bins_since_the_first_date) {
  const std::string target =
      "/api/v1/profile?line=13.17,38.65,13.17,38.75&width_m=4000&bins=3&products=U&series=1";
  const json profile = ask(target);
  const std::vector<double> years = years_of(store().find_tile(kUp)->axis);
  EXPECT_EQ(profile["series"]["dates"].size(), 7U);
  for (std::size_t date = 0; date < 7; ++date) {
    ASSERT_EQ(profile["series"]["mean_mm"][date].size(), 3U);
    for (std::size_t bin = 0; bin < 3; ++bin) {
      double sum = 0, count = 0;
      for (const json& point : profile["points"]) {
        if (std::min(2.0, std::floor(point["distance_m"].get<double>() /
                                     (profile["length_m"].get<double>() / 3))) != static_cast<double>(bin))
          continue;
        const auto series = store().read_series_of_row(kUp, point["row"].get<std::size_t>())->first;
        const double value_mm = on_straight_lines(series.values_mm, years, date);
        if (std::isnan(series.values_mm[0]) || std::isnan(value_mm)) continue;
        sum += value_mm - static_cast<double>(series.values_mm[0]);
        ++count;
      }
      expect_number(profile["series"]["mean_mm"][date][bin], count == 0 ? std::nan("") : sum / count, 0.00051,
                    target);
    }
  }
}

// ---- clusters and legends

TEST_F(Questions, clusters_can_be_asked_by_size_and_speed) {
  const auto ids = [](const json& collection) {
    std::vector<std::string> found;
    for (const json& feature : collection["features"]) found.push_back(feature["properties"]["cluster_id"]);
    return found;
  };
  EXPECT_THAT(ids(ask("/api/v1/clusters?zoom=5")), ElementsAre("CL_0001", "CL_0002"));
  EXPECT_THAT(ids(ask("/api/v1/clusters?min_points=11")), ElementsAre("CL_0001"));
  EXPECT_THAT(ids(ask("/api/v1/clusters?min_points=10&max_lat=0")), ElementsAre("CL_0002"));
  EXPECT_THAT(ids(ask("/api/v1/clusters?min_speed=7.5")), ElementsAre("CL_0001"));
  EXPECT_THAT(ids(ask("/api/v1/clusters?min_speed=7.6")), ElementsAre());
  const json near = ask("/api/v1/clusters?min_points=11")["features"][0];
  EXPECT_EQ(near["geometry"]["type"], "MultiPolygon");
  EXPECT_EQ(near["geometry"]["coordinates"][0][0].size(), 5U);
  EXPECT_EQ(near["properties"], ask("/get_clusters")["features"][0]["properties"]);
  EXPECT_EQ(
      ask("/api/v1/clusters?zoom=3&min_points=11")["features"][0]["geometry"]["coordinates"][0][0].size(),
      4U);
  EXPECT_EQ(ask("/api/v1/subclusters")["features"].size(), 1U);
  EXPECT_EQ(ask("/api/v1/subclusters?min_points=1")["features"].size(), 0U);  // it does not say how many
}

TEST_F(Questions, the_series_of_a_cluster_come_track_by_track) {
  EXPECT_EQ(ask("/api/v1/cluster_series?cluster=CL_0001"), json::parse(R"({"cluster": "CL_0001", "groups": [
      {"product": "LOS", "orbit": "D", "track": 22, "dates": ["2020-01-03", "2020-01-09"],
       "mean_mm": [-1.25, -2.0], "std_mm": [0.5, null], "points": [20, 1]},
      {"product": "LOS", "orbit": "A", "track": 117, "dates": ["2020-01-03"], "mean_mm": [null],
       "std_mm": [null], "points": [0]}]})"));
  const json second = ask("/api/v1/cluster_series?cluster=CL_0002")["groups"];
  ASSERT_EQ(second.size(), 1U);
  EXPECT_TRUE(second[0]["track"].is_null());
  EXPECT_TRUE(second[0]["orbit"].is_null());
  EXPECT_EQ(get("/api/v1/cluster_series?cluster=CL_0003").status, 404);
}

using Rgb = std::array<double, 3>;

double linear_light(double share) {
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

/// As somebody without red-sensitive or green-sensitive cones sees it (Machado, Oliveira and Fernandes 2009,
/// severity 1), in CIE Lab.
Rgb seen(const std::string& colour, const std::array<Rgb, 3>& deficiency) {
  Rgb light{}, rgb{};
  for (std::size_t i = 0; i < 3; ++i)
    light[i] = linear_light(std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0);
  for (std::size_t i = 0; i < 3; ++i)
    rgb[i] = std::max(
        0.0, deficiency[i][0] * light[0] + deficiency[i][1] * light[1] + deficiency[i][2] * light[2]);
  const double x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505;
  const double y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  const double z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089;
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

TEST_F(Questions, colours_that_are_said_to_be_safe_stay_apart_for_the_colour_blind) {
  constexpr std::array<Rgb, 3> kProtan{
      {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
  constexpr std::array<Rgb, 3> kDeutan{
      {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
  const json legends = ask("/api/v1/legends");
  for (const json& scale : legends["scales"]) {
    ASSERT_EQ(scale["colour_blind_safe"], true);
    const json& stops = scale["stops"];
    for (std::size_t a = 0; a < stops.size(); ++a) {
      if (a > 0) {
        EXPECT_LT(stops[a - 1][0].get<double>(), stops[a][0].get<double>());
      }
      for (std::size_t b = a + 2; b < stops.size(); ++b) {
        for (const auto& deficiency : {kProtan, kDeutan}) {
          const Rgb first = seen(stops[a][1], deficiency), second = seen(stops[b][1], deficiency);
          EXPECT_GT(std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]), 12)
              << scale["name"] << stops[a] << stops[b];
        }
      }
    }
  }
}

TEST_F(Questions, legends_name_every_class_and_flag) {
  const json legends = ask("/api/v1/legends");
  EXPECT_EQ(legends["classes"].size(), 8U);
  EXPECT_EQ(legends["classes"][3]["name"], "accel");
  EXPECT_EQ(legends["flags"][1]["name"], "jumpy");
  EXPECT_EQ(legends["not_significant"]["from"], -2.0);
  EXPECT_EQ(legends["not_significant"]["to"], 2.0);
}

// ---- side by side

TEST_F(Questions, many_questions_at_a_time_have_the_answers_of_one_at_a_time) {
  const std::vector<std::string> targets{"/api/v1/selection?" + std::string(kDiamond),
                                         "/api/v1/window_velocity?from=2020-01-09",
                                         "/api/v1/displacements?frames=9",
                                         "/api/v1/values?columns=rmse",
                                         "/api/v1/series?rows=1,2,3&tile=" + kUp,
                                         "/get_timeseries?pid=166ax5Ofja"};
  std::vector<std::string> expected;
  for (const std::string& target : targets) expected.push_back(get(target).body);
  std::vector<std::future<HttpResponse>> answers;
  for (std::size_t i = 0; i < 48; ++i)
    answers.push_back(std::async(std::launch::async, [&, i] { return get(targets[i % targets.size()]); }));
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const HttpResponse response = answers[i].get();
    if (response.status == 503) continue;  // sixteen long ones may wait
    EXPECT_EQ(response.body, expected[i % targets.size()]) << targets[i % targets.size()];
  }
}

}  // namespace
}  // namespace plumbline::test
