// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace plumbline::report {

/// How many points have how long a time without an acquisition, from the columns max_gap_days and
/// n_acquisitions of the store.
class GapCounts {
 public:
  /// Upper ends of the ranges in days; the last range is open.
  static constexpr std::array<std::int32_t, 6> kLimits{6, 12, 30, 60, 120, 365};
  static constexpr std::size_t kRanges = kLimits.size() + 1;

  /// `acquisitions` of the tile; a point with fewer lacks values. Missing figures (kMissingInt32) are left
  /// out.
  void add(std::int32_t max_gap_days, std::int32_t n_acquisitions, std::size_t acquisitions);

  std::size_t count(std::size_t range) const { return counts_[range]; }
  std::size_t points() const { return points_; }
  std::size_t points_with_gaps() const { return points_with_gaps_; }
  std::int32_t longest_days() const { return longest_days_; }  ///< 0 without points
  /// "≤ 6", "7–12", …, "> 365".
  static std::string range_name(std::size_t range);

 private:
  std::array<std::size_t, kRanges> counts_{};
  std::size_t points_ = 0;
  std::size_t points_with_gaps_ = 0;
  std::int32_t longest_days_ = 0;
};

}  // namespace plumbline::report
