// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/time_axis.h"

namespace plumbline::features {

/// The 18 features of a series, in the order and under the names of EGMSpy 2026, table 3; definitions in
/// docs/science.md. Units: mm, years.
struct Features {
  double v_robust = 0;
  double v_first_half = 0;
  double v_second_half = 0;
  double v_diff = 0;
  double rmse_detrended = 0;
  double rmse_deseason = 0;
  double seasonal_amp = 0;
  double seasonal_r2 = 0;
  double quad_coeff = 0;
  double quad_r2 = 0;
  double n_jumps_nonseas = 0;
  double jump_max_mm = 0;
  double n_valid_frac = 0;
  double acf_lag1 = 0;
  double cusum_score = 0;
  double velocity_r2 = 0;
  double range_mm = 0;
  double noise_p90 = 0;
  double r2_harmonic = 0;  ///< R² of the trend with its harmonics; not one of the 18

  std::array<double, 18> values() const;
};

inline constexpr std::array<std::string_view, 18> kFeatureNames{
    "v_robust",     "v_first_half", "v_second_half", "v_diff",      "rmse_detrended",  "rmse_deseason",
    "seasonal_amp", "seasonal_r2",  "quad_coeff",    "quad_r2",     "n_jumps_nonseas", "jump_max_mm",
    "n_valid_frac", "acf_lag1",     "cusum_score",   "velocity_r2", "range_mm",        "noise_p90"};

struct FeatureOptions {
  double jump_mm = 5.0;  ///< a step of the deseasonalised residual at least this large is a jump
};

/// Fewer originally present values than this: no features.
inline constexpr int kFewestAcquisitions = 10;

/// Describes one series in float64. Missing = NaN; `filled` marks values that gap correction put in (empty =
/// none): they take part in the fits, not in the steps, nor in n_valid_frac. Nothing when fewer than ten
/// values are originally present. The plain version: the reference for every faster one.
std::optional<Features> describe(std::span<const float> series_mm, std::span<const std::uint8_t> filled,
                                 const TimeAxis& axis, const FeatureOptions& options = {});

}  // namespace plumbline::features
