// SPDX-License-Identifier: MIT
#include "geodesy/geodesic.h"

#include <geodesic.h>
#include <numbers>

namespace plumbline::geodesy {
namespace {

geod_geodesic grs80() {
  geod_geodesic ellipsoid{};
  geod_init(&ellipsoid, 6'378'137, 1 / 298.257222101);
  return ellipsoid;
}

}  // namespace

Offset offset_between(double from_longitude, double from_latitude, double to_longitude, double to_latitude) {
  static const geod_geodesic ellipsoid = grs80();
  double length_m = 0, azimuth = 0;
  geod_inverse(&ellipsoid, from_latitude, from_longitude, to_latitude, to_longitude, &length_m, &azimuth,
               nullptr);
  azimuth *= std::numbers::pi / 180;
  return {length_m * std::sin(azimuth), length_m * std::cos(azimuth)};
}

}  // namespace plumbline::geodesy
