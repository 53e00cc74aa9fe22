// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "validate/differences.h"

namespace plumbline::validate {

/// How a station moves, mm/yr, and the standard deviations of that. NaN = not known.
struct StationMotion {
  double east = 0, up = 0;
  double east_std = 0, up_std = 0;
};

/// The points around a station that measure the same thing: one geometry's lines of sight, or East, or Up.
/// For East los_east is 1 and los_up 0, and likewise for Up.
class Neighbours {
 public:
  /// A point that is not finite is passed over. `velocity_std` is what is known to be wrong with it alone and
  /// with its neighbours alike; NaN or 0 = not known.
  void add(double velocity, double los_east, double los_up, double velocity_std);

  std::size_t points() const { return points_; }
  /// Mean velocity of the points beside the station's along their mean line of sight. The radar's standard
  /// deviation is √(f² + s²/n): f the root mean square of the points' own where they tell it and
  /// `usual_std` where they do not, s the scatter of the n velocities among themselves. North takes no part:
  /// L2b holds no modelled motion to the north, and L3 is solved without. Nothing without points, or without
  /// the components that the line of sight needs.
  std::optional<Pair> against(const StationMotion& station, double usual_std) const;

 private:
  std::size_t points_ = 0;
  std::size_t points_with_std_ = 0;
  double velocity_ = 0, velocity_square_ = 0;
  double los_east_ = 0, los_up_ = 0;
  double variance_ = 0;
};

/// Two series of the same motion at the same times; missing = NaN. Both have an offset of their own, so the
/// mean difference is taken out first.
struct SeriesAgreement {
  std::size_t dates = 0;           ///< at which both have a value
  double rms_mm = 0;               ///< of the differences
  double correlation = 0;          ///< Pearson's
  double velocity_difference = 0;  ///< mm/yr; of straight lines through both, radar − ground
};
/// Nothing with fewer than ten common dates.
std::optional<SeriesAgreement> compare_series(std::span<const double> years,
                                              std::span<const double> ground_mm,
                                              std::span<const double> radar_mm);

}  // namespace plumbline::validate
