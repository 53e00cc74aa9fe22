// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/time_axis.h"
#include "features/orthonormal_basis.h"

namespace plumbline::features {

/// EGMS's own statistics columns, re-derived from a series (Product Description v3, table 14;
/// docs/science.md).
struct EgmsStatistics {
  double mean_velocity = 0;      ///< mm/yr
  double mean_velocity_std = 0;  ///< mm/yr, formal (white noise)
  double acceleration = 0;       ///< mm/yr²
  double acceleration_std = 0;
  double seasonality = 0;  ///< mm
  double seasonality_std = 0;
  double rmse = 0;  ///< mm

  std::array<double, 7> values() const;
};

inline constexpr std::array<std::string_view, 7> kEgmsStatisticNames{
    "mean_velocity", "mean_velocity_std", "acceleration", "acceleration_std",
    "seasonality",   "seasonality_std",   "rmse"};

/// Fits the series of one tile, one after the other; keeps the basis of the last pattern of missing values.
/// Not thread-safe: one a thread. The result does not depend on the series fitted before.
class EgmsFitter {
 public:
  explicit EgmsFitter(const TimeAxis& axis);

  /// Missing = NaN. Nothing with fewer than ten present values.
  std::optional<EgmsStatistics> fit(std::span<const float> series_mm);

 private:
  void build_basis();

  std::vector<double> years_;
  std::vector<std::size_t> present_;  ///< acquisitions of the series being fitted
  std::vector<double> values_;        ///< mm; what the fit leaves of them, in the end
  std::vector<std::size_t> based_on_;
  OrthonormalBasis basis_;             ///< 1, cos 2πt, sin 2πt, τ, τ², τ³
  std::array<double, 6> variances_{};  ///< of its coefficients
};

/// The same for series without a missing value, several times as fast: all share one basis, and what a fit
/// leaves follows from sums of squares. Agrees with EgmsFitter within 10⁻⁶. May be used by several threads.
class EgmsBlockFitter {
 public:
  /// `days_per_year`: e-GEOS fits with 365 (kDaysPerEgmsYear).
  explicit EgmsBlockFitter(const TimeAxis& axis, double days_per_year = TimeAxis::kDaysPerYear);

  /// Nothing when a value is missing, or there are fewer than ten.
  std::optional<EgmsStatistics> fit(std::span<const float> series_mm) const;
  /// mm; what the model of `seasonality` and `rmse` has at the first date. EGMS shifts its series so that
  /// this is 0 (docs/science.md). Nothing in the same cases.
  std::optional<double> start_mm(std::span<const float> series_mm) const;

 private:
  struct Sums;
  std::optional<Sums> sums_of(std::span<const float> series_mm) const;

  static constexpr std::size_t kLanes = 6;  ///< one a column: three vectors of any x86-64
  std::size_t acquisitions_;
  OrthonormalBasis basis_;
  std::array<double, 6> variances_{};
  std::vector<std::array<double, kLanes>> rows_;  ///< the basis, acquisition after acquisition
};

inline constexpr double kDaysPerEgmsYear = 365.0;

/// The same for a single series.
std::optional<EgmsStatistics> egms_statistics(std::span<const float> series_mm, const TimeAxis& axis);

}  // namespace plumbline::features
