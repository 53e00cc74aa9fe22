// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "serve/viewport_index.h"

namespace plumbline::serve {

/// What an answer says of a point.
struct PointValues {
  std::uint64_t pid = 0;  ///< as a number of base 62
  std::int32_t latitude_e6 = 0;
  std::int32_t longitude_e6 = 0;
  float velocity_mm_per_year = 0;
  float coherence = 0;
  float height_m = 0;
  std::uint32_t row = 0;
  std::uint32_t cluster = kNoCluster;
  std::uint32_t subcluster = kNoCluster;
  std::uint16_t tile = 0;
  std::uint8_t kind = 0;  ///< PointKind
  std::uint8_t orbit = 0;
};

/// In the order of `points`; read in the order of the index, where points that are near on the ground are
/// near in memory.
std::vector<PointValues> values_of_points(const ViewportIndex& index, std::span<const std::uint32_t> points);

}  // namespace plumbline::serve
