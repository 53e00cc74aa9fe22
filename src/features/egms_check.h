// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "core/disagreement.h"
#include "core/time_axis.h"
#include "features/egms_statistics.h"

namespace plumbline::features {

/// By how much EGMS's statistics may differ from those re-derived from the printed series, in the order of
/// kEgmsStatisticNames: somewhat more than the largest difference over six real files (docs/science.md,
/// "Verification of deliveries"). Mostly rounding: series and statistics are printed with one or two
/// decimals.
inline constexpr std::array<double, 7> kEgmsTolerances{0.11, 0.06, 0.017, 0.011, 0.065, 0.06, 0.06};

/// Compares the statistics of a delivery with its series. May be used by several threads.
class EgmsCheck {
 public:
  explicit EgmsCheck(const TimeAxis& axis) : axis_(axis), fitter_(axis) {}

  /// `series_mm` holds point after point; `official` one value a point for each of kEgmsStatisticNames, in
  /// their order, missing = NaN. Rows count from `first_row`. One entry a statistic, also where nothing was
  /// found; points with fewer than ten values are not compared. About a microsecond a point of 300 dates
  /// without gaps.
  std::vector<Disagreement> compare(std::span<const float> series_mm,
                                    const std::array<std::span<const float>, 7>& official,
                                    std::size_t first_row) const;

 private:
  TimeAxis axis_;
  EgmsBlockFitter fitter_;
};

}  // namespace plumbline::features
