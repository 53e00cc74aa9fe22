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

/// The mean radius of the earth.
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

/// Along the great circle, in radians; exact also for places a metre apart.
inline double angle(const Direction& a, const Direction& b) {
  const Direction normal = cross(a, b);
  return std::atan2(std::sqrt(dot(normal, normal)), dot(a, b));
}

inline double distance_m(const Direction& a, const Direction& b) { return kEarthRadiusM * angle(a, b); }

/// The sphere that distances around a place are taken on. In the area of EPSG:3035 it has the earth's mean
/// radius: distances are at most 0.6 % from those on the ellipsoid. Elsewhere it is the one that fits the
/// ellipsoid there (Gauss's conformal projection): distances are those along the ground, true to 1 mm in 10
/// km up to 300 km from the middle and to 1 cm in 10 km up to 500 km.
class Globe {
 public:
  static Globe around(const Place& middle);

  Direction direction(const Place& place) const {
    return is_fitted_ ? fitted_direction(place) : serve::direction(place);
  }
  double radius_m() const { return radius_m_; }
  double distance_m(const Direction& a, const Direction& b) const { return radius_m_ * angle(a, b); }
  /// A degree of latitude is nowhere shorter than this on it.
  double min_metres_per_degree() const { return is_fitted_ ? 110'500 : kMetresPerDegree; }

 private:
  Direction fitted_direction(const Place& place) const;

  bool is_fitted_ = false;
  double radius_m_ = kEarthRadiusM;
  // Isometric latitudes of the sphere are `stretch_` times those of the ellipsoid, plus `shift_`.
  double stretch_ = 1, shift_ = 0, middle_longitude_ = 0;
};

}  // namespace plumbline::serve
