// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <vector>

#include "core/series_block.h"
#include "core/time_axis.h"

namespace plumbline::serve {

/// A straight line through a series, by least squares; NaN with fewer than three values.
struct LineFit {
  float velocity_mm_per_year = std::numeric_limits<float>::quiet_NaN();
  /// Formal, as if the residuals were independent.
  float velocity_std = std::numeric_limits<float>::quiet_NaN();
};

/// The lines of all series of a block, in one go over its acquisitions. Missing = NaN.
std::vector<LineFit> fit_lines(const SeriesBlock& series_mm, const TimeAxis& axis);

}  // namespace plumbline::serve
