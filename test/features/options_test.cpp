// SPDX-License-Identifier: MIT
// The options that go beyond the paper: jumps relative to the noise, and the long-run running sum.
#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "features/features.h"
#include "features/series.h"

namespace plumbline::features {
namespace {

std::vector<float> noisy_series(const TimeAxis& axis, double deviation, double step_mm, std::uint32_t seed) {
  const auto e = noise(axis.size(), deviation, seed);
  std::vector<float> series(axis.size());
  for (std::size_t i = 0; i < series.size(); ++i)
    series[i] = static_cast<float>(e[i] + (i >= series.size() / 2 ? step_mm : 0.0));
  return series;
}

/// Noise that remembers: xᵢ = φ xᵢ₋₁ + eᵢ.
std::vector<float> remembering(const TimeAxis& axis, double phi, std::uint32_t seed) {
  const auto e = noise(axis.size(), 1.0, seed);
  std::vector<float> series(axis.size());
  double x = 0;
  for (std::size_t i = 0; i < series.size(); ++i) series[i] = static_cast<float>(x = phi * x + e[i]);
  return series;
}

double share_above(double phi, double limit, double Features::*score) {
  const TimeAxis axis = regular_axis(200);
  int above = 0;
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    const auto f = describe(remembering(axis, phi, seed), {}, axis, {.long_run_cusum = true});
    above += f.value().*score > limit ? 1 : 0;
  }
  return above / 400.0;
}

TEST(FewestValues, a_series_with_fewer_present_values_is_not_described_and_filled_ones_do_not_count) {
  const TimeAxis axis = regular_axis(40);
  auto series = noisy_series(axis, 1.0, 0.0, 1);
  series[3] = series[4] = kMissing;  // 38 are left
  EXPECT_TRUE(describe(series, {}, axis, {.fewest_values = 38}).has_value());
  EXPECT_FALSE(describe(series, {}, axis, {.fewest_values = 39}).has_value());
  series[3] = series[4] = 0.0f;
  std::vector<std::uint8_t> filled(axis.size(), 0);
  filled[3] = filled[4] = 1;
  EXPECT_FALSE(describe(series, filled, axis, {.fewest_values = 39}).has_value());
  EXPECT_TRUE(describe(series, filled, axis, {.fewest_values = 38}).has_value());
}

TEST(FewestValues, nothing_is_described_by_fewer_than_ten_values_whatever_the_option) {
  const TimeAxis axis = regular_axis(9);
  EXPECT_FALSE(describe(noisy_series(axis, 1.0, 0.0, 1), {}, axis, {.fewest_values = 3}).has_value());
}

TEST(JumpSigma, the_scatter_of_a_noisy_point_is_no_jump) {
  const TimeAxis axis = regular_axis(200);
  const auto series = noisy_series(axis, 4.0, 0.0, 1);
  EXPECT_GT(describe(series, {}, axis)->n_jumps_nonseas, 10.0);  // the paper's 5 mm
  EXPECT_EQ(describe(series, {}, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 0.0);
}

TEST(JumpSigma, a_small_step_of_a_quiet_point_is_a_jump) {
  const TimeAxis axis = regular_axis(200);
  const auto series = noisy_series(axis, 0.3, 4.0, 2);
  EXPECT_EQ(describe(series, {}, axis)->n_jumps_nonseas, 0.0);
  EXPECT_EQ(describe(series, {}, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 1.0);
}

TEST(JumpSigma, a_single_wild_value_is_no_jump) {
  const TimeAxis axis = regular_axis(200);
  auto series = noisy_series(axis, 0.3, 0.0, 2);
  series[100] += 20.0f;
  EXPECT_EQ(describe(series, {}, axis)->n_jumps_nonseas, 2.0);  // there and back
  EXPECT_EQ(describe(series, {}, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 0.0);
}

TEST(JumpSigma, a_step_that_touches_a_filled_value_takes_no_part) {
  const TimeAxis axis = regular_axis(200);
  const auto series = noisy_series(axis, 0.3, 10.0, 2);
  std::vector<std::uint8_t> filled(axis.size());
  EXPECT_EQ(describe(series, filled, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 1.0);
  filled[100] = 1;
  EXPECT_EQ(describe(series, filled, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 0.0);
}

TEST(JumpSigma, without_noise_steps_below_a_millimetre_are_no_jumps) {
  const TimeAxis axis = regular_axis(200);
  auto series = noisy_series(axis, 0.0, 0.8, 3);
  EXPECT_EQ(describe(series, {}, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 0.0);
  series = noisy_series(axis, 0.0, 1.5, 3);
  EXPECT_EQ(describe(series, {}, axis, {.jump_sigma = 5.0})->n_jumps_nonseas, 1.0);
}

TEST(JumpSigma, a_larger_factor_never_finds_more_jumps) {
  const TimeAxis axis = regular_axis(200);
  const auto series = noisy_series(axis, 2.0, 10.0, 4);
  double before = 200;
  for (const double factor : {0.5, 1.0, 2.0, 3.0, 5.0, 8.0}) {
    const double jumps = describe(series, {}, axis, {.jump_sigma = factor})->n_jumps_nonseas;
    EXPECT_LE(jumps, before);
    before = jumps;
  }
}

TEST(JumpSigma, changes_no_other_feature) {
  const TimeAxis axis = regular_axis(100);
  const auto series = noisy_series(axis, 2.0, 10.0, 5);
  auto plain = describe(series, {}, axis)->values();
  auto relative = describe(series, {}, axis, {.jump_sigma = 1.0})->values();
  plain[10] = relative[10] = 0;
  EXPECT_EQ(plain, relative);
}

TEST(CusumLo, is_about_the_raw_score_in_noise_without_memory) {
  const TimeAxis axis = regular_axis(400);
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const auto f = describe(remembering(axis, 0.0, seed), {}, axis, {.long_run_cusum = true});
    EXPECT_NEAR(f->cusum_lo / f->cusum_score, 1.0, 0.45) << seed;
  }
}

TEST(CusumLo, is_zero_unless_asked_for_and_for_a_constant) {
  const TimeAxis axis = regular_axis(60);
  EXPECT_EQ(describe(remembering(axis, 0.5, 1), {}, axis)->cusum_lo, 0.0);
  const std::vector<float> constant(axis.size(), 3.0f);
  EXPECT_EQ(describe(constant, {}, axis, {.long_run_cusum = true})->cusum_lo, 0.0);
}

TEST(CusumLo, noise_that_remembers_seldom_passes_for_a_change_where_the_raw_score_often_does) {
  constexpr double kLimit = 1.747;  // 5 %
  EXPECT_LT(share_above(0.0, kLimit, &Features::cusum_lo), 0.08);
  EXPECT_LT(share_above(0.5, kLimit, &Features::cusum_lo), 0.10);
  EXPECT_GT(share_above(0.5, 1.5, &Features::cusum_score), 0.4);
}

TEST(CusumLo, a_change_of_velocity_is_found) {
  const TimeAxis axis = regular_axis(200);
  int found = 0;
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    const auto e = noise(axis.size(), 1.0, seed);
    std::vector<float> series(axis.size());
    for (std::size_t i = 0; i < series.size(); ++i) {
      const double t = axis.years(i);
      series[i] = static_cast<float>(e[i] + (t > 2.2 ? 0.0 : -8.0 * (t - 2.2)));
    }
    found += describe(series, {}, axis, {.long_run_cusum = true})->cusum_lo > 1.747 ? 1 : 0;
  }
  EXPECT_GT(found, 90);
}

}  // namespace
}  // namespace plumbline::features
