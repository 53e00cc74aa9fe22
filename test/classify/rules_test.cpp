// SPDX-License-Identifier: MIT
#include "classify/rules.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace plumbline::classify {
namespace {

using features::Features;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
double just_above(double x) { return std::nextafter(x, kInfinity); }
double just_below(double x) { return std::nextafter(x, -kInfinity); }

/// Slow ground that scatters more than σ_n and has no trend to speak of.
Features slow_and_scattered() {
  return {.v_robust = 1.0, .rmse_detrended = 5.0, .cusum_score = 1.0, .velocity_r2 = 0.2};
}
/// Ground that sinks by 10 mm/yr along a fairly straight line.
Features sinking() { return {.v_robust = -10.0, .rmse_detrended = 2.0, .quad_r2 = 0.01, .velocity_r2 = 0.7}; }
/// Ground that sinks faster and faster.
Features sinking_faster() {
  Features f = sinking();
  f.quad_r2 = 0.2;
  f.quad_coeff = -2.0;
  f.v_diff = -5.0;
  return f;
}
/// Ground that sinks slower and slower.
Features sinking_slower() {
  Features f = sinking();
  f.quad_r2 = 0.2;
  f.quad_coeff = 2.0;
  f.v_diff = 5.0;
  return f;
}

TEST(ClassByRules, slow_ground_is_stable_up_to_and_with_the_noise_limit) {
  Features f = slow_and_scattered();
  f.rmse_detrended = 3.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::stable);
  f.rmse_detrended = just_above(3.0);
  EXPECT_EQ(class_by_rules(f), MotionClass::noisy);
}

TEST(ClassByRules, ground_is_slow_below_and_not_at_v_stable) {
  for (const double direction : {1.0, -1.0}) {
    Features f{.v_robust = direction * just_below(2.5), .rmse_detrended = 1.0, .velocity_r2 = 0.9};
    EXPECT_EQ(class_by_rules(f), MotionClass::stable);
    f.v_robust = direction * 2.5;
    EXPECT_EQ(class_by_rules(f), MotionClass::linear);
  }
}

TEST(ClassByRules, slow_scattered_ground_is_variable_with_a_large_cusum_and_without_a_line) {
  Features f = slow_and_scattered();
  f.cusum_score = just_above(1.5);
  EXPECT_EQ(class_by_rules(f), MotionClass::variable);
  f.cusum_score = 1.5;
  EXPECT_EQ(class_by_rules(f), MotionClass::noisy);
  f.cusum_score = 3.0;
  f.velocity_r2 = 0.5;
  EXPECT_EQ(class_by_rules(f), MotionClass::noisy);
  f.velocity_r2 = just_below(0.5);
  EXPECT_EQ(class_by_rules(f), MotionClass::variable);
}

TEST(ClassByRules, moving_ground_is_linear_from_065_on_and_else_undecided) {
  Features f = sinking();
  f.velocity_r2 = 0.65;
  EXPECT_EQ(class_by_rules(f), MotionClass::linear);
  f.velocity_r2 = just_below(0.65);
  EXPECT_EQ(class_by_rules(f), MotionClass::other);
}

TEST(ClassByRules, motion_that_gains_speed_is_accel_in_both_directions) {
  Features f = sinking_faster();
  EXPECT_EQ(class_by_rules(f), MotionClass::accel);
  f.v_robust = 10.0;
  f.quad_coeff = 2.0;
  f.v_diff = 5.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::accel);
}

TEST(ClassByRules, motion_that_loses_speed_is_decel_in_both_directions) {
  Features f = sinking_slower();
  EXPECT_EQ(class_by_rules(f), MotionClass::decel);
  f.v_robust = 10.0;
  f.quad_coeff = -2.0;
  f.v_diff = -5.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::decel);
}

TEST(ClassByRules, a_bend_that_the_halves_contradict_decides_nothing) {
  Features f = sinking_faster();
  f.v_diff = 5.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::linear);
  f.velocity_r2 = 0.4;
  EXPECT_EQ(class_by_rules(f), MotionClass::other);
  f = sinking_slower();
  f.v_diff = -5.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::linear);
}

TEST(ClassByRules, halves_of_equal_speed_have_no_sign_and_count_as_losing_speed) {
  Features f = sinking_slower();
  f.v_diff = 0.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::decel);
  f.quad_coeff = -2.0;
  EXPECT_EQ(class_by_rules(f), MotionClass::linear);
}

TEST(ClassByRules, a_bend_must_explain_more_than_the_limit) {
  Features f = sinking_faster();
  f.quad_r2 = 0.15;
  EXPECT_EQ(class_by_rules(f), MotionClass::linear);
  f.quad_r2 = just_above(0.15);
  EXPECT_EQ(class_by_rules(f), MotionClass::accel);
}

TEST(ClassByRules, what_is_nearly_straight_is_linear_whatever_its_bend) {
  Features f = sinking_faster();
  f.velocity_r2 = 0.85;
  EXPECT_EQ(class_by_rules(f), MotionClass::linear);
  f.velocity_r2 = just_below(0.85);
  EXPECT_EQ(class_by_rules(f), MotionClass::accel);
}

TEST(ClassByRules, thresholds_are_options) {
  EXPECT_EQ(class_by_rules(sinking(), {.v_stable_mm_per_year = 11.0}), MotionClass::stable);
  EXPECT_EQ(class_by_rules(slow_and_scattered(), {.noise_mm = 5.0}), MotionClass::stable);
  EXPECT_EQ(class_by_rules(slow_and_scattered(), {.cusum = 0.9}), MotionClass::variable);
  EXPECT_EQ(class_by_rules(sinking_faster(), {.quad_r2 = 0.3}), MotionClass::linear);
}

TEST(ClassByRules, the_shares_that_the_line_must_explain_are_options) {
  Features f = sinking_faster();
  EXPECT_EQ(class_by_rules(f, {.straight_r2 = 0.7}), MotionClass::linear);
  EXPECT_EQ(class_by_rules(f, {.straight_r2 = just_above(0.7)}), MotionClass::accel);
  EXPECT_EQ(class_by_rules(sinking(), {.linear_r2 = 0.7}), MotionClass::linear);
  EXPECT_EQ(class_by_rules(sinking(), {.linear_r2 = just_above(0.7)}), MotionClass::other);
  f = slow_and_scattered();
  f.cusum_score = 2.0;
  EXPECT_EQ(class_by_rules(f, {.variable_r2 = just_above(0.2)}), MotionClass::variable);
  EXPECT_EQ(class_by_rules(f, {.variable_r2 = 0.2}), MotionClass::noisy);
}

TEST(ClassByRules, ground_without_any_motion_is_stable) {
  EXPECT_EQ(class_by_rules(Features{}), MotionClass::stable);
}

TEST(ClassByRules, mirrored_ground_has_the_same_class) {
  for (Features f : {slow_and_scattered(), sinking(), sinking_faster(), sinking_slower()}) {
    const MotionClass before = class_by_rules(f);
    f.v_robust = -f.v_robust;
    f.v_diff = -f.v_diff;
    f.quad_coeff = -f.quad_coeff;
    EXPECT_EQ(class_by_rules(f), before);
  }
}

TEST(MotionFlags, hold_for_nothing_in_ground_without_motion) {
  EXPECT_EQ(motion_flags(Features{}), MotionFlags{});
}

TEST(MotionFlags, periodic_when_harmonics_explain_more_than_015_beyond_the_line) {
  EXPECT_FALSE(motion_flags({.velocity_r2 = 0.0, .r2_harmonic = 0.15}).periodic);
  EXPECT_TRUE(motion_flags({.velocity_r2 = 0.0, .r2_harmonic = just_above(0.15)}).periodic);
  EXPECT_FALSE(motion_flags({.velocity_r2 = 0.7, .r2_harmonic = 0.8}).periodic);
  EXPECT_FALSE(motion_flags({.velocity_r2 = 0.5, .r2_harmonic = 0.7}, {.periodic_r2 = 0.25}).periodic);
}

TEST(MotionFlags, jumpy_from_one_jump_on) {
  EXPECT_FALSE(motion_flags({.n_jumps_nonseas = 0, .jump_max_mm = 4.9}).jumpy);
  EXPECT_TRUE(motion_flags({.n_jumps_nonseas = 1}).jumpy);
}

TEST(MotionFlags, variable_above_the_cusum_limit_at_any_velocity) {
  EXPECT_FALSE(motion_flags({.cusum_score = 1.5}).variable);
  EXPECT_TRUE(motion_flags({.v_robust = -20, .cusum_score = just_above(1.5)}).variable);
}

TEST(CusumLoLimit, is_that_of_lo_1991_table_2) {
  EXPECT_NEAR(cusum_lo_limit(0.10), 1.620, 5e-4);
  EXPECT_NEAR(cusum_lo_limit(0.05), 1.747, 5e-4);
  EXPECT_NEAR(cusum_lo_limit(0.025), 1.862, 5e-4);
  EXPECT_NEAR(cusum_lo_limit(0.005), 2.098, 5e-4);
  EXPECT_NEAR(cusum_lo_limit(0.5), 1.223, 5e-4);
}

TEST(CusumLoLimit, decides_by_the_long_run_score_alone) {
  const RuleOptions lo{.cusum = 1.747, .cusum_test = CusumTest::lo};
  Features f = slow_and_scattered();
  f.cusum_score = 9.0;
  f.cusum_lo = 1.7;
  EXPECT_EQ(class_by_rules(f, lo), MotionClass::noisy);
  EXPECT_FALSE(motion_flags(f, lo).variable);
  f.cusum_score = 0.1;
  f.cusum_lo = 1.8;
  EXPECT_EQ(class_by_rules(f, lo), MotionClass::variable);
  EXPECT_TRUE(motion_flags(f, lo).variable);
}

TEST(MotionFlags, noisy_trend_needs_motion_and_scatter) {
  EXPECT_TRUE(motion_flags({.v_robust = -2.5, .rmse_deseason = just_above(3.0)}).noisy_trend);
  EXPECT_FALSE(motion_flags({.v_robust = -2.5, .rmse_deseason = 3.0}).noisy_trend);
  EXPECT_FALSE(motion_flags({.v_robust = just_below(2.5), .rmse_deseason = 9.0}).noisy_trend);
}

}  // namespace
}  // namespace plumbline::classify
