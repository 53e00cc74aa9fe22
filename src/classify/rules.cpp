// SPDX-License-Identifier: MIT
#include "classify/rules.h"

#include <cmath>

namespace plumbline::classify {
namespace {

// R² of the line; fixed in the paper's algorithm 1.
constexpr double kNoTrendBelow = 0.5;   ///< too little of a line for slow ground to be merely noisy
constexpr double kStraightFrom = 0.85;  ///< so straight that a bend does not matter
constexpr double kLinearFrom = 0.65;

int sign(double value) { return (value > 0.0) - (value < 0.0); }

MotionClass class_of_slow_ground(const features::Features& f, const RuleOptions& options) {
  if (f.rmse_detrended <= options.noise_mm) return MotionClass::stable;
  if (f.cusum_score > options.cusum && f.velocity_r2 < kNoTrendBelow) return MotionClass::variable;
  return MotionClass::noisy;
}

MotionClass class_of_moving_ground(const features::Features& f, const RuleOptions& options) {
  if (f.quad_r2 > options.quad_r2 && f.velocity_r2 < kStraightFrom) {
    // The slope of a parabola grows by 2 quad a year: it gains speed where quad has the sign of v. The paper
    // prints these signs the other way round, which no parabola can meet together with v_diff.
    const bool second_half_adds = sign(f.v_diff) == sign(f.v_robust);
    const double bend = f.quad_coeff * f.v_robust;
    if (second_half_adds && bend > 0.0) return MotionClass::accel;
    if (!second_half_adds && bend < 0.0) return MotionClass::decel;
  }
  return f.velocity_r2 >= kLinearFrom ? MotionClass::linear : MotionClass::other;
}

bool is_moving(const features::Features& f, const RuleOptions& options) {
  return std::abs(f.v_robust) >= options.v_stable_mm_per_year;
}

}  // namespace

MotionClass class_by_rules(const features::Features& f, const RuleOptions& options) {
  return is_moving(f, options) ? class_of_moving_ground(f, options) : class_of_slow_ground(f, options);
}

MotionFlags motion_flags(const features::Features& f, const RuleOptions& options) {
  return {.periodic = f.r2_harmonic - f.velocity_r2 > options.periodic_r2,
          .jumpy = f.n_jumps_nonseas >= 1.0,
          .variable = f.cusum_score > options.cusum,
          .noisy_trend = is_moving(f, options) && f.rmse_deseason > options.noise_mm};
}

}  // namespace plumbline::classify
