// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace plumbline {

/// A column of a delivery that other values of the same delivery contradict by more than rounding explains.
struct Disagreement {
  std::string column;
  std::string with;        ///< what it was compared with: "the series", "easting and northing", …
  double tolerance = 0;    ///< in the unit of the column, unless `with` says another
  std::size_t points = 0;  ///< that differ by more
  double worst = 0;        ///< the largest difference, with its sign
  std::size_t row = 0;     ///< of the worst; the first of equal ones
  std::string pid = {};    ///< of the worst

  /// Takes note of one difference; NaN is none.
  void look_at(double difference, std::size_t at_row) {
    if (!(std::fabs(difference) > tolerance)) return;
    ++points;
    if (std::fabs(difference) < std::fabs(worst)) return;
    if (std::fabs(difference) == std::fabs(worst) && at_row > row) return;
    worst = difference;
    row = at_row;
  }

  friend bool operator==(const Disagreement&, const Disagreement&) = default;
};

/// "mean_velocity disagrees with the series at 12 of 340 points by more than 0.11, at most by -3.2 (point
/// …)".
inline std::string text_of(const Disagreement& found, std::size_t points) {
  return fmt::format("{} disagrees with {} at {} of {} points by more than {}, at most by {:.3g} (point {})",
                     found.column, found.with, found.points, points, found.tolerance, found.worst, found.pid);
}

/// Adds what was found in other rows; both lists have the same columns in the same order.
inline void merge(std::vector<Disagreement>& all, const std::vector<Disagreement>& more) {
  if (all.empty()) {
    all = more;
    return;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double worst = std::fabs(more[i].worst);
    const bool is_worse =
        more[i].points > 0 &&
        (worst > std::fabs(all[i].worst) || (worst == std::fabs(all[i].worst) && more[i].row < all[i].row));
    const std::size_t points = all[i].points + more[i].points;
    if (is_worse) all[i] = more[i];
    all[i].points = points;
  }
}

}  // namespace plumbline
