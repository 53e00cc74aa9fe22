// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <numbers>

namespace plumbline::serve {

/// A place in degrees.
struct Place {
  double longitude = 0;
  double latitude = 0;
};

/// Distances are those on a sphere of the earth's mean radius: at most 0.6 % from those on the ellipsoid.
inline constexpr double kEarthRadiusM = 6'371'008.8;
inline constexpr double kRadians = std::numbers::pi / 180;
inline constexpr double kMetresPerDegree = kEarthRadiusM * kRadians;  ///< of latitude

/// A direction from the middle of the earth, of length 1.
using Direction = std::array<double, 3>;

inline Direction direction(const Place& place) {
  const double latitude = place.latitude * kRadians;
  const double longitude = place.longitude * kRadians;
  return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude),
          std::sin(latitude)};
}

inline double dot(const Direction& a, const Direction& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

inline Direction cross(const Direction& a, const Direction& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// Along the great circle; exact also for places a metre apart.
inline double distance_m(const Direction& a, const Direction& b) {
  const Direction normal = cross(a, b);
  return kEarthRadiusM * std::atan2(std::sqrt(dot(normal, normal)), dot(a, b));
}

}  // namespace plumbline::serve
