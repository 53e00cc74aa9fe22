// SPDX-License-Identifier: MIT
#include "validate/rate.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

TEST(Rate, of_two_values_is_their_difference_in_time_and_its_error_is_unknown) {
  const auto r = rate(std::vector<double>{0, 2}, std::vector<double>{10, 7});
  ASSERT_TRUE(r);
  EXPECT_DOUBLE_EQ(r->per_year, -1.5);
  EXPECT_TRUE(std::isnan(r->std));
}

TEST(Rate, missing_values_take_no_part) {
  const auto r = rate(std::vector<double>{0, 1, 2, 3}, std::vector<double>{1, kMissing, 5, 7});
  EXPECT_DOUBLE_EQ(r->per_year, 2);
  EXPECT_NEAR(r->std, 0, 1e-12);
}

TEST(Rate, one_value_gives_none) {
  EXPECT_FALSE(rate(std::vector<double>{0, 1}, std::vector<double>{1, kMissing}));
  EXPECT_FALSE(rate({}, {}));
}

TEST(Rate, the_standard_deviation_is_that_of_repeated_measurements) {
  std::mt19937 random(11);
  std::normal_distribution<double> noise(0, 2);
  const std::vector<double> years{0, 1, 2.5, 4, 6};
  double squares = 0, variances = 0;
  constexpr int kTrials = 20000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> values;
    for (const double t : years) values.push_back(3 * t + noise(random));
    const auto r = rate(years, values);
    squares += (r->per_year - 3) * (r->per_year - 3);
    variances += r->std * r->std;
  }
  EXPECT_NEAR(variances / squares, 1, 0.05);
}

const TimeAxis kThreeYears(std::vector{*Date::from_text("20200101"), *Date::from_text("20210101"),
                                       *Date::from_text("20220101")});

TEST(ValueAt, lies_on_straight_lines_between_what_is_there) {
  const std::vector<double> heights{1, 2, 4};
  EXPECT_DOUBLE_EQ(value_at(kThreeYears, heights, *Date::from_text("20200101")), 1);
  EXPECT_NEAR(value_at(kThreeYears, heights, *Date::from_text("20200702")), 1.5, 1e-12);
  EXPECT_DOUBLE_EQ(value_at(kThreeYears, heights, *Date::from_text("20220101")), 4);
  const std::vector<double> gap{1, kMissing, 4};
  EXPECT_NEAR(value_at(kThreeYears, gap, *Date::from_text("20210101")), 1 + 3 * 366.0 / 731, 1e-12);
}

TEST(ValueAt, is_unknown_outside) {
  const std::vector<double> heights{kMissing, 2, 4};
  EXPECT_TRUE(std::isnan(value_at(kThreeYears, heights, *Date::from_text("20200601"))));
  EXPECT_TRUE(std::isnan(value_at(kThreeYears, heights, *Date::from_text("20220102"))));
}

}  // namespace
}  // namespace plumbline::validate
