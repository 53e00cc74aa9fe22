// SPDX-License-Identifier: MIT
#pragma once

namespace plumbline::serve {

/// Edges in degrees, inclusive.
struct GeographicWindow {
  double min_latitude = -90;
  double max_latitude = 90;
  double min_longitude = -180;
  double max_longitude = 180;
};

/// Whether they have a place in common.
inline bool meet(const GeographicWindow& a, const GeographicWindow& b) {
  return a.min_latitude <= b.max_latitude && b.min_latitude <= a.max_latitude &&
         a.min_longitude <= b.max_longitude && b.min_longitude <= a.max_longitude;
}

}  // namespace plumbline::serve
