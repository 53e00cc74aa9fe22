// SPDX-License-Identifier: MIT
#include "ingest/ground_truth.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "support/message_of.h"
#include "support/support.h"

namespace plumbline::ingest {
namespace {

using test::message_of;
using testing::HasSubstr;

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
  EXPECT_THAT(message_of([&] { read_velocity_pairs(folder / "a.csv"); }), HasSubstr("begins with \"sar\""));
  test::write_file(folder / "b.csv", "point,gnss,sar\n1,2,three\n");
  EXPECT_THAT(message_of([&] { read_velocity_pairs(folder / "b.csv"); }),
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
  EXPECT_THAT(message_of([&] { read_benchmarks(folder / "b.csv"); }), HasSubstr("a rate needs two"));
}

TEST(ReadReflectors, heights_are_for_those_that_are_given) {
  const test::TempFolder folder;
  test::write_file(folder / "with.csv",
                   "reflector,lon,lat,height,20200101,20200107\nCR1,13.1,38.7,102.5,0.1,\n");
  const auto with = read_reflectors(folder / "with.csv");
  ASSERT_EQ(with.reflectors.size(), 1u);
  EXPECT_EQ(with.axis.size(), 2u);
  EXPECT_DOUBLE_EQ(with.reflectors[0].height_m, 102.5);
  EXPECT_DOUBLE_EQ(with.reflectors[0].heights_m[0], 0.1);
  EXPECT_TRUE(std::isnan(with.reflectors[0].heights_m[1]));
  test::write_file(folder / "bare.csv", "name,longitude,latitude\nCR1,13.1,38.7\n");
  const auto bare = read_reflectors(folder / "bare.csv");
  EXPECT_TRUE(bare.axis.empty());
  EXPECT_TRUE(std::isnan(bare.reflectors.at(0).height_m));
}

TEST(ReadLegend, codes_are_whole_numbers_and_densities_may_be_missing) {
  const test::TempFolder folder;
  test::write_file(folder / "legend.csv", "code,name,points_per_km2\n50,built up,1000\n80,open water,\n");
  const auto legend = read_legend(folder / "legend.csv");
  ASSERT_EQ(legend.size(), 2u);
  EXPECT_EQ(legend[0].code, 50);
  EXPECT_EQ(legend[0].name, "built up");
  EXPECT_DOUBLE_EQ(legend[0].specified_per_km2, 1000);
  EXPECT_TRUE(std::isnan(legend[1].specified_per_km2));
  test::write_file(folder / "wrong.csv", "code,name\n1.5,half\n");
  EXPECT_THAT(message_of([&] { read_legend(folder / "wrong.csv"); }), HasSubstr("a code is a whole number"));
}

}  // namespace
}  // namespace plumbline::ingest
