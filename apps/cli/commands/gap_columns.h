// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/table.h"
#include "core/time_axis.h"
#include "correct/gaps.h"

namespace plumbline::cli {

/// Columns `max_gap_days` and `n_acquisitions` of every point; `rows.series(i)` is the series of point i.
std::vector<Column> gap_columns(const auto& rows, std::size_t points, const TimeAxis& axis) {
  std::vector<std::int32_t> max_gap_days(points);
  std::vector<std::int32_t> n_acquisitions(points);
  for (std::size_t i = 0; i < points; ++i) {
    const correct::GapSummary summary = correct::gap_summary(rows.series(i), axis);
    max_gap_days[i] = summary.max_gap_days;
    n_acquisitions[i] = summary.n_acquisitions;
  }
  return {{"max_gap_days", std::move(max_gap_days)}, {"n_acquisitions", std::move(n_acquisitions)}};
}

}  // namespace plumbline::cli
