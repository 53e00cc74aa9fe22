// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::correct {

/// What is missing in a series (science.md, "Gap correction").
struct GapSummary {
  std::int32_t max_gap_days =
      0;  ///< longest distance between two consecutive present acquisitions; 0 with fewer than two
  std::int32_t n_acquisitions = 0;  ///< present values
};
GapSummary gap_summary(std::span<const float> series_mm, const TimeAxis& axis);

struct GapOptions {
  std::int32_t gap_days = 30;  ///< runs of missing values whose span is greater than this are filled
};

/// Fills by straight lines, in place, the runs of missing values between two present ones whose span in days
/// between those two is greater than `gap_days`; shorter runs and runs at either end stay NaN. `filled` (one
/// place an acquisition) is set to 1 where a value was filled and 0 elsewhere. Returns the number of values
/// filled. EGMSpy 2026, section 3.4.
///
/// Spans are measured in float64 on the time axis: one of exactly `gap_days` falls on either side, by the
/// rounding of t (docs/science.md, "Gaps").
std::size_t fill_gaps(std::span<float> series_mm, const TimeAxis& axis, const GapOptions& options,
                      std::span<std::uint8_t> filled);

}  // namespace plumbline::correct
