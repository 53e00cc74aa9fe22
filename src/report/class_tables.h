// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/motion_class.h"
#include "core/table.h"
#include "report/distribution.h"

namespace plumbline::report {

/// The zones of EGMSpy 2026, table 8, by height above the geoid: below 600 m, from 600 to 1500 m, above.
inline constexpr std::array<std::string_view, 4> kHeightZoneNames{
    "plain and low hill (< 600 m)", "mid-mountain (600–1500 m)", "high mountain (> 1500 m)",
    "height not known"};
/// Index into kHeightZoneNames; NaN has the last one.
std::size_t height_zone(double height_m);

inline constexpr std::array<std::string_view, 4> kFlagNames{"periodic", "jumpy", "variable_flag",
                                                            "noisy_trend"};

/// The counts and velocities behind tables 6, 7 and 8 of EGMSpy 2026. Memory does not depend on the number of
/// points.
class ClassTables {
 public:
  /// Places of a class in the tables: MotionClass by its number, and then the points without a class.
  static constexpr std::size_t kUnclassified = kMotionClassNames.size();
  static constexpr std::size_t kClasses = kUnclassified + 1;

  struct Point {
    std::optional<MotionClass> motion;
    std::array<Flag, kFlagNames.size()> flags{};  ///< in the order of kFlagNames
    double height_m = 0;
    double velocity_mm_per_year = 0;
  };
  void add(const Point& point);

  std::size_t points() const { return points_; }
  std::size_t classified() const { return points_ - count(kUnclassified); }
  /// Points of a class, over all zones or in one, with or without a velocity.
  std::size_t count(std::size_t motion) const { return counts_[motion]; }
  std::size_t count(std::size_t zone, std::size_t motion) const { return zone_counts_[zone][motion]; }
  std::size_t points_of_zone(std::size_t zone) const;
  std::size_t flagged(std::size_t flag) const { return flagged_[flag]; }
  const Distribution& velocities(std::size_t motion) const { return velocities_[motion]; }
  const Distribution& velocities(std::size_t zone, std::size_t motion) const {
    return zone_velocities_[zone][motion];
  }

 private:
  template <typename T>
  using ByClass = std::array<T, kClasses>;
  std::size_t points_ = 0;
  ByClass<std::size_t> counts_{};
  ByClass<Distribution> velocities_;
  std::array<ByClass<std::size_t>, kHeightZoneNames.size()> zone_counts_{};
  std::array<ByClass<Distribution>, kHeightZoneNames.size()> zone_velocities_;
  std::array<std::size_t, kFlagNames.size()> flagged_{};
};

/// Name of a place in the tables: a class, or "unclassified".
std::string_view table_class_name(std::size_t motion);

}  // namespace plumbline::report
