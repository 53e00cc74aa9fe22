// SPDX-License-Identifier: MIT
// Whatever is done to the files of a store, the check names the file and says what is wrong.
#include "store/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/durable_file.h"
#include "store/store_fixture.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

namespace fs = std::filesystem;
using plumbline::test::read_file;
using plumbline::test::TempFolder;
using plumbline::test::write_file;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kA = "processed/EGMS_L2b_022_0845_IW2_VV_2020_2024_1";

class Check : public testing::Test {
 protected:
  Check() : path_(folder_ / "s") {
    Store store = Store::open_or_create(path_);
    put(store, many_points(3'000, 12));
    SmallTile other = many_points(3'000, 12);
    other.description.stem = "b";
    std::reverse(other.series.begin(), other.series.end());
    put(store, other);
    store.put_file("clusters_polygons.gpkg", {"cluster"},
                   [](const fs::path& beside) { write_file(beside, "polygons"); });
  }
  std::vector<Finding> findings() const {
    return check_store(path_, {}, [](std::uint64_t) {}).findings;
  }
  /// Path and problem of all findings.
  std::vector<std::string> lines() const {
    std::vector<std::string> all;
    for (const Finding& finding : findings()) all.push_back(finding.path + ": " + finding.problem);
    return all;
  }
  /// The one finding there is.
  std::string only_line() const {
    const auto all = lines();
    EXPECT_EQ(all.size(), 1U) << testing::PrintToString(all);
    return all.empty() ? "" : all.front();
  }
  std::vector<std::string> listed_files() const {
    return {std::string(kA) + "_meta.parquet", std::string(kA) + "_ts.parquet", "processed/b_meta.parquet",
            "processed/b_ts.parquet", "clusters_polygons.gpkg"};
  }

  TempFolder folder_;
  fs::path path_;
};

TEST_F(Check, an_untouched_store_has_nothing_wrong) {
  std::uint64_t read = 0;
  const CheckResult result = check_store(path_, {}, [&](std::uint64_t bytes) { read += bytes; });
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_EQ(result.tiles, 2U);
  EXPECT_EQ(result.files, 5U);
  EXPECT_EQ(result.bytes, read);
  EXPECT_EQ(result.bytes, listed_bytes(path_));
}

TEST_F(Check, one_changed_bit_anywhere_in_any_file_is_found) {
  for (const std::string& name : listed_files()) {
    const std::string whole = read_file(path_ / name);
    for (int part = 0; part <= 20; ++part) {
      const std::size_t place = (whole.size() - 1) * static_cast<std::size_t>(part) / 20;
      std::string changed = whole;
      changed[place] = static_cast<char>(changed[place] ^ 0x10);
      write_file(path_ / name, changed);
      EXPECT_THAT(lines(), Contains(AllOf(HasSubstr(name), HasSubstr("not what was written"))))
          << name << " at byte " << place;
    }
    write_file(path_ / name, whole);
  }
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(Check, a_file_cut_off_anywhere_or_longer_is_found) {
  for (const std::string& name : listed_files()) {
    const std::string whole = read_file(path_ / name);
    for (const std::size_t left : {std::size_t{0}, std::size_t{1}, whole.size() / 2, whole.size() - 1}) {
      write_file(path_ / name, whole.substr(0, left));
      EXPECT_THAT(only_line(), AllOf(HasSubstr(name), HasSubstr("cut off"))) << left;
    }
    write_file(path_ / name, whole + "x");
    EXPECT_THAT(only_line(), AllOf(HasSubstr(name), HasSubstr("added to")));
    write_file(path_ / name, whole);
  }
}

TEST_F(Check, a_missing_file_is_found) {
  for (const std::string& name : listed_files()) {
    fs::rename(path_ / name, folder_ / "away");
    EXPECT_EQ(only_line(), name + ": the file is missing");
    fs::rename(folder_ / "away", path_ / name);
  }
}

TEST_F(Check, a_file_of_another_tile_is_called_so) {
  fs::copy_file(path_ / "processed/b_ts.parquet", path_ / (std::string(kA) + "_ts.parquet"),
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(lines(), Contains(std::string(kA) + "_ts.parquet: the file holds the series of tile b"));
}

TEST_F(Check, files_that_the_list_does_not_know_are_foreign) {
  write_file(path_ / "processed/c_meta.parquet", "x");
  write_file(path_ / "notes.txt", "x");
  fs::create_directories(path_ / "view");
  write_file(path_ / "view/index.bin", "derived");
  EXPECT_THAT(lines(), ElementsAre("notes.txt: the store's list does not have this file",
                                   "processed/c_meta.parquet: the store's list does not have this file"));
}

TEST_F(Check, what_an_interrupted_run_left_is_found_and_nothing_is_changed) {
  write_file(path_ / "processed/c_ts.parquet.part", "half");
  EXPECT_EQ(only_line(), "processed/c_ts.parquet.part: a run that was cut off has left this");
  EXPECT_TRUE(fs::exists(path_ / "processed/c_ts.parquet.part"));
}

TEST_F(Check, a_change_that_was_cut_off_while_renaming_is_one_finding) {
  const fs::path series = path_ / "processed/b_ts.parquet";
  fs::rename(series, series.string() + ".part");
  fs::copy_file(path_ / "plumbline.json", path_ / "plumbline.json.next");
  EXPECT_THAT(only_line(), HasSubstr("plumbline.json.next: a change was cut off"));
  EXPECT_TRUE(fs::exists(path_ / "plumbline.json.next")) << "the check itself changes nothing";
  Store::open(path_);
  EXPECT_THAT(lines(), IsEmpty()) << "opening the store has finished the change";
}

TEST_F(Check, a_damaged_list_is_found_at_any_place) {
  const std::string whole = read_file(path_ / "plumbline.json");
  for (const std::string& damaged : {std::string(), whole.substr(0, whole.size() / 2), std::string("[]")}) {
    write_file(path_ / "plumbline.json", damaged);
    EXPECT_THAT(only_line(), HasSubstr("plumbline.json: the store's list of contents is damaged"));
  }
}

/// The list and the files agree byte for byte, and yet something does not fit: a list that was put together
/// by hand, or another program that wrote.
class Forged : public Check {
 protected:
  void replace_in_list(const std::string& from, const std::string& to) {
    std::string text = read_file(path_ / "plumbline.json");
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
    write_file(path_ / "plumbline.json", text);
  }
  /// Puts `content` in the place of a file of tile b, and its size and sum into the list.
  void forge(const std::string& name, const std::string& content) {
    const std::string old = read_file(path_ / name);
    replace_in_list(sha256_of(old), sha256_of(content));
    replace_in_list(fmt_bytes(old), fmt_bytes(content));
    write_file(path_ / name, content);
  }
  static std::string fmt_bytes(const std::string& content) {
    return "\"bytes\": " + std::to_string(content.size()) + ",";
  }
  /// The files of tile b as another store would have them.
  std::string file_of(const SmallTile& tile, const std::string& name) {
    const fs::path other = folder_ / "other";
    fs::remove_all(other);
    Store store = Store::open_or_create(other);
    put(store, tile);
    return read_file(other / name);
  }
};

TEST_F(Forged, rows_in_another_order_are_found) {
  SmallTile shuffled = many_points(3'000, 12);
  shuffled.description.stem = "b";
  auto pids = shuffled.meta.get<std::string>("pid");
  std::vector<std::string> swapped(pids.begin(), pids.end());
  std::swap(swapped[41], swapped[2'000]);
  std::get<std::vector<std::string>>(shuffled.meta.columns()[0].values) = swapped;
  forge("processed/b_ts.parquet", file_of(shuffled, "processed/b_ts.parquet"));
  EXPECT_EQ(
      only_line(),
      "processed/b_ts.parquet: 2 rows have another pid than processed/b_meta.parquet, the first is row 42");
}

TEST_F(Forged, another_number_of_rows_is_found) {
  SmallTile shorter = many_points(2'999, 12);
  shorter.description.stem = "b";
  forge("processed/b_meta.parquet", file_of(shorter, "processed/b_meta.parquet"));
  EXPECT_EQ(only_line(),
            "processed/b_meta.parquet: the file has 2999 rows, the store's list says 3000 points");
}

TEST_F(Forged, other_dates_are_found) {
  SmallTile longer = many_points(3'000, 13);
  longer.description.stem = "b";
  forge("processed/b_ts.parquet", file_of(longer, "processed/b_ts.parquet"));
  EXPECT_THAT(only_line(), HasSubstr("\"20200315\" stands where nothing should"));
}

TEST_F(Forged, a_file_that_is_no_parquet_is_found) {
  forge("processed/b_ts.parquet", std::string(5'000, 'x'));
  EXPECT_THAT(only_line(), HasSubstr("processed/b_ts.parquet: "));
}

TEST(CheckStore, a_folder_without_a_store_and_a_store_that_is_written_to_are_errors) {
  const TempFolder folder;
  EXPECT_THROW(check_store(folder.path(), {}, [](std::uint64_t) {}), Error);
  Store store = Store::open_or_create(folder / "s");
  put(store, three_points());
  try {
    check_store(folder / "s", {}, [](std::uint64_t) {});
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::file_access);
    EXPECT_THAT(error.what(), HasSubstr("another process"));
  }
}

}  // namespace
}  // namespace plumbline::store::test
