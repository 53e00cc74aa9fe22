// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>

#include "core/time_axis.h"

namespace plumbline::validate {

/// A velocity from a few measurements.
struct Rate {
  double per_year = 0;
  double std = 0;  ///< of per_year; NaN with two values, which fit any line
};

/// The slope of the straight line through the values that are there (NaN = missing). `years` ascend. Nothing
/// with fewer than two values.
std::optional<Rate> rate(std::span<const double> years, std::span<const double> values);

/// The value at a date: on the straight line between the nearest values that are there. NaN before the first
/// and after the last of them.
double value_at(const TimeAxis& axis, std::span<const double> values, Date date);

}  // namespace plumbline::validate
