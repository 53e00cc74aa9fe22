// SPDX-License-Identifier: MIT
// Each feature on series whose answer follows from its definition (docs/science.md).
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "features/features.h"
#include "features/series.h"

namespace plumbline::features {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

Features features_of(const std::vector<float>& series, const TimeAxis& axis, FeatureOptions options = {}) {
  const auto f = describe(series, {}, axis, options);
  EXPECT_TRUE(f.has_value());
  return f.value_or(Features{});
}

void expect_all_finite(const Features& f) {
  for (const double value : f.values()) EXPECT_TRUE(std::isfinite(value));
  EXPECT_TRUE(std::isfinite(f.r2_harmonic));
}

TEST(Describe, a_line_is_its_slope_and_nothing_else) {
  const TimeAxis axis = regular_axis(200);
  const Features f = features_of(series_of(axis, [](double t) { return 7.0 - 12.0 * t; }), axis);
  EXPECT_NEAR(f.v_robust, -12.0, 1e-5);
  EXPECT_NEAR(f.v_first_half, -12.0, 1e-5);
  EXPECT_NEAR(f.v_second_half, -12.0, 1e-5);
  EXPECT_NEAR(f.v_diff, 0.0, 1e-5);
  EXPECT_EQ(f.velocity_r2, 1.0);
  EXPECT_EQ(f.r2_harmonic, 1.0);
  EXPECT_NEAR(f.range_mm, 12.0 * axis.years().back(), 1e-4);
  // What is left is the rounding of float32, which says nothing.
  EXPECT_EQ(f.rmse_detrended, 0.0);
  EXPECT_EQ(f.rmse_deseason, 0.0);
  EXPECT_EQ(f.seasonal_amp, 0.0);
  EXPECT_EQ(f.seasonal_r2, 0.0);
  EXPECT_EQ(f.quad_coeff, 0.0);
  EXPECT_EQ(f.quad_r2, 0.0);
  EXPECT_EQ(f.acf_lag1, 0.0);
  EXPECT_EQ(f.cusum_score, 0.0);
  EXPECT_NEAR(f.jump_max_mm, 0.0, 1e-5);
}

TEST(Describe, a_constant_series_is_all_zeros) {
  const TimeAxis axis = irregular_axis(50, 1);
  for (const float level : {0.0f, 1.7f, -433.3f}) {
    const Features f = features_of(std::vector<float>(axis.size(), level), axis);
    expect_all_finite(f);
    auto values = f.values();
    EXPECT_EQ(f.n_valid_frac, 1.0);
    values[12] = 0.0;
    for (std::size_t k = 0; k < values.size(); ++k) EXPECT_NEAR(values[k], 0.0, 1e-10) << kFeatureNames[k];
    EXPECT_EQ(f.velocity_r2, 0.0);
    EXPECT_EQ(f.r2_harmonic, 0.0);
  }
}

TEST(Describe, a_parabola_has_its_coefficient_and_different_halves) {
  const TimeAxis axis = regular_axis(240);
  const Features f = features_of(series_of(axis, [](double t) { return 3.0 * t + 2.0 * t * t; }), axis);
  const double middle = axis.years().back() / 2.0;
  EXPECT_NEAR(f.quad_coeff, 2.0, 1e-5);
  EXPECT_NEAR(f.v_robust, 3.0 + 4.0 * middle, 1e-4);
  // A parabola's best line over an interval has the slope of its middle; the middles of the halves are half
  // of the 240 acquisitions apart.
  EXPECT_NEAR(f.v_diff, 4.0 * 120 * 6 / 365.25, 1e-4);
  EXPECT_NEAR(f.velocity_r2 + f.quad_r2, 1.0, 1e-9);
}

TEST(Describe, quad_r2_is_what_the_parabola_explains_of_the_whole_variance) {
  const TimeAxis axis = regular_axis(201);
  const double middle = axis.years()[100];
  const Features f =
      features_of(series_of(axis, [&](double t) { return (t - middle) * (t - middle); }), axis);
  EXPECT_NEAR(f.v_robust, 0.0, 1e-5);
  EXPECT_NEAR(f.velocity_r2, 0.0, 1e-9);
  EXPECT_NEAR(f.quad_r2, 1.0, 1e-9);
}

TEST(Describe, a_season_of_a_year_has_its_amplitude_whatever_its_phase) {
  const TimeAxis axis = irregular_axis(200, 3);
  for (const double phase : {0.0, 0.7, 2.0, 4.5}) {
    const Features f = features_of(
        series_of(axis, [&](double t) { return -4.0 * t + 5.0 * std::cos(kTwoPi * t + phase); }), axis);
    EXPECT_NEAR(f.seasonal_amp, 5.0, 1e-5);
    EXPECT_EQ(f.rmse_deseason, 0.0);
    EXPECT_EQ(f.seasonal_r2, 1.0);
    EXPECT_EQ(f.r2_harmonic, 1.0);
    EXPECT_GT(f.rmse_detrended, 3.0);
  }
}

TEST(Describe, a_season_of_half_a_year_is_explained_and_not_part_of_the_amplitude) {
  const TimeAxis axis = irregular_axis(200, 4);
  const Features f =
      features_of(series_of(axis, [](double t) { return 3.0 * std::sin(2.0 * kTwoPi * t); }), axis);
  EXPECT_NEAR(f.seasonal_amp, 0.0, 1e-5);
  EXPECT_EQ(f.seasonal_r2, 1.0);
}

TEST(Describe, halves_divide_the_acquisitions_and_not_the_present_values) {
  // Sinking by 10 in the first hundred acquisitions, rising by 20 in the second; most of the first missing.
  const TimeAxis axis = regular_axis(200);
  const double turn = axis.years()[100];
  auto series = series_of(axis, [&](double t) { return t < turn ? -10.0 * t : 20.0 * t; });
  for (std::size_t i = 0; i < 90; ++i) series[i] = kMissing;
  const Features f = features_of(series, axis);
  EXPECT_NEAR(f.v_first_half, -10.0, 1e-4);
  EXPECT_NEAR(f.v_second_half, 20.0, 1e-4);
  EXPECT_NEAR(f.v_diff, 30.0, 1e-4);
}

TEST(Describe, the_middle_of_an_odd_number_of_acquisitions_belongs_to_the_first_half) {
  // i < Nt / 2 holds for the acquisition 10 of 21.
  const TimeAxis axis = regular_axis(21);
  std::vector<float> series(axis.size(), 0.0f);
  series[10] = 1.0f;
  const Features f = features_of(series, axis);
  EXPECT_GT(f.v_first_half, 0.1);
  EXPECT_EQ(f.v_second_half, 0.0);
}

TEST(Describe, a_half_with_fewer_than_two_values_has_no_slope) {
  const TimeAxis axis = regular_axis(40);
  auto series = series_of(axis, [](double t) { return 100.0 + 8.0 * t; });
  for (std::size_t i = 20; i < 40; ++i) series[i] = kMissing;
  Features f = features_of(series, axis);
  expect_all_finite(f);
  EXPECT_NEAR(f.v_first_half, 8.0, 1e-3);
  EXPECT_EQ(f.v_second_half, 0.0);
  series[33] = 0.0f;
  f = features_of(series, axis);
  EXPECT_EQ(f.v_second_half, 0.0);
  series[34] = 1.0f;
  f = features_of(series, axis);
  EXPECT_NEAR(f.v_second_half, 365.25 / 6.0, 1e-9);
}

TEST(Describe, one_step_is_one_jump) {
  const TimeAxis axis = regular_axis(400);
  const double when = axis.years()[200];
  const auto series = series_of(axis, [&](double t) { return t < when ? 0.0 : 20.0; });
  const Features f = features_of(series, axis);
  EXPECT_EQ(f.n_jumps_nonseas, 1.0);
  EXPECT_NEAR(f.jump_max_mm, 20.0, 0.5);  // the fit takes a little of it
  EXPECT_EQ(f.range_mm, 20.0);
  EXPECT_LT(f.noise_p90, 0.5);
}

TEST(Describe, the_size_from_which_a_step_is_a_jump_is_an_option) {
  const TimeAxis axis = regular_axis(100);
  auto series = std::vector<float>(axis.size(), 0.0f);
  series[50] = 8.0f;
  const double step = features_of(series, axis).jump_max_mm;
  EXPECT_EQ(features_of(series, axis).n_jumps_nonseas, 2.0) << "up and down";
  EXPECT_GE(features_of(series, axis, {.jump_mm = step}).n_jumps_nonseas, 1.0)
      << "a step of that size counts";
  EXPECT_EQ(features_of(series, axis, {.jump_mm = std::nextafter(step, 100.0)}).n_jumps_nonseas, 0.0);
}

TEST(Describe, a_step_over_missing_acquisitions_counts) {
  const TimeAxis axis = regular_axis(300);
  auto series = std::vector<float>(axis.size(), 0.0f);
  for (std::size_t i = 150; i < series.size(); ++i) series[i] = 20.0f;
  series[149] = series[150] = kMissing;
  EXPECT_EQ(features_of(series, axis).n_jumps_nonseas, 1.0);
}

TEST(Describe, a_step_that_touches_a_filled_value_takes_no_part) {
  const TimeAxis axis = regular_axis(300);
  auto series = std::vector<float>(axis.size(), 0.0f);
  for (std::size_t i = 150; i < series.size(); ++i) series[i] = 20.0f;
  std::vector<std::uint8_t> filled(axis.size(), 0);
  filled[150] = 1;
  const auto f = describe(series, filled, axis);
  ASSERT_TRUE(f.has_value());
  EXPECT_EQ(f->n_jumps_nonseas, 0.0);
  EXPECT_LT(f->jump_max_mm, 1.0);
}

TEST(Describe, filled_values_count_in_fits_and_range_and_not_as_present) {
  const TimeAxis axis = regular_axis(40);
  auto series = series_of(axis, [](double t) { return 5.0 * t; });
  std::vector<std::uint8_t> filled(axis.size(), 0);
  series[39] = 50.0f;
  filled[39] = 1;
  series[0] = kMissing;
  const auto f = describe(series, filled, axis);
  ASSERT_TRUE(f.has_value());
  EXPECT_EQ(f->n_valid_frac, 38.0 / 40.0);
  EXPECT_GT(f->v_robust, 5.1);
  EXPECT_NEAR(f->range_mm, 50.0 - 5.0 * 6 / 365.25, 1e-5);
}

TEST(Describe, fewer_than_ten_original_values_are_not_described) {
  const TimeAxis axis = regular_axis(30);
  std::vector<float> series(axis.size(), kMissing);
  EXPECT_FALSE(describe(series, {}, axis).has_value());
  for (std::size_t i = 0; i < 9; ++i) series[3 * i] = static_cast<float>(i % 4);
  EXPECT_FALSE(describe(series, {}, axis).has_value());
  std::vector<std::uint8_t> filled(axis.size(), 0);
  series[28] = 1.0f;
  filled[28] = 1;
  EXPECT_FALSE(describe(series, filled, axis).has_value());
  filled[28] = 0;
  ASSERT_TRUE(describe(series, filled, axis).has_value());
  expect_all_finite(*describe(series, filled, axis));
  EXPECT_FALSE(describe({}, {}, TimeAxis{}).has_value());
}

TEST(Describe, ten_values_on_ten_days_in_a_row_stay_finite) {
  const TimeAxis axis = regular_axis(10, 1);
  std::vector<float> series;
  for (const double value : noise(10, 3.0, 5)) series.push_back(static_cast<float>(value));
  expect_all_finite(features_of(series, axis));
}

TEST(Describe, values_that_go_up_and_down_have_a_negative_autocorrelation) {
  const TimeAxis axis = regular_axis(400);
  std::vector<float> series;
  for (std::size_t i = 0; i < axis.size(); ++i) series.push_back(i % 2 == 0 ? 1.0f : -1.0f);
  const Features f = features_of(series, axis);
  EXPECT_NEAR(f.acf_lag1, -1.0, 0.01);
  EXPECT_NEAR(f.noise_p90, 2.0, 0.01);
  EXPECT_NEAR(f.rmse_detrended, 1.0, 0.01);
  EXPECT_LT(f.cusum_score, 0.15) << "the running sum never gets far: about 1 / √400";
}

TEST(Describe, cusum_measures_the_excursion_of_the_running_sum) {
  // +1 for 50 acquisitions, -1 for 100, +1 for 50: no trend; seasons far shorter than the harmonics see none.
  const TimeAxis axis = regular_axis(200, 60);
  std::vector<float> series;
  for (std::size_t i = 0; i < axis.size(); ++i) series.push_back(i >= 50 && i < 150 ? -1.0f : 1.0f);
  const Features f = features_of(series, axis);
  EXPECT_NEAR(f.cusum_score, 100.0 / std::sqrt(200.0), 0.15);
}

TEST(Describe, noise_p90_is_the_90th_percentile_of_the_steps) {
  const TimeAxis axis = regular_axis(400);
  const auto draws = noise(axis.size(), 2.0, 9);
  const std::vector<float> series(draws.begin(), draws.end());
  const Features f = features_of(series, axis);
  // Of independent draws of deviation 2, steps have the deviation 2√2; 90 % of |steps| lie within 1.645 of
  // it.
  EXPECT_NEAR(f.noise_p90, 1.645 * 2.0 * std::sqrt(2.0), 0.4);
  EXPECT_LE(f.noise_p90, f.jump_max_mm);
}

TEST(Describe, synthetic_truth_is_recovered_under_noise) {
  const TimeAxis axis = irregular_axis(300, 6);
  const auto draws = noise(axis.size(), 1.5, 7);
  std::vector<float> series;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const double t = axis.years(i);
    series.push_back(static_cast<float>(-6.0 * t + 4.0 * std::sin(kTwoPi * t) + draws[i]));
  }
  const Features f = features_of(series, axis);
  EXPECT_NEAR(f.v_robust, -6.0, 0.2);
  EXPECT_NEAR(f.seasonal_amp, 4.0, 0.5);
  EXPECT_NEAR(f.rmse_deseason, 1.5, 0.15);
  EXPECT_NEAR(f.quad_coeff, 0.0, 0.1);
  EXPECT_NEAR(f.acf_lag1, 0.7, 0.2) << "the season is still in the detrended residual";
}

}  // namespace
}  // namespace plumbline::features
