// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "core/motion_class.h"
#include "features/features.h"

namespace plumbline::classify {

/// How a running sum is found to wander more than noise does.
enum class CusumTest : std::uint8_t {
  raw,  ///< cusum_score above a fixed limit (the paper)
  lo    ///< cusum_lo above what noise exceeds with a given probability
};

/// The cusum_lo that noise exceeds with probability `level` (0.001 to 0.5): of the range of a Brownian bridge
/// (Lo 1991, table II: 1.747 for 0.05). What that means for EGMS's noise, after the fit of a line and
/// harmonics, is measured in docs/commands/classify.md.
double cusum_lo_limit(double level);

/// Thresholds of the rules (EGMSpy 2026, algorithm 1).
struct RuleOptions {
  double v_stable_mm_per_year = 2.5;
  double noise_mm = 3.0;
  double quad_r2 = 0.15;
  double straight_r2 = 0.85;  ///< velocity_r2 from here on: so straight that a bend does not matter
  double linear_r2 = 0.65;    ///< velocity_r2 from here on is linear
  double variable_r2 = 0.5;   ///< velocity_r2 below: little enough of a line for slow ground to be variable
  double cusum = 1.5;         ///< limit of cusum_score; with CusumTest::lo of cusum_lo
  CusumTest cusum_test = CusumTest::raw;
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
