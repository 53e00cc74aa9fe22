// SPDX-License-Identifier: MIT
#include "geodesy/europe.h"

#include <cmath>

#include "geodesy/projection.h"

namespace plumbline::geodesy {
namespace {

/// A rectangle of EPSG:3035 that lies in the area as a whole: most of Europe, without a look at degrees.
bool is_well_inside(double easting_m, double northing_m) {
  return easting_m > 2'500'000 && easting_m < 5'700'000 && northing_m > 700'000 && northing_m < 5'200'000;
}

}  // namespace

bool is_in_europe_laea(double easting_m, double northing_m) {
  if (is_well_inside(easting_m, northing_m) || std::isnan(easting_m + northing_m)) return true;
  const Geographic place = geographic_from_laea({&easting_m, 1}, {&northing_m, 1});
  return is_in_europe(place.longitude.front(), place.latitude.front());
}

bool all_in_europe(std::span<const double> easting_m, std::span<const double> northing_m) {
  for (std::size_t i = 0; i < easting_m.size(); ++i) {
    if (!is_in_europe_laea(easting_m[i], northing_m[i])) return false;
  }
  return true;
}

}  // namespace plumbline::geodesy
