// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>

#include "serve/view_file.h"

namespace plumbline::serve {

inline void widen_window(PointRanges& ranges, const PointRanges& by) {
  ranges.min_latitude = std::min(ranges.min_latitude, by.min_latitude);
  ranges.max_latitude = std::max(ranges.max_latitude, by.max_latitude);
  ranges.min_longitude = std::min(ranges.min_longitude, by.min_longitude);
  ranges.max_longitude = std::max(ranges.max_longitude, by.max_longitude);
  ranges.is_rounded = std::max(ranges.is_rounded, by.is_rounded);
}

inline void widen(PointRanges& ranges, const PointRanges& by) {
  widen_window(ranges, by);
  ranges.min_velocity = std::min(ranges.min_velocity, by.min_velocity);
  ranges.max_velocity = std::max(ranges.max_velocity, by.max_velocity);
  ranges.min_coherence = std::min(ranges.min_coherence, by.min_coherence);
  ranges.max_coherence = std::max(ranges.max_coherence, by.max_coherence);
  ranges.min_height = std::min(ranges.min_height, by.min_height);
  ranges.max_height = std::max(ranges.max_height, by.max_height);
  ranges.classes = static_cast<std::uint16_t>(ranges.classes | by.classes);
  ranges.some_flags = static_cast<std::uint8_t>(ranges.some_flags | by.some_flags);
  ranges.all_flags = static_cast<std::uint8_t>(ranges.all_flags & by.all_flags);
  ranges.orbits = static_cast<std::uint8_t>(ranges.orbits | by.orbits);
}

}  // namespace plumbline::serve
