// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>

namespace plumbline::correct {

/// Times the median distance from the median: the standard deviation, where values are normal.
inline constexpr double kMedianDistanceToSigma = 1.4826;

/// The median (of an even number the upper of the middle two); NaN for none. Reorders the values.
inline double take_median(std::span<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace plumbline::correct
