// SPDX-License-Identifier: MIT
#include "serve/earth.h"

#include <algorithm>

#include "geodesy/europe.h"

namespace plumbline::serve {
namespace {

// GRS 80.
constexpr double kMajorAxisM = 6'378'137;
constexpr double kFlattening = 1 / 298.257222101;
constexpr double kSquaredEccentricity = kFlattening * (2 - kFlattening);

/// On the ellipsoid; infinite at the poles.
double isometric_latitude(double sine) {
  static const double eccentricity = std::sqrt(kSquaredEccentricity);
  return std::atanh(sine) - eccentricity * std::atanh(eccentricity * sine);
}

}  // namespace

Globe Globe::around(const Place& middle) {
  Globe globe;
  if (geodesy::is_in_europe(middle.longitude, middle.latitude)) return globe;
  constexpr double kFarthest = 89.9;
  const double latitude = std::clamp(middle.latitude, -kFarthest, kFarthest) * kRadians;
  const double sine = std::sin(latitude), cosine = std::cos(latitude);
  const double width = 1 - kSquaredEccentricity * sine * sine;
  globe.is_fitted_ = true;
  globe.middle_longitude_ = middle.longitude;
  globe.radius_m_ = kMajorAxisM * std::sqrt(1 - kSquaredEccentricity) / width;
  globe.stretch_ =
      std::sqrt(1 + kSquaredEccentricity / (1 - kSquaredEccentricity) * cosine * cosine * cosine * cosine);
  globe.shift_ = std::atanh(sine / globe.stretch_) - globe.stretch_ * isometric_latitude(sine);
  return globe;
}

Direction Globe::fitted_direction(const Place& place) const {
  const double isometric = stretch_ * isometric_latitude(std::sin(place.latitude * kRadians)) + shift_;
  const double longitude = stretch_ * std::remainder(place.longitude - middle_longitude_, 360.0) * kRadians;
  const double cosine = 1 / std::cosh(isometric);
  return {cosine * std::cos(longitude), cosine * std::sin(longitude), std::tanh(isometric)};
}

}  // namespace plumbline::serve
