// SPDX-License-Identifier: MIT
#include "validate/gravity.h"

#include <cmath>
#include <numbers>

namespace plumbline::validate {
namespace {

// GRS 80 (Moritz 2000): equatorial gravity, Somigliana's constant, first eccentricity squared, semi-major
// axis, flattening, and m = ω²a²b/GM.
constexpr double kEquatorial = 9.7803267715, kSomigliana = 0.001931851353, kEccentricity2 = 0.00669438002290;
constexpr double kSemiMajorM = 6'378'137.0, kFlattening = 0.00335281068118, kCentrifugal = 0.00344978600308;

}  // namespace

double normal_gravity(double latitude_degrees, double height_m) {
  const double sine = std::sin(latitude_degrees * std::numbers::pi / 180.0);
  const double sine2 = sine * sine;
  const double on_ellipsoid =
      kEquatorial * (1.0 + kSomigliana * sine2) / std::sqrt(1.0 - kEccentricity2 * sine2);
  const double relative = height_m / kSemiMajorM;
  const double slope = 1.0 + kFlattening + kCentrifugal - 2.0 * kFlattening * sine2;
  return on_ellipsoid * (1.0 - 2.0 * slope * relative + 3.0 * relative * relative);
}

}  // namespace plumbline::validate
