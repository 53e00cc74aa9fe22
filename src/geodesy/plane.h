// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "geodesy/proj_object.h"
#include "geodesy/projection.h"

namespace plumbline::geodesy {

/// A map around one place: Lambert's azimuthal equal-area projection on GRS 80, as EPSG:3035 is, with its
/// middle there. Areas are true everywhere. Lengths are true to 1 mm in 1 km up to 5 km from the middle, to 1
/// cm in 1 km up to 30 km and to 10 cm in 1 km up to 150 km: for shapes, not for who is near whom (sheets.h).
/// For one thread at a time.
class Plane {
 public:
  static Plane around(double longitude, double latitude);

  Projected project(std::span<const double> longitude, std::span<const double> latitude) const;
  void project(double& x, double& y) const;  ///< in place: degrees become metres
  /// Back to degrees. Longitudes lie within 180 degrees of the middle's, so they may go on beyond 180.
  Geographic unproject(std::span<const double> easting_m, std::span<const double> northing_m) const;
  void unproject(double& x, double& y) const;  ///< in place: metres become degrees

  /// In the words of PROJ and GDAL.
  const std::string& crs() const { return crs_; }
  /// For people: "a Lambert azimuthal equal-area plane around 19.430 N 99.130 W".
  const std::string& name() const { return name_; }

 private:
  Plane(std::string crs, std::string name);
  std::string crs_, name_;
  ProjObject projection_;
};

/// "19.430 N 99.130 W".
std::string place_text(double longitude, double latitude);

/// The middle of places in degrees, as seen from the middle of the earth: the 180th meridian is no edge. 0, 0
/// of no places, or of places all round the earth.
struct MiddlePlace {
  double longitude = 0;
  double latitude = 0;
};
MiddlePlace middle_of(std::span<const double> longitude, std::span<const double> latitude);

}  // namespace plumbline::geodesy
