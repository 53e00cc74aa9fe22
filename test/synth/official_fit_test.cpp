// SPDX-License-Identifier: MIT
#include "synth/official_fit.h"

#include <gtest/gtest.h>

#include "normal_equations.h"
#include "synth/random.h"

namespace plumbline::synth {
namespace {

std::vector<double> uneven_years(std::size_t count) {
  std::vector<double> years;
  for (std::size_t i = 0; i < count; ++i) years.push_back(static_cast<double>(i * 12 + i % 3 * 2) / 365.25);
  return years;
}

TEST(OfficialFit, a_line_has_its_slope_and_nothing_else) {
  const std::vector<double> years = uneven_years(60);
  std::vector<double> values;
  for (const double t : years) values.push_back(2 - 7.5 * t);
  const OfficialStatistics statistics = OfficialFit(years)(values);
  EXPECT_NEAR(statistics.velocity, -7.5, 1e-10);
  EXPECT_NEAR(statistics.acceleration, 0, 1e-8);
  EXPECT_NEAR(statistics.seasonality, 0, 1e-8);
  EXPECT_NEAR(statistics.rmse, 0, 1e-5);
}

TEST(OfficialFit, acceleration_is_twice_the_coefficient_of_the_square) {
  const std::vector<double> years = uneven_years(60);
  std::vector<double> values;
  for (const double t : years) values.push_back(1.5 * t * t);
  EXPECT_NEAR(OfficialFit(years)(values).acceleration, 3, 1e-8);
}

TEST(OfficialFit, agrees_with_the_normal_equations_on_noise) {
  const Random random(5);
  for (std::uint64_t trial = 0; trial < 20; ++trial) {
    const std::vector<double> years = uneven_years(10 + 9 * trial);
    std::vector<double> values;
    for (std::size_t i = 0; i < years.size(); ++i) values.push_back(random.stream(trial).uniform(i, -20, 20));
    const OfficialStatistics fitted = OfficialFit(years)(values);
    const OfficialStatistics plain = test::plain_statistics(years, values);
    const auto expect_close = [](double a, double b) { EXPECT_NEAR(a, b, 1e-6 * (1 + std::fabs(b))); };
    expect_close(fitted.velocity, plain.velocity);
    expect_close(fitted.velocity_std, plain.velocity_std);
    expect_close(fitted.acceleration, plain.acceleration);
    expect_close(fitted.acceleration_std, plain.acceleration_std);
    expect_close(fitted.seasonality, plain.seasonality);
    expect_close(fitted.seasonality_std, plain.seasonality_std);
    expect_close(fitted.rmse, plain.rmse);
  }
}

}  // namespace
}  // namespace plumbline::synth
