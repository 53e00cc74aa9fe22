// SPDX-License-Identifier: MIT
#pragma once

#include "classify/rules.h"
#include "core/motion_class.h"
#include "features/features.h"

namespace plumbline::classify {

/// What is known of a made-up point: its motion without noise and gaps, and the noise that was added.
struct Truth {
  features::Features features;  ///< of the series without noise and gaps, whole
  double step_mm = 0;
  double seasonal_amplitude_mm = 0;
  double noise_mm = 0;  ///< standard deviation
};

/// What a perfect method would say of the class: the rules, applied without noise. The thresholds are those
/// of `options`, but the CUSUM test is always the paper's (raw, 1.5).
MotionClass true_class(const Truth& truth, const RuleOptions& options);

/// What the flags mean, said of the ground instead of one noisy series:
///   periodic     the rule holds without noise, and the annual amplitude is at least 2 mm;
///   jumpy        the ground steps by `jump_mm` or more;
///   variable     line and harmonics leave 2 mm or more without noise;
///   noisy_trend  |v| reaches v_stable, and what line and harmonics leave, with the noise, exceeds noise_mm.
MotionFlags true_flags(const Truth& truth, const RuleOptions& options, double jump_mm);

/// Whether the point is a clear case of its true class, one that no method should miss: linear, accel or
/// decel, noise of at most 2 mm, and every threshold of the rule met with a fifth to spare (|v| ≥ 3 mm/yr
/// with the default of 2.5).
bool is_clear_case(const Truth& truth, const RuleOptions& options);

}  // namespace plumbline::classify
