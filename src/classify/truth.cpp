// SPDX-License-Identifier: MIT
#include "classify/truth.h"

#include <cmath>

namespace plumbline::classify {
namespace {

constexpr double kSpare = 0.2;
constexpr double kCalmNoiseMm = 2.0;
/// From where on a motion within the noise of good points counts as there.
constexpr double kVisibleMm = 2.0;

RuleOptions without_noise(RuleOptions options) {
  const RuleOptions paper;
  options.cusum_test = paper.cusum_test;
  options.cusum = paper.cusum;
  return options;
}

}  // namespace

MotionClass true_class(const Truth& truth, const RuleOptions& options) {
  return class_by_rules(truth.features, without_noise(options));
}

MotionFlags true_flags(const Truth& truth, const RuleOptions& options, double jump_mm) {
  const features::Features& f = truth.features;
  return {.periodic = f.r2_harmonic - f.velocity_r2 > options.periodic_r2 &&
                      truth.seasonal_amplitude_mm >= kVisibleMm,
          .jumpy = std::abs(truth.step_mm) >= jump_mm,
          .variable = f.rmse_deseason >= kVisibleMm,
          .noisy_trend = std::abs(f.v_robust) >= options.v_stable_mm_per_year &&
                         std::hypot(f.rmse_deseason, truth.noise_mm) > options.noise_mm};
}

bool is_clear_case(const Truth& truth, const RuleOptions& options) {
  const features::Features& f = truth.features;
  if (std::abs(f.v_robust) < (1.0 + kSpare) * options.v_stable_mm_per_year || truth.noise_mm > kCalmNoiseMm)
    return false;
  switch (true_class(truth, options)) {
    case MotionClass::linear:
      return f.velocity_r2 >= (1.0 + kSpare) * options.linear_r2 &&
             f.quad_r2 <= (1.0 - kSpare) * options.quad_r2;
    case MotionClass::accel:
    case MotionClass::decel:
      return f.quad_r2 >= (1.0 + kSpare) * options.quad_r2 &&
             f.velocity_r2 <= (1.0 - kSpare) * options.straight_r2;
    default:
      return false;
  }
}

}  // namespace plumbline::classify
