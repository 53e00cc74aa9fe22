// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>

namespace plumbline::geodesy {

/// From one place to another along the shortest line on the ellipsoid (GRS 80): its length, in the direction
/// that it starts in.
struct Offset {
  double east_m = 0;
  double north_m = 0;
  double distance_m() const { return std::hypot(east_m, north_m); }
};

/// Exact to nanometres (Karney 2013), at any distance; about 1 µs.
Offset offset_between(double from_longitude, double from_latitude, double to_longitude, double to_latitude);

}  // namespace plumbline::geodesy
