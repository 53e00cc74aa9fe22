// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace plumbline::serve {

/// A value, and how many points have it.
struct CountedValue {
  float value = 0;
  std::size_t count = 0;
};

/// What is said of many values at once; NaN where there are too few.
struct ValueFigures {
  static constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  std::size_t count = 0;
  double mean = kMissing;
  double std = kMissing;  ///< n − 1
  double median = kMissing;
  double min = kMissing;
  double max = kMissing;
};

/// `values` in ascending order; none is NaN.
ValueFigures figures_of(std::span<const CountedValue> values);

/// How many values lie from each edge, included, to the next, left out.
struct Histogram {
  std::vector<double> edges;  ///< one more than `counts`; none where there is no value
  std::vector<std::size_t> counts;
};

/// Edges are whole multiples of 0.1, 0.2, 0.5, 1, 2, 5, …: the least of these for which `most_bins` hold all
/// values. Edges are compared as float32, as filters are, so that a printed 0.3 begins its bin.
Histogram histogram_of(std::span<const CountedValue> values, std::size_t most_bins);

}  // namespace plumbline::serve
