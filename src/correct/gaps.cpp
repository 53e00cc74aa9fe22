// SPDX-License-Identifier: MIT
#include "correct/gaps.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plumbline::correct {
namespace {

/// Calls `body(before, after)` for every two consecutive present acquisitions.
template <typename Body>
void for_each_neighbours(std::span<const float> series_mm, const Body& body) {
  std::size_t before = series_mm.size();
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    if (before < i) body(before, i);
    before = i;
  }
}

/// The straight line between `before` and `after`, for the acquisitions between them.
void draw_line(std::span<float> series_mm, const TimeAxis& axis, std::size_t before, std::size_t after) {
  const double begin_mm = series_mm[before];
  const double rise_mm = series_mm[after] - begin_mm;
  const double span_days = days_between(axis.date(before), axis.date(after));
  for (std::size_t i = before + 1; i < after; ++i) {
    const double share = days_between(axis.date(before), axis.date(i)) / span_days;
    series_mm[i] = static_cast<float>(begin_mm + rise_mm * share);
  }
}

/// Measured in float64 on the time axis (science.md: t = days / 365.25), as the reference values were. A span
/// of exactly `gap_days` therefore falls on either side, by the rounding of t; longer and shorter ones never.
bool is_longer(const TimeAxis& axis, std::size_t before, std::size_t after, std::int32_t gap_days) {
  return (axis.years(after) - axis.years(before)) * TimeAxis::kDaysPerYear > gap_days;
}

}  // namespace

GapSummary gap_summary(std::span<const float> series_mm, const TimeAxis& axis) {
  assert(series_mm.size() == axis.size());
  GapSummary summary;
  for (const float value : series_mm) summary.n_acquisitions += std::isnan(value) ? 0 : 1;
  for_each_neighbours(series_mm, [&](std::size_t before, std::size_t after) {
    summary.max_gap_days = std::max(summary.max_gap_days, days_between(axis.date(before), axis.date(after)));
  });
  return summary;
}

std::size_t fill_gaps(std::span<float> series_mm, const TimeAxis& axis, const GapOptions& options,
                      std::span<std::uint8_t> filled) {
  assert(series_mm.size() == axis.size() && filled.size() == axis.size());
  std::ranges::fill(filled, std::uint8_t{0});
  std::size_t count = 0;
  // Filling between `before` and `after` does not change where the search goes on: `after` is present.
  for_each_neighbours(series_mm, [&](std::size_t before, std::size_t after) {
    const std::size_t missing = after - before - 1;
    if (missing == 0 || !is_longer(axis, before, after, options.gap_days)) return;
    draw_line(series_mm, axis, before, after);
    std::ranges::fill(filled.subspan(before + 1, missing), std::uint8_t{1});
    count += missing;
  });
  return count;
}

}  // namespace plumbline::correct
