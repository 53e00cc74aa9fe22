// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/time_axis.h"
#include "features/orthonormal_basis.h"

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
  // Not among the 18:
  double r2_harmonic = 0;  ///< R² of the trend with its harmonics
  double cusum_lo = 0;     ///< cusum_score by the long-run deviation; 0 unless FeatureOptions asks for it

  std::array<double, 18> values() const;
};

inline constexpr std::array<std::string_view, 18> kFeatureNames{
    "v_robust",     "v_first_half", "v_second_half", "v_diff",      "rmse_detrended",  "rmse_deseason",
    "seasonal_amp", "seasonal_r2",  "quad_coeff",    "quad_r2",     "n_jumps_nonseas", "jump_max_mm",
    "n_valid_frac", "acf_lag1",     "cusum_score",   "velocity_r2", "range_mm",        "noise_p90"};

/// Fewer originally present values than this: no features, whatever the options. A fit has up to six
/// coefficients.
inline constexpr int kFewestAcquisitions = 10;

struct FeatureOptions {
  double jump_mm = 5.0;  ///< a step of the deseasonalised residual at least this large is a jump
  /// Above 0: a jump is a step of at least this many times the scatter of the series' own steps (1.4826 times
  /// the median of their sizes, which a few jumps do not move) and of kSmallestJumpMm, that stays: the
  /// medians of the seven values before and after it differ by half of that at least. jump_mm then has no
  /// part.
  double jump_sigma = 0.0;
  bool long_run_cusum = false;  ///< also compute cusum_lo
  std::size_t fewest_values =
      kFewestAcquisitions;  ///< originally present ones that a series needs to be described
};

/// Displacements are printed in tenths of a millimetre: a smaller step is never a jump relative to noise.
inline constexpr double kSmallestJumpMm = 1.0;

/// Describes the series of one tile, one after the other, in float64. The plain version: the reference for
/// every faster one. It keeps the least-squares bases of the last pattern of missing values, so series with
/// the same pattern (most of a tile) share them. Not thread-safe: one a thread. The result does not depend on
/// the series described before. Cost for 200 acquisitions: about 5 µs with the pattern of the series before,
/// about twice that with another.
class Describer {
 public:
  explicit Describer(const TimeAxis& axis, const FeatureOptions& options = {});

  /// Missing = NaN; other values are finite. `filled` marks values that gap correction put in (empty = none):
  /// they take part in the fits, not in the steps, nor in n_valid_frac. Nothing when fewer than
  /// `fewest_values` are originally present.
  std::optional<Features> describe(std::span<const float> series_mm, std::span<const std::uint8_t> filled);

 private:
  void gather(std::span<const float> series_mm);
  void build_bases();
  double slope(std::size_t first, std::size_t last) const;
  void describe_steps(std::span<const double> residual, std::span<const std::uint8_t> filled, Features& f);
  std::ptrdiff_t lasting_jumps(std::span<const double> residual, std::span<const std::uint8_t> filled);

  FeatureOptions options_;
  std::vector<double> years_;
  /// cos and sin of once and twice a year, over all acquisitions: harmonics_[k * acquisitions + i].
  std::vector<double> harmonics_;

  // Of the series being described, over its present values:
  std::vector<std::size_t> present_;  ///< their acquisitions
  std::vector<double> values_;        ///< mm
  std::vector<double> line_residual_;
  std::vector<double> seasonal_residual_;
  std::vector<double> steps_;

  // Of the times in `based_on_`:
  std::vector<std::size_t> based_on_;
  std::vector<double> times_;    ///< τ: years from the mean of the times
  OrthonormalBasis polynomial_;  ///< 1, τ, τ²
  OrthonormalBasis seasonal_;    ///< 1, τ, cos 2πt, sin 2πt, cos 4πt, sin 4πt
};

/// The same for a single series.
std::optional<Features> describe(std::span<const float> series_mm, std::span<const std::uint8_t> filled,
                                 const TimeAxis& axis, const FeatureOptions& options = {});

}  // namespace plumbline::features
