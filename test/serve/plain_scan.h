// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "serve/point_filter.h"
#include "serve/view_builder.h"
#include "serve/viewport_index.h"

namespace plumbline::test {

/// A point of a map, as a test writes it down.
struct MapPoint {
  std::string pid = "AAAAAAAAAA";
  double latitude = 0;
  double longitude = 0;
  float velocity = 0;
  float coherence = 0.5F;
  float height = 0;
  serve::Orbit orbit = serve::Orbit::ascending;
  std::uint8_t motion_class = serve::kUnclassified;
  std::uint8_t flags = serve::kFlagsUnknown;
  std::string cluster;
  std::uint16_t tile = 0;  ///< 0 "first" (line of sight), 1 "second" (up), 2 "third" (line of sight)
};

inline constexpr std::size_t kTiles = 3;

/// Whether a point meets every field of a filter, but for thinning.
bool passes(const MapPoint& point, const serve::PointFilter& filter);

/// The answer by looking at every point: in time linear in their number, and short enough to be seen to be
/// right. Its points are positions in `points`, in the order of tile and position.
serve::PointSelection plain_scan(const std::vector<MapPoint>& points, const serve::PointFilter& filter);

/// The points as three tiles, each in the order given.
serve::PointSource source_of(const std::vector<MapPoint>& points);

/// The answer of an index made from `source_of(points)`, as positions in `points`.
serve::PointSelection selected(const serve::ViewportIndex& index, const std::vector<MapPoint>& points,
                               const serve::PointFilter& filter);

}  // namespace plumbline::test
