// SPDX-License-Identifier: MIT
#include "report/gap_counts.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/table.h"

namespace plumbline::report {

void GapCounts::add(std::int32_t max_gap_days, std::int32_t n_acquisitions, std::size_t acquisitions) {
  if (max_gap_days == kMissingInt32 || n_acquisitions == kMissingInt32) return;
  ++points_;
  if (static_cast<std::size_t>(std::max(n_acquisitions, 0)) < acquisitions) ++points_with_gaps_;
  longest_days_ = std::max(longest_days_, max_gap_days);
  const auto range = std::lower_bound(kLimits.begin(), kLimits.end(), max_gap_days);
  ++counts_[static_cast<std::size_t>(range - kLimits.begin())];
}

std::string GapCounts::range_name(std::size_t range) {
  if (range == 0) return fmt::format("≤ {}", kLimits.front());
  if (range == kLimits.size()) return fmt::format("> {}", kLimits.back());
  return fmt::format("{}–{}", kLimits[range - 1] + 1, kLimits[range]);
}

}  // namespace plumbline::report
