// SPDX-License-Identifier: MIT
#include "outlines_elsewhere.h"

#include <algorithm>
#include <cmath>

namespace plumbline::cli {
namespace {

/// Rings that come this near to the 180th meridian are laid on both sides: more than the reach of any sheet.
constexpr double kNear180 = 1;

std::vector<PlanePoint> corners(const geodesy::Projected& places) {
  std::vector<PlanePoint> ring;
  for (std::size_t i = 0; i < places.easting_m.size(); ++i)
    ring.push_back({places.easting_m[i], places.northing_m[i]});
  return ring;
}

}  // namespace

OutlinesElsewhere::OutlinesElsewhere(std::span<const Outline> outlines) {
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    outlines_.push_back({outlines[i].name, {}});
    for (const auto& corners_of_ring : outlines[i].rings) {
      std::vector<double> easting_m, northing_m;
      for (const PlanePoint& corner : corners_of_ring) {
        easting_m.push_back(corner.easting_m);
        northing_m.push_back(corner.northing_m);
      }
      if (easting_m.empty()) continue;
      geodesy::Geographic places = geodesy::geographic_from_laea(easting_m, northing_m);
      for (std::size_t k = 1; k < places.longitude.size(); ++k)
        places.longitude[k] =
            places.longitude[k - 1] + std::remainder(places.longitude[k] - places.longitude[k - 1], 360);
      const auto [west, east] = std::ranges::minmax(places.longitude);
      const auto [south, north] = std::ranges::minmax(places.latitude);
      rings_.push_back(
          {i, std::move(places.longitude), std::move(places.latitude), west, south, east, north});
    }
  }
}

std::vector<Outline> OutlinesElsewhere::on_sheet(std::int32_t sheet_number, double reach_m) const {
  const auto [south, north] = geodesy::latitudes_of_sheet(sheet_number, reach_m);
  std::vector<Outline> outlines = outlines_;
  for (const Ring& ring : rings_) {
    if (ring.south > north || ring.north < south) continue;
    for (const double turn : {-360.0, 0.0, 360.0}) {
      if (ring.west + turn > 180 + kNear180 || ring.east + turn < -180 - kNear180) continue;
      std::vector<double> longitude = ring.longitude;
      for (double& one : longitude) one += turn;
      outlines[ring.outline].rings.push_back(
          corners(geodesy::on_sheet(sheet_number, reach_m, longitude, ring.latitude)));
    }
  }
  return outlines;
}

std::vector<Outline> OutlinesElsewhere::on_plane(const geodesy::Plane& plane) const {
  std::vector<Outline> outlines = outlines_;
  for (const Ring& ring : rings_)
    outlines[ring.outline].rings.push_back(corners(plane.project(ring.longitude, ring.latitude)));
  return outlines;
}

}  // namespace plumbline::cli
