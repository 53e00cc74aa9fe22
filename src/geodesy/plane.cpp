// SPDX-License-Identifier: MIT
#include "geodesy/plane.h"

#include <cmath>
#include <numbers>
#include <utility>

#include <fmt/format.h>

namespace plumbline::geodesy {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

}  // namespace

Plane::Plane(std::string crs, std::string name)
    : crs_(std::move(crs)),
      name_(std::move(name)),
      projection_("+proj=pipeline +over +step +proj=unitconvert +xy_in=deg +xy_out=rad +step " + crs_,
                  name_) {}

Plane Plane::around(double longitude, double latitude) {
  return {fmt::format("+proj=laea +lat_0={:.9f} +lon_0={:.9f} +ellps=GRS80", latitude, longitude),
          "a Lambert azimuthal equal-area plane around " + place_text(longitude, latitude)};
}

Projected Plane::project(std::span<const double> longitude, std::span<const double> latitude) const {
  Projected places{{longitude.begin(), longitude.end()}, {latitude.begin(), latitude.end()}};
  projection_.forward(places.easting_m, places.northing_m);
  return places;
}

Geographic Plane::unproject(std::span<const double> easting_m, std::span<const double> northing_m) const {
  Geographic places{{northing_m.begin(), northing_m.end()}, {easting_m.begin(), easting_m.end()}};
  projection_.inverse(places.longitude, places.latitude);
  return places;
}

void Plane::project(double& x, double& y) const { projection_.forward({&x, 1}, {&y, 1}); }

void Plane::unproject(double& x, double& y) const { projection_.inverse({&x, 1}, {&y, 1}); }

std::string place_text(double longitude, double latitude) {
  return fmt::format("{:.3f} {} {:.3f} {}", std::abs(latitude), latitude < 0 ? 'S' : 'N', std::abs(longitude),
                     longitude < 0 ? 'W' : 'E');
}

MiddlePlace middle_of(std::span<const double> longitude, std::span<const double> latitude) {
  double x = 0, y = 0, z = 0;
  for (std::size_t i = 0; i < longitude.size(); ++i) {
    const double lambda = longitude[i] * kRadians, phi = latitude[i] * kRadians;
    if (std::isnan(lambda + phi)) continue;
    x += std::cos(phi) * std::cos(lambda);
    y += std::cos(phi) * std::sin(lambda);
    z += std::sin(phi);
  }
  const double across = std::hypot(x, y);
  if (std::hypot(across, z) < 1e-9) return {};
  return {std::atan2(y, x) / kRadians, std::atan2(z, across) / kRadians};
}

}  // namespace plumbline::geodesy
