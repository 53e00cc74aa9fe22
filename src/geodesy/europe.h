// SPDX-License-Identifier: MIT
#pragma once

#include <span>

namespace plumbline::geodesy {

/// The area that EPSG:3035 is made for, in degrees, edges included (EPSG's registry, extent 2881). Metres are
/// taken on it there, as EGMS does, though its scale differs from 1 by up to 4 % in the Canary Islands and 8
/// % in the south-western corner. Elsewhere they are taken on `Sheets` and `Plane`s.
inline constexpr double kEuropeWest = -35.58;
inline constexpr double kEuropeSouth = 24.60;
inline constexpr double kEuropeEast = 44.83;
inline constexpr double kEuropeNorth = 84.73;

inline bool is_in_europe(double longitude, double latitude) {
  return longitude >= kEuropeWest && longitude <= kEuropeEast && latitude >= kEuropeSouth &&
         latitude <= kEuropeNorth;
}

/// Whether all places lie in that area, given in EPSG:3035. A missing one (NaN) counts as in it. About two
/// comparisons a place in the middle of Europe, 0.1 µs elsewhere.
bool all_in_europe(std::span<const double> easting_m, std::span<const double> northing_m);
bool is_in_europe_laea(double easting_m, double northing_m);

}  // namespace plumbline::geodesy
