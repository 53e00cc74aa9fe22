// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/time_axis.h"
#include "correct/gaps.h"

namespace plumbline::correct {

/// Fills the gaps of the series of one tile by the method that the options name. Not thread-safe: one a
/// thread. The result does not depend on the series filled before.
///
/// GapMethod::harmonic: m(t) = a + b t + c cos 2πt + s sin 2πt is fitted to the present values by least
/// squares. A fill is
///
///     m(t) + (1 - w) r_before + w r_after,    w = days since the value before the gap / days of the gap,
///
/// r_before the mean residual d - m of the present values before the gap, the last five of those that are at
/// most 60 days older than its edge, r_after likewise: the fill joins the level of its neighbours, not the
/// noise of one of them. A gap is filled by a straight line instead where the model is no better known there
/// than such a line is: fewer than 16 values, a singular fit, or an acquisition of the gap with x(t)ᵀ (XᵀX)⁻¹
/// x(t) > 0.5. That is the variance of m(t) by that of the noise; of the line between two noisy values it is
/// 0.5 to 1. docs/commands/correct.md shows what each method gains.
class GapFiller {
 public:
  GapFiller(const TimeAxis& axis, const GapOptions& options);

  /// As fill_gaps: in place, `filled` says where, returns how many. The same values are filled by every
  /// method.
  std::size_t fill(std::span<float> series_mm, std::span<std::uint8_t> filled);

 private:
  static constexpr std::size_t kColumns = 4;
  using Columns = std::array<double, kColumns>;
  using Matrix = std::array<Columns, kColumns>;

  static bool factorise(Matrix& matrix);
  static Columns solve(const Matrix& factor, Columns right);
  bool fit(std::span<const float> series_mm);
  bool is_known(const Gap& gap) const;
  double model_mm(std::size_t acquisition) const;
  double level_before(std::size_t acquisition) const;
  double level_after(std::size_t acquisition) const;
  void follow_model(std::span<float> series_mm, const Gap& gap) const;

  const TimeAxis& axis_;
  GapOptions options_;
  std::vector<Columns> columns_;  ///< of the fit, an acquisition each
  // Of the series that is being filled:
  std::vector<Gap> gaps_;
  Matrix factor_{};  ///< lower triangle of the Cholesky factor of XᵀX
  Columns coefficients_{};
  std::vector<double> residual_mm_;  ///< NaN where the series is missing
};

}  // namespace plumbline::correct
