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

void find_gaps(std::span<const float> series_mm, const TimeAxis& axis, std::int32_t gap_days,
               std::vector<Gap>& gaps) {
  assert(series_mm.size() == axis.size());
  gaps.clear();
  for_each_neighbours(series_mm, [&](std::size_t before, std::size_t after) {
    if (after - before > 1 && is_longer(axis, before, after, gap_days)) gaps.push_back({before, after});
  });
}

void draw_line(std::span<float> series_mm, const TimeAxis& axis, const Gap& gap) {
  const double begin_mm = series_mm[gap.before];
  const double rise_mm = series_mm[gap.after] - begin_mm;
  const double span_days = days_between(axis.date(gap.before), axis.date(gap.after));
  for (std::size_t i = gap.before + 1; i < gap.after; ++i) {
    const double share = days_between(axis.date(gap.before), axis.date(i)) / span_days;
    series_mm[i] = static_cast<float>(begin_mm + rise_mm * share);
  }
}

}  // namespace plumbline::correct
