// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/series_block.h"
#include "core/time_axis.h"
#include "correct/gaps.h"

namespace plumbline::correct {

/// Upper ends, in days, of the classes that points are counted in by their longest time without a value; a
/// last class has no end.
inline constexpr std::array<std::int32_t, 6> kLongestTimeDays{12, 30, 60, 90, 180, 365};

/// What the series of a tile lack: counts of points and values. Those of several parts of a tile can be
/// added, in any order.
struct TileGaps {
  explicit TileGaps(std::size_t acquisitions) : missing(acquisitions), in_gaps(acquisitions) {}

  std::uint64_t points = 0;
  std::uint64_t incomplete_points = 0;  ///< lack a value or more
  std::uint64_t points_with_gaps = 0;
  std::uint64_t gaps = 0;
  std::int32_t max_gap_days = 0;       ///< largest GapSummary::max_gap_days
  std::vector<std::uint64_t> missing;  ///< an acquisition: points that lack its value
  std::vector<std::uint64_t> in_gaps;  ///< of those, lying in a gap: what would be filled
  /// Points by GapSummary::max_gap_days.
  std::array<std::uint64_t, kLongestTimeDays.size() + 1> by_longest_time{};

  std::uint64_t values() const { return points * missing.size(); }  ///< present or not
  std::uint64_t missing_values() const;
  std::uint64_t values_in_gaps() const;
  void add(const TileGaps& other);
};

/// Counts what the series of a block lack. Cost: one pass; little more for points with missing values.
TileGaps tile_gaps(const SeriesBlockView& block, const TimeAxis& axis, std::int32_t gap_days);

/// The same by calendar month, for the months that have an acquisition.
struct MonthGaps {
  std::string month;  ///< "2021-07"
  std::size_t acquisitions = 0;
  std::uint64_t values = 0;
  std::uint64_t missing = 0;
  std::uint64_t in_gaps = 0;
};
std::vector<MonthGaps> by_month(const TileGaps& gaps, const TimeAxis& axis);

}  // namespace plumbline::correct
