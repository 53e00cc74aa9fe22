// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>
#include <vector>

namespace plumbline::synth {

/// The statistics that a delivery prints for each series (EGMS Product Description v3, table 14), before
/// rounding: mm, mm/yr, mm/yr².
struct OfficialStatistics {
  double velocity = 0;
  double velocity_std = 0;
  double acceleration = 0;
  double acceleration_std = 0;
  double seasonality = 0;
  double seasonality_std = 0;
  double rmse = 0;
};

/// Least squares with the three nested models of EGMS on fixed times: [1, t, cos 2πt, sin 2πt], then t², then
/// t³ added. Orthonormal columns are made once, so that a series costs one pass.
///
/// Written here and not taken from the features, so that what is written and what is later verified do not
/// share a mistake.
class OfficialFit {
 public:
  /// `years` since the first acquisition; six different ones at least.
  explicit OfficialFit(std::span<const double> years);

  /// One value, in mm, for each of the years; none missing.
  OfficialStatistics operator()(std::span<const double> values) const;

 private:
  static constexpr std::size_t kColumns = 6;
  using Row = std::array<double, kColumns>;
  void orthonormalise();
  void invert();

  std::vector<Row> basis_;               ///< orthonormal columns; a row an acquisition
  std::array<Row, kColumns> factor_{};   ///< R of basis·R = the model's columns, upper triangle
  std::array<Row, kColumns> inverse_{};  ///< of R; its upper left blocks serve the smaller models
};

}  // namespace plumbline::synth
