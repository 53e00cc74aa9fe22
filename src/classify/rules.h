// SPDX-License-Identifier: MIT
#pragma once

#include "core/motion_class.h"
#include "features/features.h"

namespace plumbline::classify {

/// Thresholds of the rules (EGMSpy 2026, algorithm 1).
struct RuleOptions {
  double v_stable_mm_per_year = 2.5;
  double noise_mm = 3.0;
  double quad_r2 = 0.15;
  double cusum = 1.5;
  double periodic_r2 = 0.15;
};

/// Independent of the class; any number may hold.
struct MotionFlags {
  bool periodic = false;
  bool jumpy = false;
  bool variable = false;
  bool noisy_trend = false;
  friend bool operator==(const MotionFlags&, const MotionFlags&) = default;
};

/// The class by rules alone; `MotionClass::other` means that no rule decides.
MotionClass class_by_rules(const features::Features& f, const RuleOptions& options = {});
MotionFlags motion_flags(const features::Features& f, const RuleOptions& options = {});

}  // namespace plumbline::classify
