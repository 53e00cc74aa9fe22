// SPDX-License-Identifier: MIT
#pragma once

namespace plumbline::synth {

struct LatitudeLongitude {
  double latitude_deg = 0;
  double longitude_deg = 0;
};

/// Latitude and longitude (ETRS89, GRS 80) of an easting and northing of EPSG:3035, Lambert azimuthal equal
/// area; better than two millimetres within Europe. IOGP Guidance Note 7-2, section 3.2.2.
LatitudeLongitude from_laea_europe(double easting_m, double northing_m);

}  // namespace plumbline::synth
