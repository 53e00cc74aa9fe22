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

/// How a gap is filled.
enum class GapMethod : std::uint8_t {
  linear,   ///< straight lines (EGMSpy 2026, section 3.4)
  harmonic  ///< the point's own trend and season (gap_filler.h)
};

struct GapOptions {
  std::int32_t gap_days = 30;  ///< runs of missing values whose span is greater than this are gaps
  GapMethod method = GapMethod::linear;
};

/// Two consecutive present values with missing ones between them that are further apart than `gap_days`.
struct Gap {
  std::size_t before = 0;  ///< acquisition of the last value before it
  std::size_t after = 0;   ///< and of the first after it
  friend bool operator==(const Gap&, const Gap&) = default;
};
/// The gaps of a series, in order of time; `gaps` is overwritten. Missing values at either end belong to
/// none.
void find_gaps(std::span<const float> series_mm, const TimeAxis& axis, std::int32_t gap_days,
               std::vector<Gap>& gaps);
/// Fills a gap with the straight line between the values around it. EGMSpy 2026, section 3.4.
void draw_line(std::span<float> series_mm, const TimeAxis& axis, const Gap& gap);

}  // namespace plumbline::correct
