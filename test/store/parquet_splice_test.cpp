// SPDX-License-Identifier: MIT
#include "store/parquet_splice.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/store_fixture.h"
#include "store/thrift_value.h"
#include "support/support.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;
using plumbline::test::read_file;
using plumbline::test::TempFolder;
using plumbline::test::write_file;
using test::duckdb_rows;

/// Writes what `select` gives as Parquet in groups of 2,048 rows.
fs::path parquet(const fs::path& path, const std::string& select, std::size_t group_rows = 2048) {
  duckdb_rows(
      fmt::format("COPY ({}) TO '{}' (FORMAT parquet, ROW_GROUP_SIZE {})", select, path.string(), group_rows),
      "SELECT 1");
  return path;
}

std::vector<std::string> rows_of(const fs::path& path, const std::string& select = "SELECT *") {
  return duckdb_rows("", fmt::format("{} FROM read_parquet('{}')", select, path.string()));
}

std::string footer_of(const fs::path& path) {
  const std::string bytes = read_file(path);
  std::uint32_t length = 0;
  std::memcpy(&length, bytes.data() + bytes.size() - 8, sizeof length);
  return bytes.substr(bytes.size() - 8 - length, length);
}

class Splice : public testing::Test {
 protected:
  const TempFolder folder_;
  fs::path base_ = parquet(folder_ / "base.parquet",
                           "SELECT i AS row, i % 7 AS week, {'x': i / 3.0, 'y': [i, i + 1]} AS nested, "
                           "CASE WHEN i % 2 = 0 THEN 'even ' || i END AS words FROM range(5000) t(i)");
  fs::path added_ =
      parquet(folder_ / "added.parquet", "SELECT -i AS week, i % 100 = 0 AS hundred FROM range(5000) t(i)");
  fs::path out_ = folder_ / "out.parquet";
};

TEST_F(Splice, the_result_is_what_a_join_by_position_would_be) {
  splice_columns(base_, added_, out_);
  EXPECT_EQ(rows_of(out_),
            duckdb_rows("", fmt::format("SELECT b.row, a.week, b.nested, b.words, a.hundred FROM "
                                        "read_parquet('{}') b POSITIONAL JOIN read_parquet('{}') a",
                                        base_.string(), added_.string())));
  EXPECT_EQ(rows_of(out_).size(), 5000U);
}

TEST_F(Splice, readers_still_skip_by_what_the_footer_says_of_a_group) {
  splice_columns(base_, added_, out_);
  const std::string statistics = fmt::format(
      "SELECT path_in_schema, row_group_id, stats_min_value, stats_max_value, num_values FROM "
      "parquet_metadata('{}') "
      "ORDER BY ALL",
      out_.string());
  EXPECT_THAT(duckdb_rows("", statistics),
              testing::IsSupersetOf({"row|1|2048|4095|2048", "week|0|-2047|0|2048"}));
  EXPECT_EQ(rows_of(out_, "SELECT count(*) FILTER (row BETWEEN 2047 AND 2049)"),
            std::vector<std::string>{"3"});
}

TEST_F(Splice, a_file_with_its_own_columns_is_that_file) {
  const fs::path one = parquet(folder_ / "one.parquet", "SELECT i AS row FROM range(5000) t(i)");
  splice_columns(one, one, out_);
  EXPECT_EQ(read_file(out_), read_file(one));
}

TEST_F(Splice, rows_in_other_groups_are_refused) {
  for (const auto& [rows, group] : {std::pair(5000, 4096), std::pair(4999, 2048), std::pair(2000, 2048)}) {
    const fs::path other =
        parquet(folder_ / "other.parquet", fmt::format("SELECT i AS extra FROM range({}) t(i)", rows),
                static_cast<std::size_t>(group));
    EXPECT_THROW(splice_columns(base_, other, out_), Error) << rows << " in groups of " << group;
  }
}

TEST_F(Splice, a_file_cut_off_anywhere_is_an_error) {
  const std::string bytes = read_file(base_);
  for (std::size_t left = 0; left < bytes.size(); left += 997) {
    const fs::path cut = folder_ / "cut.parquet";
    write_file(cut, bytes.substr(0, left));
    EXPECT_THROW(splice_columns(cut, added_, out_), Error) << left << " bytes";
  }
}

TEST(ThriftValue, a_footer_of_duckdb_comes_back_byte_for_byte) {
  const TempFolder folder;
  const std::string footer = footer_of(
      parquet(folder / "x.parquet", "SELECT i, i / 7.0 AS d, [i] AS l, i > 9 AS b FROM range(5000) t(i)"));
  EXPECT_EQ(to_compact(from_compact(footer)), footer);
}

TEST(ThriftValue, damaged_bytes_are_a_value_or_an_error) {
  const TempFolder folder;
  const std::string footer =
      footer_of(parquet(folder / "x.parquet", "SELECT i, [i] AS l FROM range(9) t(i)"));
  std::mt19937 random(1);
  int errors = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes = footer.substr(0, random() % 4 == 0 ? random() % footer.size() : footer.size());
    for (std::size_t i = random() % 3; i > 0 && !bytes.empty(); --i)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    try {
      to_compact(from_compact(bytes));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_store);
      ++errors;
    }
  }
  EXPECT_GT(errors, 1000);
}

}  // namespace
}  // namespace plumbline::store
