// SPDX-License-Identifier: MIT
#pragma once

#include <geodesic.h>

// The truth that these tests hold metres against: shortest lines on the ellipsoid (Karney 2013).

namespace plumbline::geodesy {

struct Degrees {
  double longitude = 0;
  double latitude = 0;
};

inline const geod_geodesic& grs80() {
  static const geod_geodesic ellipsoid = [] {
    geod_geodesic made{};
    geod_init(&made, 6'378'137, 1 / 298.257222101);
    return made;
  }();
  return ellipsoid;
}

inline double metres_between(Degrees a, Degrees b) {
  double length_m = 0;
  geod_inverse(&grs80(), a.latitude, a.longitude, b.latitude, b.longitude, &length_m, nullptr, nullptr);
  return length_m;
}

/// The place that lies so far away in this direction (degrees clockwise from north).
inline Degrees gone(Degrees from, double azimuth, double metres) {
  Degrees to;
  geod_direct(&grs80(), from.latitude, from.longitude, azimuth, metres, &to.latitude, &to.longitude, nullptr);
  return to;
}

}  // namespace plumbline::geodesy
