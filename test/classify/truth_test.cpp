// SPDX-License-Identifier: MIT
#include "classify/truth.h"

#include <gtest/gtest.h>

namespace plumbline::classify {
namespace {

Truth linear() {
  Truth truth{.noise_mm = 2.0};
  truth.features.v_robust = -3.0;
  truth.features.velocity_r2 = 0.78;
  truth.features.quad_r2 = 0.12;
  return truth;
}

Truth accelerating() {
  Truth truth{.noise_mm = 2.0};
  truth.features.v_robust = -3.0;
  truth.features.v_diff = -4.0;
  truth.features.quad_coeff = -1.0;
  truth.features.velocity_r2 = 0.68;
  truth.features.quad_r2 = 0.18;
  return truth;
}

TEST(ClearCases, meet_their_own_thresholds_with_a_fifth_to_spare) {
  const RuleOptions options;
  EXPECT_TRUE(is_clear_case(linear(), options));
  EXPECT_TRUE(is_clear_case(accelerating(), options));
  EXPECT_EQ(true_class(accelerating(), options), MotionClass::accel);

  Truth slow = linear();
  slow.features.v_robust = -2.99;
  Truth noisy = linear();
  noisy.noise_mm = 2.01;
  Truth loose = linear();
  loose.features.velocity_r2 = 0.77;
  Truth bent = linear();
  bent.features.quad_r2 = 0.13;
  Truth nearly_straight = accelerating();
  nearly_straight.features.velocity_r2 = 0.69;
  Truth hardly_bent = accelerating();
  hardly_bent.features.quad_r2 = 0.17;
  for (const Truth& truth : {slow, noisy, loose, bent, nearly_straight, hardly_bent})
    EXPECT_FALSE(is_clear_case(truth, options));
}

TEST(ClearCases, are_moving_classes_only) {
  Truth stable;
  stable.features.v_robust = 1.0;
  EXPECT_EQ(true_class(stable, {}), MotionClass::stable);
  EXPECT_FALSE(is_clear_case(stable, {}));
}

TEST(TrueClass, takes_the_paper_s_cusum_whatever_the_store_took) {
  Truth wandering;
  wandering.features.rmse_detrended = 5;
  wandering.features.cusum_score = 2;
  wandering.features.velocity_r2 = 0.1;
  EXPECT_EQ(true_class(wandering, {.cusum = 9, .cusum_test = CusumTest::lo}), MotionClass::variable);
  EXPECT_EQ(true_class(wandering, {.noise_mm = 6}), MotionClass::stable);
}

TEST(TrueFlags, speak_of_the_ground) {
  Truth truth;
  EXPECT_EQ(true_flags(truth, {}, 5), MotionFlags{});
  truth.step_mm = -5;
  EXPECT_TRUE(true_flags(truth, {}, 5).jumpy);
  EXPECT_FALSE(true_flags(truth, {}, 5.1).jumpy);
  truth.features.r2_harmonic = 0.5;
  EXPECT_FALSE(true_flags(truth, {}, 5).periodic);  // a season of nothing
  truth.seasonal_amplitude_mm = 2;
  EXPECT_TRUE(true_flags(truth, {}, 5).periodic);
  truth.features.rmse_deseason = 2;
  EXPECT_TRUE(true_flags(truth, {}, 5).variable);
  truth.features.v_robust = 2.5;
  truth.noise_mm = 2.2;
  EXPECT_FALSE(true_flags(truth, {}, 5).noisy_trend);  // √(2² + 2.2²) = 2.97
  truth.noise_mm = 2.3;
  EXPECT_TRUE(true_flags(truth, {}, 5).noisy_trend);  // 3.05
}

}  // namespace
}  // namespace plumbline::classify
