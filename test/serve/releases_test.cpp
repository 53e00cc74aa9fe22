// SPDX-License-Identifier: MIT
// A store that holds the same ground several times: two releases, two levels, an older sub-release.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "serve/http_client.h"
#include "serve/served_store.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string kPlace = "022_0845_IW2_VV";

/// Two points, whose velocity and displacements say which tile they are of.
void put(store::Store& store, const std::string& stem, Level level, const char* first_date,
         const char* last_date, float velocity, std::string second_pid = "166ax5Ofjb") {
  const TimeAxis axis({*Date::from_text(first_date), *Date::from_text(last_date)});
  const store::StageRecord ingest{"ingest", 1, "{}", stem};
  store.put_tile(
      {.stem = stem, .level = level, .source_file = stem + ".zip", .source_bytes = 1, .source_sha256 = stem},
      axis,
      Table({{"pid", std::vector<std::string>{"166ax5Ofja", std::move(second_pid)}},
             {"latitude", std::vector<double>{38.690708, 38.690723}},
             {"longitude", std::vector<double>{13.171103, 13.171006}},
             {"height", std::vector<float>{-46.6F, -43}},
             {"mean_velocity", std::vector<float>{velocity, velocity}},
             {"temporal_coherence", std::vector<float>{0.86F, 0.92F}},
             {"orbit", std::vector<std::string>{"D", "D"}}}),
      [&](std::size_t, SeriesBlock& block) {
        for (std::size_t i = 0; i < block.acquisitions(); ++i)
          std::ranges::fill(block.acquisition(i), velocity);
      },
      ingest);
}

class Releases : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TempFolder();
    auto store = store::Store::open_or_create(folder_->path() / "store");
    put(store, "EGMS_L2b_" + kPlace, Level::L2b, "2015-02-09", "2021-12-20", -1);
    put(store, "EGMS_L2b_" + kPlace + "_2020_2024_1", Level::L2b, "2020-01-03", "2024-12-20", -3);
    put(store, "EGMS_L2b_" + kPlace + "_2020_2024_2", Level::L2b, "2020-01-03", "2024-12-20", -4);
    put(store, "EGMS_L2a_" + kPlace + "_2020_2024_1", Level::L2a, "2020-01-03", "2024-12-20", -5);
    // An extract of the same delivery: one of its points is in the delivery, the other is not.
    put(store, "EGMS_L2b_" + kPlace + "_2020_2024_extract", Level::L2b, "2020-01-03", "2024-12-20", -4,
        "166ax5Ofjc");
    server_ = new RunningServer(folder_->path() / "store");
  }
  static void TearDownTestSuite() {
    delete server_;
    delete folder_;
  }
  static json ask(const std::string& target) {
    const auto response = http_get(server_->port(), target);
    EXPECT_EQ(response.status, 200) << target << response.body;
    return json::parse(response.body);
  }
  static std::uint16_t port() { return server_->port(); }

 private:
  static inline TempFolder* folder_ = nullptr;
  static inline RunningServer* server_ = nullptr;
};

TEST_F(Releases, a_selection_is_of_the_newest_and_says_so) {
  const json groups = ask("/api/v1/selection?fit=linear")["groups"];
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0]["release"], "2020_2024");
  EXPECT_EQ(groups[0]["level"], "L2b");
  EXPECT_EQ(groups[0]["count"], 3);
  EXPECT_EQ(groups[0]["velocity_mm_per_year"]["min"], -4);
  EXPECT_EQ(groups[0]["velocity_mm_per_year"]["max"], -4);
}
TEST_F(Releases, a_selection_can_be_of_another_release_or_level) {
  const json older = ask("/api/v1/selection?release=2015_2021")["groups"];
  ASSERT_EQ(older.size(), 1U);
  EXPECT_EQ(older[0]["mean_mm"], json::array({-1, -1}));
  const json raw = ask("/api/v1/selection?level=L2a")["groups"];
  ASSERT_EQ(raw.size(), 1U);
  EXPECT_EQ(raw[0]["level"], "L2a");
  EXPECT_EQ(raw[0]["mean_mm"], json::array({-5, -5}));
}
TEST_F(Releases, maps_and_profiles_show_the_same_points) {
  const json points = ask("/get_points");
  ASSERT_EQ(points.size(), 3U);
  for (const json& point : points) EXPECT_EQ(point["mean_velocity"], -4);
  const json profile = ask("/api/v1/profile?line=13.16,38.6907,13.18,38.6907");
  EXPECT_EQ(profile["count"], 3);
  EXPECT_EQ(profile["datasets"],
            (json::array({{{"product", "LOS"}, {"level", "L2b"}, {"release", "2020_2024"}}})));
  EXPECT_EQ(ask("/ogc/collections/points/items?release=2015_2021")["numberMatched"], 2);
}
TEST_F(Releases, the_series_of_a_pid_is_that_of_the_newest_unless_a_tile_is_named) {
  EXPECT_EQ(ask("/get_timeseries?pid=166ax5Ofja")["tile"], "EGMS_L2b_" + kPlace + "_2020_2024_2");
  EXPECT_EQ(ask("/get_timeseries?pid=166ax5Ofja&tile=EGMS_L2b_" + kPlace)["values"], json::array({-1, -1}));
}
TEST_F(Releases, a_release_that_the_store_does_not_have_is_refused_with_those_it_has) {
  const auto response = http_get(port(), "/api/v1/selection?release=2018_2022");
  EXPECT_EQ(response.status, 400);
  EXPECT_THAT(response.body, HasSubstr("It has 2020_2024, 2015_2021"));
  EXPECT_EQ(http_get(port(), "/api/v1/points?level=L9").status, 400);
}
TEST_F(Releases, the_description_of_the_store_lists_them) {
  const json info = ask("/get_info");
  EXPECT_EQ(info["points"], 3);
  json usual;
  for (const json& dataset : info["datasets"]) {
    if (dataset["usual"]) usual.push_back(dataset);
  }
  EXPECT_EQ(usual, (json::array({{{"product", "LOS"},
                                  {"level", "L2b"},
                                  {"release", "2020_2024"},
                                  {"points", 3},
                                  {"usual", true}}})));
}

}  // namespace
}  // namespace plumbline::test
