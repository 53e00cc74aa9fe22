// SPDX-License-Identifier: MIT
#include "features/motion_fit.h"

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "features/egms_statistics.h"
#include "features/series.h"

namespace plumbline::features {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

TEST(MotionFit, each_model_recovers_a_motion_of_its_own_kind) {
  const TimeAxis axis = irregular_axis(250, 1);
  const double mean = mean_of(axis.years());
  const auto motion = [&](double a, double square, double cube) {
    return series_of(axis, [=](double t) {
      const double tau = t - mean;
      return 3.0 - 8.0 * tau + square * tau * tau + cube * tau * tau * tau +
             a * std::cos(kTwoPi * (t - 0.25));
    });
  };
  struct Case {
    MotionModel model;
    double amplitude, square, cube;
  };
  for (const Case& c : {Case{MotionModel::linear, 0, 0, 0}, Case{MotionModel::quadratic, 0, 0.6, 0},
                        Case{MotionModel::seasonal, 4, 0, 0}, Case{MotionModel::egms, 4, 0.6, -0.3}}) {
    const auto fit = fit_motion(motion(c.amplitude, c.square, c.cube), axis, c.model);
    ASSERT_TRUE(fit.has_value());
    EXPECT_EQ(fit->values, 250U);
    EXPECT_NEAR(fit->offset_mm.value, 3.0, 1e-4);
    EXPECT_NEAR(fit->velocity_mm_per_year.value, -8.0, 1e-4);
    EXPECT_EQ(fit->acceleration.has_value(), c.square != 0);
    if (fit->acceleration) {
      EXPECT_NEAR(fit->acceleration->value, 2 * c.square, 1e-4);
    }
    EXPECT_EQ(fit->cubic.has_value(), c.cube != 0);
    if (fit->cubic) {
      EXPECT_NEAR(fit->cubic->value, c.cube, 1e-4);
    }
    EXPECT_EQ(fit->amplitude_mm.has_value(), c.amplitude != 0);
    if (fit->amplitude_mm) {
      EXPECT_NEAR(fit->amplitude_mm->value, c.amplitude, 1e-4);
    }
    if (fit->peak_year) {
      EXPECT_NEAR(*fit->peak_year, 0.25, 1e-4);
    }
    EXPECT_NEAR(fit->rmse_mm, 0, 1e-5);
    EXPECT_NEAR(fit->r2, 1, 1e-9);
  }
}

TEST(MotionFit, says_of_velocity_and_rmse_what_egms_says) {
  const TimeAxis axis = irregular_axis(200, 5);
  std::mt19937 random(3);
  std::normal_distribution<double> white(0, 3);
  const auto series = series_of(axis, [&](double t) { return 2 * t * t - 5 * t + white(random); });
  const auto egms = egms_statistics(series, axis);
  const auto seasonal = fit_motion(series, axis, MotionModel::seasonal);
  const auto full = fit_motion(series, axis, MotionModel::egms);
  ASSERT_TRUE(egms && seasonal && full);
  EXPECT_NEAR(seasonal->velocity_mm_per_year.value, egms->mean_velocity, 1e-9);
  EXPECT_NEAR(full->rmse_mm, egms->rmse, 1e-9);
  EXPECT_NEAR(full->amplitude_mm->value, egms->seasonality, 1e-9);
}

TEST(MotionFit, model_and_residual_add_up_to_the_values_and_the_model_spans_gaps) {
  const TimeAxis axis = regular_axis(60);
  auto series = series_of(axis, [](double t) { return 4 * t; });
  for (const std::size_t i : {0U, 30U, 31U, 59U}) series[i] = std::nanf("");
  const auto fit = fit_motion(series, axis, MotionModel::linear);
  ASSERT_TRUE(fit.has_value());
  EXPECT_EQ(fit->values, 56U);
  for (std::size_t i = 0; i < series.size(); ++i) {
    EXPECT_NEAR(fit->model_mm[i], 4 * axis.years(i), 1e-5);
    EXPECT_EQ(std::isnan(fit->residual_mm[i]), std::isnan(series[i]));
    if (!std::isnan(series[i])) {
      EXPECT_NEAR(fit->model_mm[i] + fit->residual_mm[i], series[i], 1e-12);
    }
  }
}

TEST(MotionFit, the_formal_deviation_covers_the_truth_of_white_noise_two_times_in_three) {
  const TimeAxis axis = regular_axis(120);
  std::mt19937 random(17);
  std::normal_distribution<double> white(0, 3);
  int covered = 0;
  constexpr int kSeries = 2000;
  for (int i = 0; i < kSeries; ++i) {
    const auto fit = fit_motion(series_of(axis, [&](double t) { return -6 * t + white(random); }), axis,
                                MotionModel::linear);
    covered += std::abs(fit->velocity_mm_per_year.value + 6) <= fit->velocity_mm_per_year.std ? 1 : 0;
  }
  EXPECT_NEAR(covered / double{kSeries}, 0.683, 0.03);
}

TEST(MotionFit, correlated_noise_is_covered_by_the_wider_deviation_only) {
  const TimeAxis axis = regular_axis(240);
  std::mt19937 random(18);
  std::normal_distribution<double> white(0, 1);
  int formal = 0, wide = 0;
  constexpr int kSeries = 1000;
  for (int i = 0; i < kSeries; ++i) {
    double state = 0;
    const auto fit = fit_motion(series_of(axis,
                                          [&](double) {
                                            state = 0.6 * state + white(random);
                                            return state;
                                          }),
                                axis, MotionModel::linear);
    const double error = std::abs(fit->velocity_mm_per_year.value);
    formal += error <= fit->velocity_mm_per_year.std ? 1 : 0;
    wide += error <= fit->correlated_velocity_std ? 1 : 0;
  }
  EXPECT_LT(formal / double{kSeries}, 0.5);
  EXPECT_NEAR(wide / double{kSeries}, 0.66, 0.05);
}

TEST(MotionFit, fewer_than_ten_values_give_no_fit_and_a_constant_series_no_infinity) {
  const TimeAxis axis = regular_axis(30);
  std::vector<float> series(30, std::nanf(""));
  for (std::size_t i = 0; i < 9; ++i) series[i] = 1;
  EXPECT_FALSE(fit_motion(series, axis, MotionModel::linear).has_value());
  const auto flat = fit_motion(std::vector<float>(30, 2.5F), axis, MotionModel::egms);
  ASSERT_TRUE(flat.has_value());
  EXPECT_NEAR(flat->velocity_mm_per_year.value, 0, 1e-9);
  EXPECT_TRUE(std::isfinite(flat->r2));
  EXPECT_TRUE(std::isfinite(flat->correlated_velocity_std));
}

}  // namespace
}  // namespace plumbline::features
