// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace plumbline::cluster {

struct ClusterPolygon {
  std::vector<std::uint8_t> wkb;  ///< polygon in the coordinates of the points
  double area_m2 = 0;
};

/// Convex hull of the points, buffered by `buffer_m` with round caps and joins, 32 segments a quarter circle.
/// One point gives a circle, points on a line a capsule. Coordinates in metres (EPSG:3035).
ClusterPolygon hull_polygon(std::span<const double> easting_m, std::span<const double> northing_m,
                            double buffer_m = 20.0);

}  // namespace plumbline::cluster
