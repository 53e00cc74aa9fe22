// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace plumbline::cluster {

struct ClusterPolygon {
  std::vector<std::uint8_t> wkb;  ///< polygon in the coordinates of the points
  double area_m2 = 0;
};

/// How points become an area.
enum class Hull : std::uint8_t { convex, concave };

/// Hull of the points, buffered by `buffer_m` with round caps and joins, 32 segments a quarter circle.
/// One point gives a circle, points on a line a capsule. Coordinates in metres (EPSG:3035). A concave hull
/// follows bays of the points: it has no edge longer than 0.3 of the way from the shortest to the longest
/// edge of their triangulation where it can do without, and no holes.
ClusterPolygon hull_polygon(std::span<const double> easting_m, std::span<const double> northing_m,
                            double buffer_m = 20.0, Hull hull = Hull::convex);

/// That polygon in longitude and latitude; its area is that on the plane. `to_degrees` takes a corner
/// from the plane of the points to degrees, in place, and may go on beyond 180: a polygon across the 180th
/// meridian is cut there, into the parts of a multipolygon.
ClusterPolygon hull_polygon_in_degrees(std::span<const double> easting_m, std::span<const double> northing_m,
                                       double buffer_m, Hull hull,
                                       const std::function<void(double& x, double& y)>& to_degrees);

}  // namespace plumbline::cluster
