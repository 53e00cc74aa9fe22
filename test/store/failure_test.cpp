// SPDX-License-Identifier: MIT
// What is left when something goes wrong: the old state, whole.
#include <cmath>
#include <csignal>
#include <latch>
#include <map>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/durable_file.h"
#include "store/store_fixture.h"
#include "store/transaction.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

namespace fs = std::filesystem;
using plumbline::test::read_file;
using plumbline::test::TempFolder;
using plumbline::test::write_file;
using testing::HasSubstr;
using testing::Not;

/// Every file below a folder with the sum of its content, the lock left out.
std::map<std::string, std::string> sums_of(const fs::path& folder) {
  std::map<std::string, std::string> sums;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "plumbline.lock")
      sums[fs::relative(entry.path(), folder).string()] = sha256_of_file(entry.path());
  }
  return sums;
}

Error error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  ADD_FAILURE() << "no error";
  return Error(ErrorCode::internal, {}, "none");
}

/// No file may grow beyond a size while it lives: like a disk that is full.
class FullDisk {
 public:
  explicit FullDisk(std::size_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

class Failure : public testing::Test {
 protected:
  Failure() : path_(folder_ / "s") {
    Store store = Store::open_or_create(path_);
    put(store, tile_);
  }
  TempFolder folder_;
  fs::path path_;
  SmallTile tile_ = many_points(30'000, 20);
  std::string stem_ = tile_.description.stem;
};

TEST_F(Failure, a_full_disk_leaves_the_old_tile_and_no_new_file) {
  const auto before = sums_of(path_);
  Store store = Store::open(path_);
  SmallTile changed = many_points(40'000, 20);
  for (const std::size_t room : {0U, 1000U, 100'000U}) {
    const FullDisk full(room);
    const Error error = error_of([&] { put(store, changed); });
    EXPECT_EQ(error.code(), ErrorCode::file_access) << error.what();
  }
  EXPECT_EQ(sums_of(path_), before);
  put(store, changed);  // when there is room again
  EXPECT_EQ(Store::open(path_).tiles().front().points, 40'000U);
}

TEST_F(Failure, a_full_disk_leaves_the_old_columns) {
  const auto before = sums_of(path_);
  Store store = Store::open(path_);
  Table columns;
  columns.add({"class_1", std::vector<std::string>(30'000, "linear")});
  {
    const FullDisk full(20'000);
    EXPECT_EQ(error_of([&] { store.replace_columns(stem_, columns, {"classify"}); }).code(),
              ErrorCode::file_access);
  }
  EXPECT_EQ(sums_of(path_), before);
  store.replace_columns(stem_, columns, {"classify"});
}

TEST_F(Failure, new_columns_never_give_a_damaged_tile_a_new_checksum) {
  const fs::path meta = path_ / "processed" / (stem_ + "_meta.parquet");
  std::string bytes = read_file(meta);
  bytes[bytes.size() / 2] ^= 1;
  write_file(meta, bytes);
  const auto damaged = sums_of(path_);
  Store store = Store::open(path_);
  Table columns;
  columns.add({"class_1", std::vector<std::string>(30'000, "linear")});
  EXPECT_EQ(error_of([&] { store.replace_columns(stem_, columns, {"classify"}); }).code(),
            ErrorCode::bad_store);
  EXPECT_EQ(sums_of(path_), damaged);
}

TEST_F(Failure, a_source_that_throws_leaves_the_old_tile_and_is_heard) {
  const auto before = sums_of(path_);
  Store store = Store::open(path_);
  const SeriesReader reader = [](std::size_t first_row, SeriesBlock&) {
    if (first_row > 20'000) throw Error(ErrorCode::bad_value, {.file = "x.csv", .line = 7}, "no number");
  };
  const Error error =
      error_of([&] { store.put_tile(tile_.description, tile_.axis, tile_.meta, reader, tile_.stage); });
  EXPECT_EQ(error.code(), ErrorCode::bad_value);
  EXPECT_EQ(error.where().line, 7U);
  EXPECT_EQ(sums_of(path_), before);
}

/// `count` tiles that differ, the largest first.
std::vector<SmallTile> tiles_of_a_run(std::size_t count) {
  std::vector<SmallTile> tiles;
  for (std::size_t i = 0; i < count; ++i) {
    tiles.push_back(many_points(9'000 - 1'000 * i, 5 + i));
    tiles.back().description.stem = "tile_" + std::to_string(i);
  }
  return tiles;
}

TEST(TilesInAnyOrder, give_the_files_that_one_after_the_other_gives) {
  const TempFolder folder;
  const auto tiles = tiles_of_a_run(8);
  Store one_by_one = Store::open_or_create(folder / "one_by_one");
  for (const SmallTile& tile : tiles) put(one_by_one, tile);
  Store at_a_time = Store::open_or_create(folder / "at_a_time");
  {
    std::vector<std::jthread> threads;
    for (std::size_t first = 0; first < 4; ++first) {
      threads.emplace_back([&, first] {
        for (std::size_t i = first; i < tiles.size(); i += 4) put(at_a_time, tiles[i]);
      });
    }
  }
  EXPECT_EQ(at_a_time.tiles().size(), 8U);
  EXPECT_EQ(sums_of(folder / "at_a_time"), sums_of(folder / "one_by_one"));
}

/// A store into which the first of two tiles is being written; its series are made when `finish` is called.
class TilesAtATime : public testing::Test {
 protected:
  TilesAtATime() { being_written_.wait(); }

  void finish() {
    go_on_.count_down();
    slow_.join();
  }

  TempFolder folder_;
  std::vector<SmallTile> tiles_ = tiles_of_a_run(2);
  Store store_ = Store::open_or_create(folder_ / "s");

 private:
  std::latch being_written_{1};
  std::latch go_on_{1};
  std::jthread slow_{[this] {
    const SmallTile& tile = tiles_.front();
    store_.put_tile(
        tile.description, tile.axis, tile.meta,
        [&](std::size_t, SeriesBlock& block) {
          being_written_.count_down();
          go_on_.wait();
          for (std::size_t i = 0; i < block.acquisitions(); ++i)
            std::ranges::fill(block.acquisition(i), static_cast<float>(i));
        },
        tile.stage);
  }};
};

TEST_F(TilesAtATime, one_that_cannot_be_read_leaves_the_others_alone) {
  const SmallTile& other = tiles_[1];
  const SeriesReader refuses = [](std::size_t, SeriesBlock&) { throw Error(ErrorCode::bad_value, {}, "no"); };
  EXPECT_EQ(error_of([&] {
              store_.put_tile(other.description, other.axis, other.meta, refuses, other.stage);
            }).code(),
            ErrorCode::bad_value);
  finish();
  const Store found = Store::open(folder_ / "s");
  ASSERT_EQ(found.tiles().size(), 1U);
  EXPECT_EQ(read_all_series(found, "tile_0").size(), 9'000U);
  for (const auto& [name, sum] : sums_of(folder_ / "s")) EXPECT_THAT(name, Not(HasSubstr("part")));
}

// The change of one tile holds, but its files could not be moved; another tile is being written meanwhile.
TEST_F(TilesAtATime, one_whose_change_was_cut_off_is_finished_by_the_next) {
  const fs::path in_the_way = folder_ / "s/processed/tile_1_meta.parquet";
  fs::create_directories(in_the_way / "not empty");
  EXPECT_EQ(error_of([&] { put(store_, tiles_[1]); }).code(), ErrorCode::file_access);
  fs::remove_all(in_the_way);
  finish();
  const Store found = Store::open(folder_ / "s");
  ASSERT_EQ(found.tiles().size(), 2U);
  EXPECT_EQ(read_all_series(found, "tile_0").size(), 9'000U);
  const auto series = read_all_series(found, "tile_1");
  ASSERT_EQ(series.size(), 8'000U);
  EXPECT_TRUE(same_bits(series[77], tiles_[1].series[77]));
  for (const auto& [name, sum] : sums_of(folder_ / "s")) {
    EXPECT_THAT(name, Not(HasSubstr("part")));
    EXPECT_THAT(name, Not(HasSubstr("next")));
  }
}

TEST_F(Failure, a_writer_of_a_file_that_throws_leaves_nothing) {
  const auto before = sums_of(path_);
  Store store = Store::open(path_);
  const auto write = [](const fs::path& beside) {
    write_file(beside, "half");
    throw std::runtime_error("enough");
  };
  EXPECT_THROW(store.put_file("clusters.gpkg", {"cluster"}, write), std::runtime_error);
  EXPECT_EQ(sums_of(path_), before);
  EXPECT_EQ(store.find_file("clusters.gpkg"), nullptr);
}

TEST_F(Failure, a_folder_that_cannot_be_written_is_an_error) {
  write_file(folder_ / "file", "");
  EXPECT_EQ(error_of([&] { Store::open_or_create(folder_ / "file/store"); }).code(), ErrorCode::file_access);
  // Nothing is forbidden to the superuser, so the test is somebody else for a moment.
  fs::permissions(folder_.path(), fs::perms(0755));
  fs::permissions(path_, fs::perms(0555));
  fs::permissions(path_ / "processed", fs::perms(0555));
  fs::permissions(path_ / "plumbline.lock", fs::perms(0444));
  const auto before = sums_of(path_);
  const uid_t self = geteuid();
  ASSERT_EQ(self == 0 ? seteuid(65534) : 0, 0);
  Store store = Store::open(path_);
  const Error error = error_of([&] { put(store, tile_); });
  ASSERT_EQ(seteuid(self), 0);
  EXPECT_EQ(error.code(), ErrorCode::file_access);
  EXPECT_THAT(error.what(), HasSubstr("Permission denied"));
  EXPECT_EQ(sums_of(path_), before);
  fs::permissions(path_, fs::perms(0755));
  fs::permissions(path_ / "processed", fs::perms(0755));
}

TEST_F(Failure, what_a_killed_run_left_is_removed_by_the_next_change) {
  const auto before = sums_of(path_);
  write_file(path_ / "processed" / (stem_ + "_meta.parquet.part"), "half");
  write_file(path_ / "clusters.gpkg.part", "half");
  write_file(path_ / "plumbline.json.part", "half");
  EXPECT_EQ(Store::open(path_).tiles().size(), 1U) << "reading is not disturbed";
  Store store = Store::open(path_);
  store.put_file("note.txt", {"note"}, [](const fs::path& beside) { write_file(beside, "whole"); });
  auto after = sums_of(path_);
  EXPECT_EQ(after.erase("note.txt"), 1U);
  after["plumbline.json"] = before.at("plumbline.json");
  EXPECT_EQ(after, before);
}

// The moment between the renames: the change has been settled, the files are still to be moved.
TEST_F(Failure, a_change_cut_off_while_it_moves_its_files_is_finished_by_whoever_opens_the_store) {
  const fs::path meta = path_ / ("processed/" + stem_ + "_meta.parquet");
  const fs::path series = path_ / ("processed/" + stem_ + "_ts.parquet");
  const fs::path manifest = path_ / "plumbline.json";
  const std::string old_series = read_file(series);
  const std::string old_manifest = read_file(manifest);
  {
    Store store = Store::open(path_);
    put(store, many_points(5, 3));
  }
  const auto new_state = sums_of(path_);
  // Meta has been renamed, series and manifest have not.
  fs::rename(series, series.string() + ".part");
  write_file(series, old_series);
  fs::rename(manifest, manifest.string() + ".next");
  write_file(manifest, old_manifest);
  const Store store = Store::open(path_);
  EXPECT_EQ(store.tiles().front().points, 5U);
  EXPECT_EQ(read_all_series(store, stem_).size(), 5U);
  EXPECT_EQ(sums_of(path_), new_state);
}

// Of a tile that is replaced, the filled series go with the change: also when it is cut off after it was
// settled.
TEST_F(Failure, a_file_that_a_change_leaves_without_a_name_is_removed_by_whoever_finishes_it) {
  const fs::path filled = path_ / ("processed/" + stem_ + "_filled.parquet");
  const fs::path manifest = path_ / "plumbline.json";
  const auto fill = [](SeriesBlock& block, std::span<std::uint8_t> marks) {
    for (std::size_t i = 0; i < block.acquisitions(); ++i) {
      for (std::size_t point = 0; point < block.points(); ++point) {
        if (!std::isnan(block.acquisition(i)[point])) continue;
        block.acquisition(i)[point] = 1;
        marks[i * block.points() + point] = 1;
      }
    }
  };
  Store::open(path_).put_filled(stem_, fill, {"correct"});
  const std::string old_filled = read_file(filled);
  const std::string old_manifest = read_file(manifest);
  {
    Store store = Store::open(path_);
    put(store, tile_);
  }
  EXPECT_FALSE(fs::exists(filled));
  const auto new_state = sums_of(path_);
  fs::rename(manifest, manifest.string() + ".next");
  write_file(manifest, old_manifest);
  write_file(filled, old_filled);
  EXPECT_EQ(Store::open(path_).tiles().size(), 1U);
  EXPECT_EQ(sums_of(path_), new_state);
}

TEST_F(Failure, a_second_writer_is_told_that_there_is_one) {
  Store first = Store::open(path_);
  Store second = Store::open(path_);
  const auto write = [](const fs::path& beside) { write_file(beside, "x"); };
  first.put_file("a.txt", {"a"}, write);
  EXPECT_THAT(error_of([&] { second.put_file("b.txt", {"b"}, write); }).what(), HasSubstr("another process"));
  EXPECT_EQ(Store::open(path_).tiles().size(), 1U) << "reading goes on";
}

TEST_F(Failure, a_writer_that_opened_the_store_before_another_changed_it_is_told_so) {
  Store late = Store::open(path_);
  const auto write = [](const fs::path& beside) { write_file(beside, "x"); };
  {
    Store early = Store::open(path_);
    early.put_file("a.txt", {"a"}, write);
  }
  EXPECT_THAT(error_of([&] { late.put_file("b.txt", {"b"}, write); }).what(), HasSubstr("changed"));
}

TEST_F(Failure, a_damaged_list_of_contents_is_a_bad_store) {
  const std::string text = read_file(path_ / "plumbline.json");
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  for (const std::string& damaged :
       {std::string("{"), std::string("[]"), std::string("{}"), text.substr(0, text.size() / 2),
        with("\"points\": 30000", "\"points\": \"many\""), with("\"L2b\"", "\"L9\""),
        with("processed/" + stem_ + "_meta", "../../etc/passwd"), with("2020-01-03", "2020-13-03")}) {
    write_file(path_ / "plumbline.json", damaged);
    const Error error = error_of([&] { Store::open(path_); });
    EXPECT_EQ(error.code(), ErrorCode::bad_store) << error.what();
    EXPECT_THAT(error.what(), HasSubstr("plumbline.json"));
  }
}

TEST_F(Failure, a_store_of_a_newer_version_is_not_touched) {
  std::string text = read_file(path_ / "plumbline.json");
  text.replace(text.find("\"format_version\": 1"), 19, "\"format_version\": 7");
  write_file(path_ / "plumbline.json", text);
  const Error error = error_of([&] { Store::open_or_create(path_); });
  EXPECT_EQ(error.code(), ErrorCode::bad_store);
  EXPECT_THAT(error.what(), HasSubstr("version 7"));
  EXPECT_THAT(error.advice(), HasSubstr("newer Plumbline"));
}

TEST_F(Failure, a_damaged_or_missing_parquet_file_is_a_bad_store_that_names_it) {
  const Store store = Store::open(path_);
  const fs::path meta = path_ / store.tiles().front().meta.path;
  const fs::path series = path_ / store.tiles().front().series.path;
  const auto read_meta = [&] { store.read_columns(stem_, std::vector<std::string>{"pid"}); };
  const auto read_series = [&] { read_all_series(store, stem_); };

  const std::string whole = read_file(meta);
  write_file(meta, whole.substr(0, whole.size() - 100));
  EXPECT_THAT(error_of(read_meta).what(), HasSubstr("bytes"));
  write_file(meta, std::string(whole.size(), 'x'));
  EXPECT_EQ(error_of(read_meta).code(), ErrorCode::bad_store);
  EXPECT_THAT(error_of(read_meta).what(), HasSubstr("_meta.parquet"));
  fs::remove(series);
  EXPECT_EQ(error_of(read_series).code(), ErrorCode::bad_store);
  EXPECT_THAT(error_of(read_series).what(), HasSubstr("_ts.parquet"));
}

TEST(Open, a_folder_without_a_store_is_file_missing) {
  const TempFolder folder;
  EXPECT_FALSE(Store::exists(folder.path()));
  EXPECT_EQ(error_of([&] { Store::open(folder.path()); }).code(), ErrorCode::file_missing);
  EXPECT_EQ(error_of([&] { Store::open(folder / "none"); }).code(), ErrorCode::file_missing);
}

TEST_F(Failure, unknown_tiles_and_columns_have_their_own_codes) {
  Store store = Store::open(path_);
  EXPECT_EQ(error_of([&] { read_all_series(store, "none"); }).code(), ErrorCode::not_found);
  EXPECT_EQ(error_of([&] { store.read_columns(stem_, std::vector<std::string>{"class_1"}); }).code(),
            ErrorCode::missing_stage);
  EXPECT_EQ(error_of([&] { store.read_columns(stem_, std::vector<std::string>{"PID"}); }).code(),
            ErrorCode::missing_stage)
      << "names are case-sensitive";
}

TEST(PutFile, a_store_wide_result_is_kept_with_its_stage_and_sum) {
  const TempFolder folder;
  {
    Store store = Store::open_or_create(folder / "s");
    store.put_file("clusters_polygons.gpkg", {"cluster", 3, "{}", "x"},
                   [](const fs::path& beside) { write_file(beside, "abc"); });
  }
  const Store store = Store::open(folder / "s");
  EXPECT_EQ(read_file(store.folder() / "clusters_polygons.gpkg"), "abc");
  ASSERT_NE(store.find_file("clusters_polygons.gpkg"), nullptr);
  EXPECT_EQ(store.find_file("clusters_polygons.gpkg")->sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(store.stage("cluster")->method_version, 3);
  EXPECT_EQ(store.stage("none"), nullptr);
}

}  // namespace
}  // namespace plumbline::store::test
