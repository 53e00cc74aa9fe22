// SPDX-License-Identifier: MIT
#include "store/store.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <future>
#include <mutex>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/duckdb_connection.h"
#include "store/store_fixture.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

using plumbline::test::TempFolder;
using testing::ElementsAre;

std::vector<std::string> all_names(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns()) names.push_back(column.name);
  return names;
}

void expect_equal(const Table& a, const Table& b) {
  ASSERT_EQ(all_names(a), all_names(b));
  for (std::size_t i = 0; i < a.columns().size(); ++i) {
    const Column& x = a.columns()[i];
    const Column& y = b.columns()[i];
    ASSERT_EQ(x.type(), y.type()) << x.name;
    ASSERT_EQ(x.size(), y.size()) << x.name;
    std::visit(
        [&](const auto& values) {
          using T = typename std::decay_t<decltype(values)>::value_type;
          const auto& other = std::get<std::vector<T>>(y.values);
          for (std::size_t row = 0; row < values.size(); ++row) {
            if constexpr (std::is_floating_point_v<T>) {
              if (std::isnan(values[row]) && std::isnan(other[row])) continue;
              EXPECT_EQ(std::signbit(values[row]), std::signbit(other[row])) << x.name << " row " << row;
            }
            EXPECT_EQ(values[row], other[row]) << x.name << " row " << row;
          }
        },
        x.values);
  }
}

TEST(Store, a_tile_reads_back_as_it_was_put_whatever_is_missing) {
  const TempFolder folder;
  const SmallTile tile = three_points();
  {
    Store store = Store::open_or_create(folder / "s");
    put(store, tile);
  }
  const Store store = Store::open(folder / "s");
  expect_equal(store.read_columns(tile.description.stem, all_names(tile.meta)), tile.meta);
  const auto series = read_all_series(store, tile.description.stem);
  ASSERT_EQ(series.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(same_bits(series[i], tile.series[i])) << "point " << i;
}

TEST(Store, rows_keep_their_order_and_every_bit_over_many_row_groups) {
  const TempFolder folder;
  const SmallTile tile = many_points(70'001, 5);
  Store store = Store::open_or_create(folder / "s", {.threads = 2});
  put(store, tile);
  expect_equal(store.read_columns(tile.description.stem, all_names(tile.meta)), tile.meta);
  for (const std::size_t block_points : {1000U, 2048U, 5000U, 100'000U}) {
    const auto series = read_all_series(store, tile.description.stem, block_points);
    ASSERT_EQ(series.size(), tile.series.size());
    for (std::size_t i = 0; i < series.size(); ++i) ASSERT_TRUE(same_bits(series[i], tile.series[i])) << i;
  }
}

TEST(Store, a_tile_without_points_or_without_dates_is_a_tile) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  SmallTile nobody = many_points(0, 3);
  put(store, nobody);
  EXPECT_EQ(store.read_columns(nobody.description.stem, all_names(nobody.meta)).rows(), 0U);
  EXPECT_TRUE(read_all_series(store, nobody.description.stem).empty());
  SmallTile never = many_points(2, 0);
  never.description.stem = "no_dates";
  put(store, never);
  EXPECT_EQ(store.read_columns("no_dates", all_names(never.meta)).rows(), 2U);
}

TEST(Store, columns_keep_the_order_of_the_tile_and_leave_geometry_out) {
  const TempFolder folder;
  const SmallTile tile = three_points();
  Store store = Store::open_or_create(folder / "s");
  put(store, tile);
  const auto columns = store.column_names(tile.description.stem);
  ASSERT_EQ(columns.size(), tile.meta.columns().size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    EXPECT_EQ(columns[i].first, tile.meta.columns()[i].name);
    EXPECT_EQ(columns[i].second, tile.meta.columns()[i].type());
  }
}

TEST(Store, replacing_columns_keeps_every_other_value_and_the_order_of_rows) {
  const TempFolder folder;
  const SmallTile tile = many_points(70'001, 2);
  const std::string& stem = tile.description.stem;
  Store store = Store::open_or_create(folder / "s", {.threads = 2});
  put(store, tile);
  const std::string geo = "SELECT pid, hex(geometry), bbox FROM read_parquet('" +
                          (folder / "s/processed/").string() + stem + "_meta.parquet')";
  const auto geometry_before = duckdb_rows("SET enable_geoparquet_conversion = false", geo);

  Table first;
  std::vector<std::string> classes(tile.meta.rows());
  std::vector<float> scores(tile.meta.rows());
  for (std::size_t row = 0; row < classes.size(); ++row) {
    classes[row] = row % 3 == 0 ? "" : "class " + std::to_string(row);
    scores[row] = row % 5 == 0 ? kNaN : static_cast<float>(row) / 7.0F;
  }
  first.add({"class_1", classes});
  first.add({"class_prob_1", scores});
  store.replace_columns(stem, first, {"classify", 1, "{}", "ingest"});
  Table second;
  std::ranges::reverse(classes);
  second.add({"cluster_id", std::vector<std::int32_t>(tile.meta.rows(), 7)});
  second.add({"class_1", classes});
  store.replace_columns(stem, second, {"classify", 2, "{}", "ingest"});

  std::vector<std::string> names = all_names(tile.meta);
  expect_equal(store.read_columns(stem, names), tile.meta);
  expect_equal(store.read_columns(stem, std::array<std::string, 2>{"cluster_id", "class_1"}), second);
  const Table kept = store.read_columns(stem, std::array<std::string, 1>{"class_prob_1"});
  const auto kept_scores = kept.get<float>("class_prob_1");
  EXPECT_TRUE(same_bits({kept_scores.begin(), kept_scores.end()}, scores));
  EXPECT_EQ(duckdb_rows("SET enable_geoparquet_conversion = false", geo), geometry_before);
  names.insert(names.end(), {"geometry", "bbox", "class_1", "class_prob_1", "cluster_id"});
  std::vector<std::string> in_file;
  for (const std::string& row :
       duckdb_rows("", "SELECT column_name FROM (DESCRIBE FROM '" + (folder / "s/processed/").string() +
                           stem + "_meta.parquet')"))
    in_file.push_back(row);
  EXPECT_EQ(in_file, names);
  ASSERT_NE(store.find_tile(stem)->stage("classify"), nullptr);
  EXPECT_EQ(store.find_tile(stem)->stage("classify")->method_version, 2);
  EXPECT_NE(store.find_tile(stem)->stage("ingest"), nullptr);
}

TEST(Store, several_tiles_are_updated_at_once_as_they_are_one_by_one) {
  const TempFolder folder;
  std::vector<ColumnUpdate> updates;
  for (const char* stem : {"a", "b", "c", "d", "e"}) {
    ColumnUpdate update{.stem = stem, .columns = {}, .stage = {.stage = "classify"}};
    update.columns.add({"class_1", std::vector<std::string>(3000, std::string("class of ") + stem)});
    updates.push_back(std::move(update));
  }
  const auto make = [&](const std::string& name) {
    Store store = Store::open_or_create(folder / name, {.threads = 2});
    for (const ColumnUpdate& update : updates) {
      SmallTile tile = many_points(3000, 2);
      tile.description.stem = update.stem;
      put(store, tile);
    }
    return store;
  };
  const auto bytes_of = [](const Store& store) {
    std::string bytes = plumbline::test::read_file(store.folder() / "plumbline.json");
    for (const TileRecord& tile : store.tiles())
      bytes += plumbline::test::read_file(store.folder() / tile.meta.path);
    return bytes;
  };
  Store at_once = make("at_once");
  EXPECT_THAT(at_once.replace_columns(updates), testing::Each(testing::IsNull()));
  Store one_by_one = make("one_by_one");
  for (const ColumnUpdate& update : updates)
    one_by_one.replace_columns(update.stem, update.columns, update.stage);
  EXPECT_TRUE(bytes_of(at_once) == bytes_of(one_by_one));
  EXPECT_EQ(rows_of(at_once, "SELECT DISTINCT class_1 FROM all_metadata WHERE tile = 'd'"),
            std::vector<std::string>{"class of d"});
}

TEST(Store, a_tile_that_cannot_be_updated_stays_as_it_was_and_does_not_stop_the_others) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s", {.threads = 2});
  std::vector<ColumnUpdate> updates;
  for (const char* stem : {"a", "b", "c"}) {
    SmallTile tile = many_points(100, 2);
    tile.description.stem = stem;
    put(store, tile);
    updates.push_back({stem, {}, {.stage = "classify"}});
    updates.back().columns.add({"class_1", std::vector<std::string>(stem[0] == 'b' ? 99 : 100, "linear")});
  }
  const std::string before = plumbline::test::read_file(store.folder() / "processed/b_meta.parquet");
  const std::vector<std::exception_ptr> failures = store.replace_columns(updates);
  EXPECT_THAT(failures, ElementsAre(testing::IsNull(), testing::Not(testing::IsNull()), testing::IsNull()));
  EXPECT_THROW(std::rethrow_exception(failures[1]), Error);
  EXPECT_TRUE(plumbline::test::read_file(store.folder() / "processed/b_meta.parquet") == before);
  EXPECT_EQ(store.find_tile("b")->stage("classify"), nullptr);
  EXPECT_NE(store.find_tile("c")->stage("classify"), nullptr);
  EXPECT_FALSE(std::filesystem::exists(store.folder() / "processed/b_meta.parquet.part"));
  const Store again = Store::open(folder / "s");
  EXPECT_EQ(rows_of(again, "SELECT count(*) FROM all_metadata WHERE tile <> 'b' AND class_1 = 'linear'"),
            std::vector<std::string>{"200"});
}

/// Fills every missing value with 7.
void fill_with_seven(SeriesBlock& block, std::span<std::uint8_t> filled) {
  for (std::size_t i = 0; i < block.acquisitions(); ++i) {
    for (std::size_t point = 0; point < block.points(); ++point) {
      float& value = block.acquisition(i)[point];
      if (!std::isnan(value)) continue;
      value = 7.0F;
      filled[i * block.points() + point] = 1;
    }
  }
}

SmallTile tile_with_missing_values(std::size_t points) {
  SmallTile tile = many_points(points, 3);
  for (std::vector<float>& values : tile.series)
    std::ranges::replace_if(
        values, [](float value) { return std::isnan(value); }, 1.5F);
  for (std::size_t point = 0; point < points; point += 3) tile.series[point][1] = kNaN;
  return tile;
}

TEST(FilledSeries, lie_beside_the_originals_with_their_mask) {
  const TempFolder folder;
  const SmallTile tile = tile_with_missing_values(50'001);
  const std::string& stem = tile.description.stem;
  Store store = Store::open_or_create(folder / "s", {.threads = 2});
  put(store, tile);
  const TileRecord before = store.tiles().front();
  store.put_filled(stem, fill_with_seven, {.stage = "correct"});
  const TileRecord& after = store.tiles().front();
  EXPECT_EQ(after.series.sha256, before.series.sha256);
  EXPECT_EQ(after.meta.sha256, before.meta.sha256);
  ASSERT_TRUE(after.filled.has_value());
  EXPECT_EQ(after.filled->path, "processed/" + stem + "_filled.parquet");
  EXPECT_EQ(Store::open(folder / "s").tiles().front().filled->sha256, after.filled->sha256);

  const std::string second = "\"" + tile.axis.date(1).yyyymmdd() + "\"";
  EXPECT_THAT(rows_of(store, "SELECT n_filled, filled, count(*) FROM all_filled GROUP BY ALL ORDER BY 1"),
              ElementsAre("0|000|33334", "1|010|16667"));
  // In the order of the tile, every present value as it was, and where the mask says so the original was
  // missing.
  EXPECT_THAT(
      rows_of(store, "SELECT count(*), sum((o.pid = f.pid)::INT), sum((f." + second + " = coalesce(o." +
                         second + ", 7))::INT), sum((substr(f.filled, 2, 1) = '1' AND o." + second +
                         " IS NULL)::INT) FROM all_filled f POSITIONAL JOIN all_timeseries o"),
      ElementsAre("50001|50001|50001|16667"));
  const auto series = read_all_series(store, stem);
  for (std::size_t i = 0; i < series.size(); ++i) ASSERT_TRUE(same_bits(series[i], tile.series[i])) << i;
}

TEST(FilledSeries, stay_when_columns_change_and_go_when_the_tile_is_put_again) {
  const TempFolder folder;
  const SmallTile tile = tile_with_missing_values(100);
  Store store = Store::open_or_create(folder / "s");
  put(store, tile);
  store.put_filled(tile.description.stem, fill_with_seven, {.stage = "correct"});
  Table classes;
  classes.add({"class_1", std::vector<std::string>(100, "linear")});
  store.replace_columns(tile.description.stem, classes, {.stage = "classify"});
  const std::filesystem::path file = store.folder() / store.tiles().front().filled.value().path;
  EXPECT_TRUE(std::filesystem::exists(file));
  put(store, tile);
  EXPECT_FALSE(store.tiles().front().filled.has_value());
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_EQ(store.tiles().front().stage("correct"), nullptr);
}

TEST(FilledSeries, can_be_dropped) {
  const TempFolder folder;
  const SmallTile tile = tile_with_missing_values(100);
  Store store = Store::open_or_create(folder / "s");
  put(store, tile);
  store.put_filled(tile.description.stem, fill_with_seven, {.stage = "correct"});
  const std::filesystem::path file = store.folder() / store.tiles().front().filled.value().path;
  store.drop_filled(tile.description.stem, {.stage = "correct", .options = "other"});
  EXPECT_FALSE(std::filesystem::exists(file));
  EXPECT_FALSE(Store::open(folder / "s").tiles().front().filled.has_value());
  EXPECT_EQ(store.tiles().front().stage("correct")->options, "other");
}

TEST(FilledSeries, a_filler_that_touches_what_is_there_is_our_mistake_and_changes_nothing) {
  const TempFolder folder;
  const SmallTile tile = tile_with_missing_values(100);
  Store store = Store::open_or_create(folder / "s");
  put(store, tile);
  const auto touches = [](SeriesBlock& block, std::span<std::uint8_t>) { block.acquisition(0)[5] += 1.0F; };
  EXPECT_THROW(store.put_filled(tile.description.stem, touches, {.stage = "correct"}), Error);
  const auto forgets = [](SeriesBlock&, std::span<std::uint8_t> filled) { filled[0] = 1; };
  EXPECT_THROW(store.put_filled(tile.description.stem, forgets, {.stage = "correct"}), Error);
  EXPECT_FALSE(store.tiles().front().filled.has_value());
  EXPECT_FALSE(std::filesystem::exists(store.folder() / "processed" /
                                       (tile.description.stem + "_filled.parquet.part")));
}

TEST(Store, the_same_work_gives_the_same_bytes_for_any_number_of_threads) {
  const TempFolder folder;
  const SmallTile tile = many_points(130'000, 3);
  Table classes;
  classes.add({"class_1", std::vector<std::string>(tile.meta.rows(), "linear")});
  const auto files_of = [&](const std::string& name, std::size_t threads) {
    Store store = Store::open_or_create(folder / name, {.threads = threads});
    put(store, tile);
    store.replace_columns(tile.description.stem, classes, {"classify"});
    const TileRecord& record = store.tiles().front();
    return plumbline::test::read_file(store.folder() / record.meta.path) +
           plumbline::test::read_file(store.folder() / record.series.path) +
           plumbline::test::read_file(store.folder() / "plumbline.json");
  };
  const std::string once = files_of("a", 1);
  EXPECT_TRUE(once == files_of("b", 2));
  EXPECT_TRUE(once == files_of("c", 2));
  EXPECT_EQ(once.find(folder.path().string()), std::string::npos) << "a path of the machine is in a file";
}

TEST(Store, putting_a_tile_again_replaces_it_and_its_stages) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  SmallTile tile = three_points();
  put(store, tile);
  Table extra;
  extra.add({"class_1", std::vector<std::string>(3, "linear")});
  store.replace_columns(tile.description.stem, extra, {"classify"});
  tile.series[0][0] = 42.0F;
  put(store, tile);
  ASSERT_EQ(store.tiles().size(), 1U);
  EXPECT_EQ(store.tiles()[0].stage("classify"), nullptr);
  EXPECT_EQ(read_all_series(store, tile.description.stem)[0][0], 42.0F);
}

TEST(Store, a_scan_may_read_columns_while_it_runs) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  const SmallTile tile = many_points(10'000, 2);
  put(store, tile);
  std::size_t rows = 0;
  store.scan_series(tile.description.stem, 2048, [&](std::size_t, const SeriesBlockView& block) {
    EXPECT_EQ(store.read_columns(tile.description.stem, std::array<std::string, 1>{"pid"}).rows(), 10'000U);
    rows += block.points;
  });
  EXPECT_EQ(rows, 10'000U);
}

TEST(Store, an_exception_of_the_reader_of_blocks_ends_the_scan) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  const SmallTile tile = many_points(10'000, 2);
  put(store, tile);
  EXPECT_THROW(
      store.scan_series(tile.description.stem, 100,
                        [](std::size_t, const SeriesBlockView&) { throw std::runtime_error("enough"); }),
      std::runtime_error);
  EXPECT_EQ(read_all_series(store, tile.description.stem).size(), 10'000U);
}

TEST(Store, a_parallel_scan_visits_every_series_once_at_its_row) {
  // Three row groups; missing values in some.
  const TempFolder folder;
  for (const std::size_t threads : {1U, 3U}) {
    Store store = Store::open_or_create(folder / std::to_string(threads), {.threads = threads});
    SmallTile tile = many_points(50'000, 3);
    for (std::size_t row = 0; row < tile.series.size(); row += 7) tile.series[row][row % 3] = kNaN;
    put(store, tile);
    std::vector<int> visits(tile.series.size());
    std::size_t wrong = 0;
    std::mutex mutex;
    store.scan_series_in_parallel(tile.description.stem,
                                  [&](std::size_t first_row, const SeriesBlockView& block) {
                                    std::vector<float> series(3);
                                    const std::lock_guard lock(mutex);
                                    for (std::size_t point = 0; point < block.points; ++point) {
                                      block.copy_series(point, series);
                                      ++visits.at(first_row + point);
                                      wrong += same_bits(series, tile.series[first_row + point]) ? 0U : 1U;
                                    }
                                  });
    EXPECT_EQ(std::ranges::count(visits, 1), 50'000);
    EXPECT_EQ(wrong, 0U);
  }
}

TEST(Store, a_scan_near_some_rows_leaves_out_the_row_groups_that_hold_none) {
  // Three row groups: 20,480, 20,480 and 9,040 points.
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s", {.threads = 3});
  const SmallTile tile = many_points(50'000, 3);
  put(store, tile);
  const auto rows_seen_near = [&](const std::vector<std::uint32_t>& rows) {
    std::vector<int> visits(tile.series.size());
    std::mutex mutex;
    store.scan_series_near(tile.description.stem, rows,
                           [&](std::size_t first_row, const SeriesBlockView& block) {
                             std::vector<float> series(3);
                             const std::lock_guard lock(mutex);
                             for (std::size_t point = 0; point < block.points; ++point) {
                               block.copy_series(point, series);
                               EXPECT_TRUE(same_bits(series, tile.series[first_row + point]));
                               ++visits.at(first_row + point);
                             }
                           });
    EXPECT_TRUE(std::ranges::all_of(visits, [](int times) { return times <= 1; }));
    EXPECT_TRUE(std::ranges::all_of(rows, [&](std::uint32_t row) { return visits[row] == 1; }));
    return std::ranges::count(visits, 1);
  };
  EXPECT_EQ(rows_seen_near({}), 0);
  EXPECT_EQ(rows_seen_near({0}), 20'480);
  EXPECT_EQ(rows_seen_near({20'479}), 20'480);
  EXPECT_EQ(rows_seen_near({20'480, 49'999}), 29'520);
  EXPECT_EQ(rows_seen_near({5, 6, 40'959}), 40'960);
  EXPECT_EQ(rows_seen_near({1, 30'000, 45'000}), 50'000);
}

TEST(Store, a_scan_near_some_rows_gives_the_dates_that_are_asked_for) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s", {.threads = 2});
  const SmallTile tile = many_points(30'000, 5);
  put(store, tile);
  const TimeAxis some({tile.axis.date(1), tile.axis.date(4)});
  std::atomic<std::size_t> seen = 0;
  store.scan_series_near(
      tile.description.stem, std::vector<std::uint32_t>{25'000}, some,
      [&](std::size_t first_row, const SeriesBlockView& block) {
        ASSERT_EQ(block.acquisitions.size(), 2U);
        for (std::size_t point = 0; point < block.points; ++point) {
          const auto& series = tile.series[first_row + point];
          EXPECT_TRUE(same_bits({block.at(0, point), block.at(1, point)}, {series[1], series[4]}));
        }
        seen += block.points;
      });
  EXPECT_EQ(seen, 9'520U);  // the second row group
}

TEST(Store, scans_go_on_side_by_side_each_with_its_own_series) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s", {.threads = 3});
  const SmallTile tile = many_points(50'000, 4);
  put(store, tile);
  std::atomic<std::size_t> wrong = 0;
  const auto scan = [&](std::size_t acquisition) {
    const TimeAxis one({tile.axis.date(acquisition)});
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < 50'000; row += 1000) rows.push_back(row);
    std::atomic<std::size_t> seen = 0;
    store.scan_series_near(
        tile.description.stem, rows, one, [&](std::size_t first_row, const SeriesBlockView& block) {
          for (std::size_t point = 0; point < block.points; ++point)
            wrong += same_bits({block.at(0, point)}, {tile.series[first_row + point][acquisition]}) ? 0U : 1U;
          seen += block.points;
        });
    return seen.load();
  };
  std::vector<std::future<std::size_t>> scans;
  for (std::size_t i = 0; i < 12; ++i) scans.push_back(std::async(std::launch::async, scan, i % 4));
  for (auto& seen : scans) EXPECT_EQ(seen.get(), 50'000U);
  EXPECT_EQ(wrong, 0U);
}

TEST(Store, an_exception_in_a_parallel_scan_ends_it_and_the_next_one_works) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s", {.threads = 3});
  const SmallTile tile = many_points(45'000, 2);
  put(store, tile);
  EXPECT_THROW(store.scan_series_in_parallel(
                   tile.description.stem,
                   [](std::size_t, const SeriesBlockView&) { throw std::runtime_error("enough"); }),
               std::runtime_error);
  std::atomic<std::size_t> rows = 0;
  store.scan_series_in_parallel(tile.description.stem,
                                [&](std::size_t, const SeriesBlockView& block) { rows += block.points; });
  EXPECT_EQ(rows, 45'000U);
}

TEST(Store, stages_have_a_fingerprint_that_tells_them_apart) {
  const StageRecord stage{"classify", 1, R"({"a":1})", "ingest"};
  EXPECT_EQ(stage.fingerprint().size(), 16U);
  EXPECT_EQ(stage.fingerprint(), StageRecord(stage).fingerprint());
  EXPECT_NE(stage.fingerprint(), (StageRecord{"classify", 2, R"({"a":1})", "ingest"}).fingerprint());
  EXPECT_NE((StageRecord{"a", 1, "b", "c"}).fingerprint(), (StageRecord{"a", 1, "bc", ""}).fingerprint());
}

TEST(Store, names_that_sql_cannot_tell_apart_are_refused) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  for (const char* name : {"PID", "geometry", "BBox", ""}) {
    SmallTile tile = three_points();
    tile.meta.add({name, std::vector<float>(3)});
    EXPECT_THROW(put(store, tile), Error) << name;
  }
  SmallTile tile = three_points();
  put(store, tile);
  Table extra;
  extra.add({"Orbit", std::vector<float>(3)});
  EXPECT_THROW(store.replace_columns(tile.description.stem, extra, {"x"}), Error);
  extra = Table();
  extra.add({"pid", std::vector<std::string>(3, "x")});
  EXPECT_THROW(store.replace_columns(tile.description.stem, extra, {"x"}), Error);
}

TEST(Store, paths_and_names_with_quotes_spaces_and_brackets_work) {
  const TempFolder folder;
  SmallTile tile = three_points();
  tile.description.stem = "it's a [tile] \"*?";
  tile.meta.add({"Grösse \"in\" m's, {x}", std::vector<float>{1, 2, 3}});
  Store store = Store::open_or_create(folder / "st'ore [a] *");
  put(store, tile);
  Table extra;
  extra.add({"class \"1\"", std::vector<std::string>{"it's", "b", "c"}});
  store.replace_columns(tile.description.stem, extra, {"classify"});
  expect_equal(store.read_columns(tile.description.stem, all_names(tile.meta)), tile.meta);
  EXPECT_EQ(read_all_series(store, tile.description.stem).size(), 3U);
  EXPECT_THAT(rows_of(store, "SELECT tile, \"class \"\"1\"\"\" FROM all_metadata LIMIT 1"),
              ElementsAre("it's a [tile] \"*?|it's"));
}

// One point by its id.

TEST(ReadSeries, finds_a_point_of_a_burst_with_its_missing_values) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  const SmallTile tile = many_points(70'001, 5);
  put(store, tile);
  for (const std::size_t row : {0U, 2047U, 20'480U, 61'440U, 70'000U}) {
    const auto pid = PointId::from_text(tile.meta.get<std::string>("pid")[row]).value();
    const auto found = store.read_series(pid);
    ASSERT_TRUE(found) << row;
    EXPECT_EQ(found->row, row);
    EXPECT_EQ(found->stem, tile.description.stem);
    EXPECT_EQ(found->axis, tile.axis);
    EXPECT_TRUE(same_bits(found->values_mm, tile.series[row]));
  }
  EXPECT_FALSE(store.read_series(PointId::from_text("1zzzzzzzzz").value()));
  const BurstPosition elsewhere{'1', 22, 845, 2, Polarisation::VV, 13'000, 3};
  EXPECT_FALSE(store.read_series(point_id(elsewhere)));
}

TEST(ReadSeries, finds_a_point_whose_line_and_pixel_columns_disagree_with_its_id) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  SmallTile tile = many_points(5, 2);
  std::get<std::vector<std::int32_t>>(tile.meta.columns()[3].values)[4] = 9999;
  put(store, tile);
  EXPECT_EQ(store.read_series(PointId::from_text(tile.meta.get<std::string>("pid")[4]).value())->row, 4U);
}

TEST(ReadSeries, the_stem_picks_one_of_two_tiles_with_the_same_points) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  const PointId pid = point_id(GridCell{'1', 45'975, 17'397});
  for (const char* component : {"U", "E"}) {
    SmallTile tile;
    tile.description.stem = std::string("EGMS_L3_E45N17_100km_") + component + "_2020_2024_1";
    tile.description.level = Level::L3;
    tile.description.component = *component == 'U' ? Component::up : Component::east;
    tile.axis = TimeAxis(dates({"2020-01-03"}));
    tile.meta.add({"pid", std::vector<std::string>{std::string(pid.text())}});
    tile.meta.add({"longitude", std::vector<double>{13}});
    tile.meta.add({"latitude", std::vector<double>{38}});
    tile.series = {{*component == 'U' ? 1.0F : 2.0F}};
    put(store, tile);
  }
  EXPECT_EQ(store.read_series(pid)->values_mm.at(0), 2.0F) << "the first in order of the stem";
  EXPECT_EQ(store.read_series(pid, "EGMS_L3_E45N17_100km_U_2020_2024_1")->values_mm.at(0), 1.0F);
  EXPECT_FALSE(store.read_series(pid, "EGMS_L3_E46N17_100km_U_2020_2024_1"));
}

TEST(ReadSeries, finds_a_point_in_a_file_of_series_that_another_program_wrote) {
  const TempFolder folder;
  const SmallTile tile = many_points(70'001, 5);
  {
    Store store = Store::open_or_create(folder / "s");
    put(store, tile);
  }
  const std::filesystem::path series = folder / "s" / Store::open(folder / "s").tiles().front().series.path;
  const std::string old_size = fmt::format("\"bytes\": {}", std::filesystem::file_size(series));
  const std::string copy = folder / "copy.parquet";
  Database(1, 0, {}).connect().run(
      fmt::format("COPY (FROM {}) TO {}", sql_text(series.string()), sql_text(copy)), {});
  std::filesystem::rename(copy, series);
  std::string list = plumbline::test::read_file(folder / "s" / "plumbline.json");
  list.replace(list.find(old_size), old_size.size(),
               fmt::format("\"bytes\": {}", std::filesystem::file_size(series)));
  plumbline::test::write_file(folder / "s" / "plumbline.json", list);
  const Store store = Store::open(folder / "s");
  for (const std::size_t row : {0U, 20'480U, 70'000U}) {
    const auto found = store.read_series(PointId::from_text(tile.meta.get<std::string>("pid")[row]).value());
    ASSERT_TRUE(found) << row;
    EXPECT_EQ(found->row, row);
    EXPECT_TRUE(same_bits(found->values_mm, tile.series[row]));
    EXPECT_EQ(store.read_series_of_row(tile.description.stem, row)->second.text(),
              tile.meta.get<std::string>("pid")[row]);
  }
  EXPECT_FALSE(store.read_series(PointId::from_text("1zzzzzzzzz").value()));
}

TEST(ReadSeries, ids_that_say_no_position_are_found_by_name) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  const SmallTile tile = three_points();
  put(store, tile);
  EXPECT_EQ(store.read_series(PointId::from_text("166ax5nanE").value())->row, 2U);
}

TEST(Store, a_table_of_the_whole_store_is_made_while_it_is_written) {
  const TempFolder folder;
  Store store = Store::open_or_create(folder / "s");
  const auto make = [](std::size_t first, std::size_t count) {
    std::vector<std::string> id;
    std::vector<double> value;
    for (std::size_t row = first; row < first + count; ++row) {
      id.push_back(fmt::format("CL_{}", row));
      value.push_back(row % 2 == 0 ? static_cast<double>(row) / 4 : std::nan(""));
    }
    std::vector<Column> columns;
    columns.push_back({"id", std::move(id)});
    columns.push_back({"value", std::move(value)});
    return Table(std::move(columns));
  };
  const StageRecord stage{"series", 1, "{}", "x"};
  store.put_table("t.parquet", stage, {70'001, make});
  ASSERT_NE(store.find_file("t.parquet"), nullptr);
  EXPECT_EQ(*store.stage("series"), stage);
  const std::string path = (folder / "s" / "t.parquet").string();
  EXPECT_THAT(duckdb_rows("", "SELECT count(*), count(value), max(value) FROM '" + path + "'"),
              ElementsAre("70001|35001|17500.0"));
  EXPECT_THAT(duckdb_rows("", "SELECT id, value FROM '" + path + "' OFFSET 69999"),
              ElementsAre("CL_69999|NULL", "CL_70000|17500.0"));
  const std::array<std::string, 2> names{"value", "id"};
  const auto found = store.read_table("t.parquet", names, "id", "CL_42");
  ASSERT_TRUE(found);
  EXPECT_THAT(found->get<double>("value"), ElementsAre(10.5));
  EXPECT_THAT(found->get<std::string>("id"), ElementsAre("CL_42"));
  EXPECT_EQ(store.read_table("t.parquet", names, "id", "' OR '1'='1")->rows(), 0U);
  EXPECT_FALSE(store.read_table("other.parquet", names, "id", "CL_42"));
  store.put_table("t.parquet", stage, {0, make});
  EXPECT_THAT(duckdb_rows("", "SELECT count(*) FROM '" + path + "'"), ElementsAre("0"));
}

}  // namespace
}  // namespace plumbline::store::test
