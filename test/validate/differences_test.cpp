// SPDX-License-Identifier: MIT
#include "validate/differences.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "support/support.h"

namespace plumbline::validate {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TEST(Differences, are_radar_minus_ground) {
  const Differences d = differences(std::vector<Pair>{{1, 3}, {2, 1}, {0, 0.5}});
  EXPECT_EQ(d.pairs, 3u);
  EXPECT_DOUBLE_EQ(d.bias, 0.5);
  EXPECT_DOUBLE_EQ(d.mean_absolute, 3.5 / 3);
  EXPECT_DOUBLE_EQ(d.largest, 2);
  EXPECT_DOUBLE_EQ(d.smallest, 0.5);
  EXPECT_DOUBLE_EQ(d.rms, std::sqrt((4 + 1 + 0.25) / 3));
}

TEST(Differences, correlation_is_one_on_a_line_and_unknown_without_variation) {
  EXPECT_NEAR(differences(std::vector<Pair>{{1, 5}, {2, 7}, {4, 11}}).correlation, 1, 1e-12);
  EXPECT_NEAR(differences(std::vector<Pair>{{1, -1}, {2, -2}}).correlation, -1, 1e-12);
  EXPECT_TRUE(std::isnan(differences(std::vector<Pair>{{1, 5}, {1, 7}}).correlation));
  EXPECT_TRUE(std::isnan(differences(std::vector<Pair>{{1, 5}}).correlation));
}

TEST(Differences, incomplete_pairs_are_left_out) {
  const Differences d = differences(std::vector<Pair>{{1, kMissing}, {kMissing, 2}, {1, 2}});
  EXPECT_EQ(d.pairs, 1u);
  EXPECT_EQ(d.bias, 1);
}

TEST(Differences, of_nothing_are_unknown) {
  const Differences d = differences({});
  EXPECT_EQ(d.pairs, 0u);
  for (const double value :
       {d.mean_absolute, d.largest, d.smallest, d.bias, d.rms, d.correlation, d.within_two_std})
    EXPECT_TRUE(std::isnan(value));
  EXPECT_TRUE(std::isnan(agreement_index(std::span<const Pair>(), 1)));
}

TEST(Differences, both_standard_deviations_count) {
  // Differences 2, 2 and 3; standard deviations 1 (twice that is 2), 0.5 and unknown.
  const Differences d = differences(std::vector<Pair>{{0, 2, 0.6, 0.8}, {0, 2, 0.3, 0.4}, {0, 3}});
  EXPECT_DOUBLE_EQ(d.within_two_std, 0.5);
}

TEST(AgreementIndex, is_one_for_equal_values_and_zero_from_the_worst_difference_on) {
  EXPECT_DOUBLE_EQ(agreement_index(std::vector<Pair>{{1, 1}, {-2, -2}}, 2.1), 1);
  EXPECT_DOUBLE_EQ(agreement_index(std::vector<Pair>{{0, 2.1}, {0, -50}}, 2.1), 0);
  EXPECT_DOUBLE_EQ(agreement_index(std::vector<Pair>{{0, 0.5}, {0, -1.5}}, 2), 0.5);
}

TEST(Differences, of_the_thessaloniki_table_are_those_of_the_paper) {
  PLUMBLINE_SHARED_OR_SKIP(file, "gnss/thessaloniki_table2.csv");
  const test::Csv table = test::read_csv(file);
  std::vector<Pair> pairs;
  for (const auto& row : table.rows) {
    const std::string& ground = row[table.column("gnss_vertical_mm_per_year")];
    const std::string& radar = row[table.column("sar_vertical_mm_per_year")];
    if (!ground.empty() && !radar.empty()) pairs.push_back({std::stod(ground), std::stod(radar)});
  }
  const Differences d = differences(pairs);
  EXPECT_EQ(d.pairs, 40u);
  EXPECT_NEAR(d.mean_absolute, 0.524, 5e-4);
  EXPECT_NEAR(d.largest, 1.458, 5e-4);
  EXPECT_NEAR(d.smallest, 0.020, 5e-4);
}

TEST(AgreementIndex, what_was_not_found_counts_nothing) {
  const std::vector<double> distances_m{0, 15, std::nan(""), 100};
  EXPECT_DOUBLE_EQ(agreement_index(distances_m, 30), (1 + 0.5 + 0 + 0) / 4);
}

}  // namespace
}  // namespace plumbline::validate
