// SPDX-License-Identifier: MIT
#include "ingest/series_table.h"

#include <cmath>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "ingest/example_tables.h"
#include "ingest/zip_builder.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using ingest::SeriesRows;
using ingest::SeriesTable;
using testing::ElementsAre;

TEST(SeriesTable, reads_any_ids_and_the_displacements_in_the_order_of_time) {
  const TempFolder folder;
  write_file(folder / "s.csv", "20200109,pid,note,20200103\n1.5,S000597,x,\n2.5,a b,y,-0.0\n");
  SeriesTable table(folder / "s.csv");
  EXPECT_EQ(table.axis().size(), 2u);
  SeriesRows rows;
  ASSERT_TRUE(table.read(rows));
  EXPECT_THAT(rows.pids, ElementsAre("S000597", "a b"));
  EXPECT_THAT(rows.series_mm, ElementsAre(testing::IsNan(), 1.5f, -0.0f, 2.5f));
  EXPECT_TRUE(std::signbit(rows.series_mm[2]));
  EXPECT_FALSE(table.read(rows));
  EXPECT_EQ(rows.size(), 0u);
  EXPECT_EQ(table.bytes_read(), table.total_bytes());
}

TEST(SeriesTable, a_table_larger_than_a_batch_comes_in_several_with_the_rows_in_order) {
  const TempFolder folder;
  std::string text = "pid,20200103,20200109\n";
  const std::string filling(200, '0');  // in front of a number, to make long lines
  std::size_t count = 0;
  for (; text.size() < 20'000'000; ++count)
    text += fmt::format("p{},{}{}.5,1.0\n", count, filling, count % 100);
  write_file(folder / "s.csv", text);
  SeriesTable table(folder / "s.csv");
  SeriesRows rows;
  std::size_t row = 0;
  std::size_t batches = 0;
  for (; table.read(rows); ++batches) {
    for (std::size_t i = 0; i < rows.size(); ++i, ++row) {
      ASSERT_EQ(rows.pids[i], fmt::format("p{}", row));
      ASSERT_EQ(rows.series_mm[2 * i], static_cast<float>(row % 100) + 0.5f);
    }
  }
  EXPECT_EQ(row, count);
  EXPECT_GT(batches, 1u);

  write_file(folder / "twice.csv", text + "p7,1.0,1.0\n");
  SeriesTable twice(folder / "twice.csv");
  EXPECT_EQ(error_of([&] {
              while (twice.read(rows)) {
              }
            }),
            fmt::format(
                "bad_value: {}:{}: column \"pid\": \"p7\" is the point of line 9 already. Each point must be "
                "there once",
                (folder / "twice.csv").string(), count + 2));
}

TEST(SeriesTable, a_table_without_rows_and_a_damaged_zip_are_errors) {
  const TempFolder folder;
  write_file(folder / "none.csv", "pid,20200103\n");
  SeriesTable none(folder / "none.csv");
  SeriesRows rows;
  EXPECT_THAT(error_of([&] { none.read(rows); }), testing::StartsWith("bad_value: "));
  write_file(folder / "bad.zip", zip_of({{.name = "a.csv", .text = "pid,20200103\na,x\n", .crc32 = 1}}));
  EXPECT_THAT(error_of([&] {
                SeriesTable bad(folder / "bad.zip");
                bad.read(rows);
              }),
              testing::StartsWith("bad_archive: "));
}

}  // namespace
}  // namespace plumbline::test
