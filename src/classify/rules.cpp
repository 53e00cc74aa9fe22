// SPDX-License-Identifier: MIT
#include "classify/rules.h"

#include <cmath>

namespace plumbline::classify {
namespace {

bool wanders(const features::Features& f, const RuleOptions& options) {
  return (options.cusum_test == CusumTest::lo ? f.cusum_lo : f.cusum_score) > options.cusum;
}

int sign(double value) { return (value > 0.0) - (value < 0.0); }

MotionClass class_of_slow_ground(const features::Features& f, const RuleOptions& options) {
  if (f.rmse_detrended <= options.noise_mm) return MotionClass::stable;
  if (wanders(f, options) && f.velocity_r2 < options.variable_r2) return MotionClass::variable;
  return MotionClass::noisy;
}

MotionClass class_of_moving_ground(const features::Features& f, const RuleOptions& options) {
  if (f.quad_r2 > options.quad_r2 && f.velocity_r2 < options.straight_r2) {
    // The slope of a parabola grows by 2 quad a year: it gains speed where quad has the sign of v. The paper
    // prints these signs the other way round, which no parabola can meet together with v_diff.
    const bool second_half_adds = sign(f.v_diff) == sign(f.v_robust);
    const double bend = f.quad_coeff * f.v_robust;
    if (second_half_adds && bend > 0.0) return MotionClass::accel;
    if (!second_half_adds && bend < 0.0) return MotionClass::decel;
  }
  return f.velocity_r2 >= options.linear_r2 ? MotionClass::linear : MotionClass::other;
}

bool is_moving(const features::Features& f, const RuleOptions& options) {
  return std::abs(f.v_robust) >= options.v_stable_mm_per_year;
}

/// How often the range of a Brownian bridge exceeds `range` (Feller 1951).
double probability_above(double range) {
  double sum = 0;
  for (int k = 1; k <= 20; ++k) {
    const double square = static_cast<double>(k * k) * range * range;
    sum += 2.0 * (4.0 * square - 1.0) * std::exp(-2.0 * square);
  }
  return sum;
}

}  // namespace

double cusum_lo_limit(double level) {
  double below = 0.7;  // exceeded with probability 0.996
  double above = 4.0;  // 1e-12
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (below + above);
    (probability_above(middle) > level ? below : above) = middle;
  }
  return above;
}

MotionClass class_by_rules(const features::Features& f, const RuleOptions& options) {
  return is_moving(f, options) ? class_of_moving_ground(f, options) : class_of_slow_ground(f, options);
}

MotionFlags motion_flags(const features::Features& f, const RuleOptions& options) {
  return {.periodic = f.r2_harmonic - f.velocity_r2 > options.periodic_r2,
          .jumpy = f.n_jumps_nonseas >= 1.0,
          .variable = wanders(f, options),
          .noisy_trend = is_moving(f, options) && f.rmse_deseason > options.noise_mm};
}

}  // namespace plumbline::classify
