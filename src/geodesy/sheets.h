// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "geodesy/projection.h"

namespace plumbline::geodesy {

/// A flat map of a part of the earth on which distances are true, and the places on it. Some are its own:
/// every place is so on one sheet. Around them lie all others that are near enough, so that whoever looks
/// from an own place sees its neighbours. One place may lie twice on a sheet, on both sides of the 180th
/// meridian.
struct Sheet {
  std::int32_t number = 0;           ///< 0: the area of EPSG:3035; others: see `on_sheet`
  std::vector<std::uint32_t> place;  ///< which of the places given, ascending
  std::vector<std::uint8_t> is_own;  ///< 1 for its own
  std::vector<double> easting_m, northing_m;

  std::size_t size() const { return place.size(); }
};

/// The name of the sheets outside the area of EPSG:3035, in messages and records.
inline constexpr std::string_view kSheetsName = "Lambert conformal conic strips of latitude, GRS 80";

/// The largest distance that neighbours on sheets may have.
inline constexpr double kMaxReachM = 2'800;
/// Places nearer to a pole have no sheet.
inline constexpr double kMaxLatitude = 85;

/// Lays places, given in EPSG:3035, on sheets: EPSG:3035 itself within its area (europe.h), elsewhere strips
/// of latitude, 7,600 m high with what lies around them, each in Lambert's conformal conic projection with
/// its middle as the parallel that is true. Lengths up to 10 km are true to 1 mm in 10 km: the scale differs
/// from 1 by at most 0.9·10⁻⁷ (and coordinates are rounded to 10 µm next to the equator). Whatever is within
/// `reach_m` of an own place of a sheet lies on it. Places that are missing (NaN) lie on none. Sheets without
/// an own place are left out; in order of their numbers.
///
/// Throws Error(usage) for a larger reach than kMaxReachM; Error(bad_value) for a place beyond kMaxLatitude
/// that is not in the area of EPSG:3035. About 0.5 µs a place. Memory: 40 bytes a place.
std::vector<Sheet> lay_on_sheets(std::span<const double> easting_m, std::span<const double> northing_m,
                                 double reach_m);

/// Places in degrees, near or far, on the sheet of a number that `lay_on_sheets` gave for the same reach.
/// Longitudes may go on beyond 180.
Projected on_sheet(std::int32_t number, double reach_m, std::span<const double> longitude,
                   std::span<const double> latitude);

/// The latitudes between which the own places of a sheet lie, and around them what is within the reach.
struct Latitudes {
  double south = 0;
  double north = 0;
};
Latitudes latitudes_of_sheet(std::int32_t number, double reach_m);

}  // namespace plumbline::geodesy
