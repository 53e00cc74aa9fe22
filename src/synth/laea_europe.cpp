// SPDX-License-Identifier: MIT
#include "synth/laea_europe.h"

#include <cmath>

#include "synth/portable_math.h"

namespace plumbline::synth {
namespace {

constexpr double kSemiMajorAxis_m = 6378137.0;  // GRS 80
constexpr double kFlattening = 1 / 298.257222101;
constexpr double kE2 = kFlattening * (2 - kFlattening);
constexpr double kFalseEasting_m = 4321000;
constexpr double kFalseNorthing_m = 3210000;
constexpr double kOriginLatitude_deg = 52;
constexpr double kOriginLongitude_deg = 10;

/// q of the authalic latitude, from the sine of the latitude.
double authalic_q(double sine) {
  const double e = std::sqrt(kE2);
  return (1 - kE2) *
         (sine / (1 - kE2 * sine * sine) - natural_log((1 - e * sine) / (1 + e * sine)) / (2 * e));
}

struct Origin {
  double q_pole = authalic_q(1);
  double radius_m = kSemiMajorAxis_m * std::sqrt(q_pole / 2);
  double sine, cosine, scale;
  Origin() {
    const double sine_latitude = sine_of_turns(kOriginLatitude_deg / 360);
    sine = authalic_q(sine_latitude) / q_pole;
    cosine = std::sqrt(1 - sine * sine);
    const double m =
        cosine_of_turns(kOriginLatitude_deg / 360) / std::sqrt(1 - kE2 * sine_latitude * sine_latitude);
    scale = kSemiMajorAxis_m * m / (radius_m * cosine);
  }
};

/// Latitude from authalic latitude, both in radians.
double latitude_of_authalic(double beta) {
  constexpr double kE4 = kE2 * kE2;
  constexpr double kE6 = kE4 * kE2;
  const double turns = beta / (2 * kPi);
  return beta + (kE2 / 3 + 31 * kE4 / 180 + 517 * kE6 / 5040) * sine_of_turns(2 * turns) +
         (23 * kE4 / 360 + 251 * kE6 / 3780) * sine_of_turns(4 * turns) +
         (761 * kE6 / 45360) * sine_of_turns(6 * turns);
}

}  // namespace

LatitudeLongitude from_laea_europe(double easting_m, double northing_m) {
  static const Origin origin;
  const double x = (easting_m - kFalseEasting_m) / origin.scale;
  const double y = (northing_m - kFalseNorthing_m) * origin.scale;
  const double rho = std::sqrt(x * x + y * y);
  if (rho < 1e-9) return {kOriginLatitude_deg, kOriginLongitude_deg};
  const double half = rho / (2 * origin.radius_m);  // sine of half the angle from the origin
  const double cosine = 1 - 2 * half * half;
  const double sine = 2 * half * std::sqrt(1 - half * half);
  const double beta = arc_sine(cosine * origin.sine + y * sine * origin.cosine / rho);
  const double longitude = arc_tangent(x * sine / (rho * origin.cosine * cosine - y * origin.sine * sine));
  return {latitude_of_authalic(beta) * kDegreesPerRadian,
          kOriginLongitude_deg + longitude * kDegreesPerRadian};
}

}  // namespace plumbline::synth
