// SPDX-License-Identifier: MIT
#include "synth/portable_math.h"

#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "synth/random.h"

namespace plumbline::synth {
namespace {

TEST(PortableMath, sine_and_cosine_are_those_of_the_c_library) {
  for (double turns = -3; turns <= 9; turns += 0.00137) {
    EXPECT_NEAR(sine_of_turns(turns), std::sin(2 * std::numbers::pi * turns), 2e-14) << turns;
    EXPECT_NEAR(cosine_of_turns(turns), std::cos(2 * std::numbers::pi * turns), 2e-14) << turns;
  }
  EXPECT_EQ(sine_of_turns(0.5), 0);
  EXPECT_EQ(cosine_of_turns(1), 1);
}

TEST(PortableMath, logarithm_and_inverse_tangent_are_those_of_the_c_library) {
  for (double x = 1e-9; x < 1e9; x *= 1.37) {
    EXPECT_NEAR(natural_log(x), std::log(x), 2e-14 * std::fmax(1, std::fabs(std::log(x)))) << x;
    EXPECT_NEAR(arc_tangent(x), std::atan(x), 1e-14) << x;
    EXPECT_NEAR(arc_tangent(-x), std::atan(-x), 1e-14) << x;
  }
  for (double x = -0.999; x < 1; x += 0.013) EXPECT_NEAR(arc_sine(x), std::asin(x), 1e-13) << x;
}

TEST(PortableMath, normal_quantiles_invert_the_normal_distribution) {
  for (double p = 0.0005; p < 1; p += 0.0005) {
    EXPECT_NEAR(0.5 * std::erfc(-normal_quantile(p) / std::numbers::sqrt2), p, 1e-8);
  }
}

TEST(Random, a_number_depends_on_seed_stream_and_counter) {
  const Random random(7);
  EXPECT_EQ(random.bits(5), Random(7).bits(5));
  EXPECT_NE(random.bits(5), random.bits(6));
  EXPECT_NE(random.bits(5), Random(8).bits(5));
  EXPECT_NE(random.stream(1).bits(0), random.stream(2).bits(0));
}

void expect_moments(const QuantileTable& table, double kurtosis, double tolerance) {
  const Random random(3);
  constexpr int kDraws = 400000;
  double sum = 0, squares = 0, fourth = 0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    const double x = static_cast<double>(table(static_cast<std::uint32_t>(random.bits(i))));
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.006);
  EXPECT_NEAR(squares / kDraws, 1, 0.02);
  EXPECT_NEAR(fourth / kDraws, kurtosis, tolerance);
}

TEST(Random, tables_of_quantiles_have_mean_zero_and_variance_one) {
  expect_moments(QuantileTable::normal(), 2.95, 0.1);
  expect_moments(QuantileTable::heavy_tailed(), 9, 1.5);
}

}  // namespace
}  // namespace plumbline::synth
