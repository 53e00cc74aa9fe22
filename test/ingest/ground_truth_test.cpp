// SPDX-License-Identifier: MIT
#include "ingest/ground_truth.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "support/support.h"

namespace plumbline::ingest {
namespace {

using testing::HasSubstr;

std::string error_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(ReadVelocityPairs, columns_are_found_by_how_they_begin_and_empty_means_not_measured) {
  const test::TempFolder folder;
  test::write_file(
      folder / "pairs.csv",
      "point,gnss_vertical_mm_per_year,sar_vertical_mm_per_year,printed\n1,-1.288,-0.451,0.8\n4,-1.1,,\n");
  const auto pairs = read_velocity_pairs(folder / "pairs.csv");
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].point, "1");
  EXPECT_DOUBLE_EQ(pairs[0].ground, -1.288);
  EXPECT_DOUBLE_EQ(pairs[0].radar, -0.451);
  EXPECT_TRUE(std::isnan(pairs[1].radar));
}

TEST(ReadVelocityPairs, a_missing_column_and_a_wrong_number_are_named) {
  const test::TempFolder folder;
  test::write_file(folder / "a.csv", "point,gnss_up\n1,2\n");
  EXPECT_THAT(error_of([&] { read_velocity_pairs(folder / "a.csv"); }), HasSubstr("begins with \"sar\""));
  test::write_file(folder / "b.csv", "point,gnss,sar\n1,2,three\n");
  EXPECT_THAT(error_of([&] { read_velocity_pairs(folder / "b.csv"); }),
              HasSubstr("b.csv:2: column \"sar\": \"three\" is not a number"));
}

TEST(ReadBenchmarks, heights_belong_to_the_dates_of_their_columns) {
  const test::TempFolder folder;
  test::write_file(folder / "b.csv",
                   "name,lon,lat,order,20200101,2022-01-01\nA,13.2,38.7,1,10.002,9.998\nB,13.3,38.8,1,,5\n");
  const BenchmarkTable table = read_benchmarks(folder / "b.csv");
  ASSERT_EQ(table.axis.size(), 2u);
  EXPECT_EQ(table.axis.date(1).iso(), "2022-01-01");
  ASSERT_EQ(table.benchmarks.size(), 2u);
  EXPECT_EQ(table.benchmarks[0].name, "A");
  EXPECT_DOUBLE_EQ(table.benchmarks[0].heights_m[1], 9.998);
  EXPECT_TRUE(std::isnan(table.benchmarks[1].heights_m[0]));
}

TEST(ReadBenchmarks, one_date_gives_no_rate) {
  const test::TempFolder folder;
  test::write_file(folder / "b.csv", "name,lon,lat,20200101\nA,13.2,38.7,10\n");
  EXPECT_THAT(error_of([&] { read_benchmarks(folder / "b.csv"); }), HasSubstr("a rate needs two"));
}

}  // namespace
}  // namespace plumbline::ingest
