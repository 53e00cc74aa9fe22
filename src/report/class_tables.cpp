// SPDX-License-Identifier: MIT
#include "report/class_tables.h"

#include <cmath>
#include <numeric>

namespace plumbline::report {

std::size_t height_zone(double height_m) {
  constexpr double kMountainFrom = 600;
  constexpr double kHighMountainAbove = 1500;
  if (std::isnan(height_m)) return 3;
  if (height_m < kMountainFrom) return 0;
  return height_m <= kHighMountainAbove ? 1 : 2;
}

void ClassTables::add(const Point& point) {
  const std::size_t motion = point.motion ? static_cast<std::size_t>(*point.motion) : kUnclassified;
  const std::size_t zone = height_zone(point.height_m);
  ++points_;
  ++counts_[motion];
  ++zone_counts_[zone][motion];
  velocities_[motion].add(point.velocity_mm_per_year);
  zone_velocities_[zone][motion].add(point.velocity_mm_per_year);
  for (std::size_t i = 0; i < flagged_.size(); ++i)
    if (point.flags[i] == Flag::yes) ++flagged_[i];
}

std::size_t ClassTables::points_of_zone(std::size_t zone) const {
  return std::accumulate(zone_counts_[zone].begin(), zone_counts_[zone].end(), std::size_t{0});
}

std::string_view table_class_name(std::size_t motion) {
  return motion < kMotionClassNames.size() ? kMotionClassNames[motion] : "unclassified";
}

}  // namespace plumbline::report
