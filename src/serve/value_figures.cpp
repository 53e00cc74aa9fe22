// SPDX-License-Identifier: MIT
#include "serve/value_figures.h"

#include <array>
#include <cmath>
#include <cstdint>

namespace plumbline::serve {
namespace {

/// The value that has `place` others before it.
double value_at(std::span<const CountedValue> values, std::size_t place) {
  std::size_t before = 0;
  for (const CountedValue& value : values) {
    before += value.count;
    if (before > place) return value.value;
  }
  return ValueFigures::kMissing;
}

/// The width of a bin, as a whole number of tenths: decimal edges come out as they are written.
struct Step {
  double tenths = 1;

  double edge(std::int64_t k) const { return static_cast<double>(k) * tenths / 10; }
  bool is_below(float value, std::int64_t k) const { return value < static_cast<float>(edge(k)); }
  /// The bin that begins at edge k.
  std::int64_t bin_of(float value) const {
    auto k = static_cast<std::int64_t>(std::floor(static_cast<double>(value) * 10 / tenths));
    if (is_below(value, k)) return k - 1;
    return is_below(value, k + 1) ? k : k + 1;
  }
};

Step step_for(float least, float greatest, std::size_t most_bins) {
  for (double power = 1;; power *= 10) {
    for (const double digit : {1, 2, 5}) {
      const Step step{digit * power};
      const double width = (static_cast<double>(greatest) - static_cast<double>(least)) * 10 / step.tenths;
      if (width > static_cast<double>(most_bins)) continue;  // its bins might not even have numbers
      if (step.bin_of(greatest) - step.bin_of(least) < static_cast<std::int64_t>(most_bins)) return step;
    }
  }
}

}  // namespace

ValueFigures figures_of(std::span<const CountedValue> values) {
  ValueFigures figures;
  double sum = 0;
  for (const CountedValue& value : values) {
    figures.count += value.count;
    sum += static_cast<double>(value.value) * static_cast<double>(value.count);
  }
  if (figures.count == 0) return figures;
  const auto count = static_cast<double>(figures.count);
  figures.mean = sum / count;
  figures.min = values.front().value;
  figures.max = values.back().value;
  figures.median = (value_at(values, (figures.count - 1) / 2) + value_at(values, figures.count / 2)) / 2;
  if (figures.count == 1) return figures;
  double squares = 0;
  for (const CountedValue& value : values)
    squares +=
        std::pow(static_cast<double>(value.value) - figures.mean, 2) * static_cast<double>(value.count);
  figures.std = std::sqrt(squares / (count - 1));
  return figures;
}

Histogram histogram_of(std::span<const CountedValue> values, std::size_t most_bins) {
  if (values.empty()) return {};
  const Step step = step_for(values.front().value, values.back().value, most_bins);
  const std::int64_t first = step.bin_of(values.front().value);
  const std::int64_t last = step.bin_of(values.back().value);
  Histogram histogram;
  histogram.counts.resize(static_cast<std::size_t>(last - first + 1));
  for (std::int64_t k = first; k <= last + 1; ++k) histogram.edges.push_back(step.edge(k));
  for (const CountedValue& value : values)
    histogram.counts[static_cast<std::size_t>(step.bin_of(value.value) - first)] += value.count;
  return histogram;
}

}  // namespace plumbline::serve
