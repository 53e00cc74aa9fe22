// SPDX-License-Identifier: MIT
#include "synth/delivery.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "core/point_id.h"
#include "parallel/thread_loop.h"
#include "small_delivery.h"

namespace plumbline::synth {
namespace {

using plumbline::test::Csv;
using plumbline::test::read_csv;
using plumbline::test::read_file;
using plumbline::test::TempFolder;
using test::few_points;
using test::SmallDelivery;

/// All files of a delivery, truth included, as one text.
std::string bytes_of(const SceneOptions& options, std::size_t threads) {
  const ThreadLimit limit(threads);
  const TempFolder folder;
  std::string bytes;
  for (const auto& file : write_deliveries(options, folder.path())) {
    bytes += read_file(file) + read_file(truth_file(file));
  }
  return bytes;
}

std::map<int, int> gap_counts(const std::vector<Date>& dates) {
  std::map<int, int> counts;
  for (std::size_t i = 1; i < dates.size(); ++i) ++counts[days_between(dates[i - 1], dates[i])];
  return counts;
}

TEST(Delivery, same_seed_gives_the_same_bytes_for_any_number_of_threads) {
  SceneOptions options = few_points();
  options.points = 9000;  // several pieces
  options.dates = 60;
  options.csv = false;
  options.gap_share = 0.3;
  const std::string once = bytes_of(options, 1);
  EXPECT_TRUE(once == bytes_of(options, 1));
  EXPECT_TRUE(once == bytes_of(options, 4));
}

TEST(Delivery, another_seed_gives_other_bytes) {
  SceneOptions options = few_points();
  const std::string first = bytes_of(options, 1);
  options.seed += 1;
  EXPECT_FALSE(first == bytes_of(options, 1));
}

TEST(Delivery, has_as_many_points_and_dates_as_asked_for) {
  for (const std::uint64_t points : {1U, 7U, 1234U}) {
    for (const std::uint32_t dates : {10U, 153U, 155U, 210U, 301U, 302U, 304U, 350U}) {
      SceneOptions options = few_points();
      options.points = points;
      options.dates = dates;
      const SmallDelivery delivery(options);
      for (std::size_t tile = 0; tile < 2; ++tile) {
        EXPECT_EQ(delivery.tables[tile].rows.size(), points);
        EXPECT_EQ(delivery.dates(tile).size(), dates);
        for (const auto& [gap, count] : gap_counts(delivery.dates(tile))) {
          EXPECT_GT(gap, 0);
          EXPECT_EQ(gap % 6, 0);
        }
      }
    }
  }
}

TEST(Delivery, dates_are_six_days_apart_then_twelve_with_few_gaps_and_differ_between_orbits) {
  const SmallDelivery delivery(few_points());
  for (std::size_t tile = 0; tile < 2; ++tile) {
    const std::vector<Date> dates = delivery.dates(tile);
    EXPECT_GE(dates.front(), Date::from_text("2020-01-03"));
    EXPECT_LE(dates.back(), Date::from_text("2024-12-31"));
    EXPECT_GT(dates.back(), Date::from_text("2024-12-15"));
    std::map<int, int> counts = gap_counts(dates);
    EXPECT_NEAR(counts[6], 119, 6);  // the real 022_0845: 119 of 6, 88 of 12, 2 of 24 days
    EXPECT_NEAR(counts[12], 88, 6);
    EXPECT_GE(counts[18] + counts[24], 1);
    EXPECT_LE(counts[18] + counts[24], 4);
  }
  EXPECT_NE(delivery.dates(0), delivery.dates(1));
}

TEST(Delivery, real_deliveries_have_no_gaps_and_neither_has_this) {
  const SmallDelivery delivery(few_points());
  for (const auto& row : delivery.tables[0].rows) {
    for (const std::string& field : row) ASSERT_FALSE(field.empty());
  }
}

TEST(Delivery, winter_gaps_leave_empty_fields_in_winter_for_the_share_asked_for) {
  SceneOptions options = few_points();
  options.gap_share = 0.5;
  const SmallDelivery delivery(options);
  const Csv& table = delivery.tables[0];
  const Csv truth = read_csv(truth_file(delivery.files[0]));
  std::size_t with_gaps = 0;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    bool gap = false;
    for (std::size_t i = delivery.first_date_column(0); i < table.header.size(); ++i) {
      if (!table.rows[r][i].empty()) continue;
      gap = true;
      const int month = std::stoi(table.header[i].substr(4, 2));
      EXPECT_TRUE(month == 12 || month <= 5) << table.header[i];
    }
    with_gaps += gap;
    EXPECT_EQ(truth.rows[r][truth.column("winter_gaps")], gap ? "1" : "0");
  }
  EXPECT_NEAR(static_cast<double>(with_gaps), 200, 40);
}

TEST(Delivery, truth_tells_of_every_point_in_the_same_order) {
  const SmallDelivery delivery(few_points());
  for (std::size_t tile = 0; tile < 2; ++tile) {
    const Csv truth = read_csv(truth_file(delivery.files[tile]));
    ASSERT_EQ(truth.rows.size(), delivery.tables[tile].rows.size());
    for (std::size_t r = 0; r < truth.rows.size(); ++r)
      EXPECT_EQ(truth.rows[r][0], delivery.tables[tile].rows[r][0]);
  }
}

TEST(Delivery, printed_velocity_is_the_true_one_but_for_noise) {
  const SmallDelivery delivery(few_points());
  const Csv& table = delivery.tables[0];
  const Csv truth = read_csv(truth_file(delivery.files[0]));
  double squares = 0;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const double difference = std::stod(table.rows[r][table.column("mean_velocity")]) -
                              std::stod(truth.rows[r][truth.column("velocity_mm_per_year")]);
    EXPECT_LT(std::fabs(difference), 2.5);
    squares += difference * difference;
  }
  EXPECT_LT(std::sqrt(squares / static_cast<double>(table.rows.size())), 0.5);
}

TEST(Delivery, every_phenomenon_occurs_and_both_orbits_see_it) {
  SceneOptions options = few_points();
  options.points = 8000;
  options.dates = 20;
  const SmallDelivery delivery(options);
  for (const auto& file : delivery.files) {
    const Csv truth = read_csv(truth_file(file));
    std::map<std::string, int> counts;
    for (const auto& row : truth.rows) ++counts[row[1]];
    for (const char* name : {"stable", "bowl", "uplift", "landslide", "aquifer", "step", "accel", "decel"}) {
      EXPECT_GT(counts[name], 20) << name;
    }
    EXPECT_GT(counts["stable"], 3000);
  }
}

TEST(Delivery, l3_is_a_pair_with_the_same_cells_and_an_unbroken_six_day_grid) {
  SceneOptions options = few_points();
  options.level = Level::L3;
  options.tiles = 2;
  const SmallDelivery delivery(options);
  ASSERT_EQ(delivery.files.size(), 4U);
  EXPECT_EQ(delivery.files[0].filename(), "EGMS_L3_E44N25_100km_E_2020_2024_1.csv");
  EXPECT_EQ(delivery.files[1].filename(), "EGMS_L3_E44N25_100km_U_2020_2024_1.csv");
  EXPECT_EQ(delivery.dates(0), delivery.dates(1));
  EXPECT_EQ(gap_counts(delivery.dates(0)), (std::map<int, int>{{6, 209}}));
  const Csv& east = delivery.tables[0];
  const Csv& up = delivery.tables[1];
  std::set<std::string> seen;
  ASSERT_EQ(east.rows.size(), up.rows.size());
  for (std::size_t r = 0; r < east.rows.size(); ++r) {
    const auto& row = east.rows[r];
    for (const char* column : {"pid", "easting", "northing", "height_ortho"}) {
      EXPECT_EQ(row[east.column(column)], up.rows[r][up.column(column)]);
    }
    EXPECT_TRUE(seen.insert(row[0]).second);
    const auto cell = grid_cell(*PointId::from_text(row[0]));
    ASSERT_TRUE(cell);
    EXPECT_EQ(row[1], std::to_string(cell->easting_100m) + "50");
    EXPECT_EQ(row[2], std::to_string(cell->northing_100m) + "50");
    EXPECT_EQ(cell->easting_100m / 1000, 44U);
    EXPECT_EQ(cell->northing_100m / 1000, 25U);
  }
}

TEST(Delivery, nothing_is_overwritten_unless_asked_for) {
  const TempFolder folder;
  SceneOptions options = few_points();
  const auto files = write_deliveries(options, folder.path());
  const std::string before = read_file(files[0]);
  options.seed = 12;
  try {
    write_deliveries(options, folder.path());
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::already_exists);
    EXPECT_EQ(error.where().file, files[0].string());
  }
  EXPECT_TRUE(read_file(files[0]) == before);
  options.overwrite = true;
  write_deliveries(options, folder.path());
  EXPECT_FALSE(read_file(files[0]) == before);
}

TEST(Delivery, options_out_of_range_are_refused_before_anything_is_made) {
  const TempFolder folder;
  const auto refused = [&](auto change) {
    SceneOptions options = few_points();
    change(options);
    try {
      write_deliveries(options, folder / "new");
    } catch (const Error& error) {
      return error.code() == ErrorCode::usage && !std::filesystem::exists(folder / "new");
    }
    return false;
  };
  EXPECT_TRUE(refused([](SceneOptions& o) { o.tiles = 0; }));
  EXPECT_TRUE(refused([](SceneOptions& o) { o.points = 0; }));
  EXPECT_TRUE(refused([](SceneOptions& o) { o.dates = 9; }));
  EXPECT_TRUE(refused([](SceneOptions& o) { o.gap_share = 1.1; }));
  EXPECT_TRUE(refused([](SceneOptions& o) { o.gap_share = std::nan(""); }));
  EXPECT_TRUE(refused([](SceneOptions& o) { o.level = Level::L3, o.points = 1'000'001; }));
}

TEST(Delivery, a_tile_can_be_filled_to_its_last_place) {
  SceneOptions options = few_points();
  options.level = Level::L3;
  options.tiles = 1;
  options.points = kMostPointsL3;
  options.dates = 10;
  const TempFolder folder;
  std::uint64_t written = 0;
  const auto files =
      write_deliveries(options, folder.path(), [&](std::uint64_t points) { written += points; });
  EXPECT_EQ(written, 2 * kMostPointsL3);
  const std::string text = read_file(files[0]);
  EXPECT_EQ(static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')), kMostPointsL3 + 1);
}

TEST(Delivery, zips_hold_the_table_and_a_description) {
  if (std::system("command -v unzip >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "skipped: no unzip on this machine";
  const TempFolder folder;
  SceneOptions options = few_points();
  const auto plain = write_deliveries(options, folder.path());
  options.csv = false;
  options.overwrite = true;
  const auto zips = write_deliveries(options, folder.path());
  for (std::size_t i = 0; i < zips.size(); ++i) {
    const std::string zip = zips[i].string();
    const std::string stem = zips[i].stem().string();
    const std::string out = (folder / "out").string();
    const auto shell = [](const std::string& command) { return std::system(command.c_str()); };
    EXPECT_EQ(shell(fmt::format("unzip -tqq '{}' >/dev/null", zip)), 0);
    EXPECT_EQ(shell(fmt::format("unzip -p '{}' {}.csv >'{}'", zip, stem, out)), 0);
    EXPECT_TRUE(read_file(out) == read_file(plain[i]));
    EXPECT_EQ(shell(fmt::format("unzip -p '{}' {}.xml >'{}'", zip, stem, out)), 0);
    EXPECT_NE(read_file(out).find("<product_level>L2b</product_level>"), std::string::npos);
  }
}

}  // namespace
}  // namespace plumbline::synth
