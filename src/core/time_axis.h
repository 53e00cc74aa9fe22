// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/date.h"

namespace plumbline {

/// The acquisition dates of a tile, strictly ascending, and the same as years since the first:
/// t = days / 365.25 (science.md, "Time").
class TimeAxis {
 public:
  static constexpr double kDaysPerYear = 365.25;

  TimeAxis() = default;
  /// Throws Error(bad_header) when the dates are not strictly ascending.
  explicit TimeAxis(std::vector<Date> dates);

  std::size_t size() const { return dates_.size(); }
  bool empty() const { return dates_.empty(); }
  Date date(std::size_t acquisition) const { return dates_[acquisition]; }
  double years(std::size_t acquisition) const { return years_[acquisition]; }
  std::span<const Date> dates() const { return dates_; }
  std::span<const double> years() const { return years_; }

  friend bool operator==(const TimeAxis& a, const TimeAxis& b) { return a.dates_ == b.dates_; }

 private:
  std::vector<Date> dates_;
  std::vector<double> years_;
};

}  // namespace plumbline
