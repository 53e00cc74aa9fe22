// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::ingest {

/// The constant motion of a GNSS station, or of a node of a GNSS model. Rates and their standard deviations
/// in mm/yr, positive to the east, north and up. NaN = not given.
struct GnssVelocity {
  static constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

  std::string name;      ///< of the station; empty for a node without one
  double longitude = 0;  ///< degrees, WGS 84, from -180 up to 180
  double latitude = 0;
  double east = kMissing, north = kMissing, up = kMissing;
  double east_std = kMissing, north_std = kMissing, up_std = kMissing;
};

/// Reads a table of velocities: one header line, then one station or node a line. Columns are found by name,
/// whatever their order and case, and are separated by commas, semicolons, tabs or spaces. Known are
///   EUREF .vel     Lon Lat E.vel N.vel E.adj N.adj E.sig N.sig Corr U.vel U.adj U.sig Stat
///   EGMS's model   #Latitude,Longitude,N,E,Up,SigmaN,SigmaE,SigmaUP,easting,northing   (A-EPND, 50 km grid)
///   any CSV        lon,lat,e,n,u; or longitude, latitude, velocity_east_mmyr, velocity_east_error_mmyr, …
/// All are in mm/yr and must be given relative to stable Eurasia to be compared with EGMS: other frames add
/// some 20 mm/yr. Columns that mean nothing here are left out. `#`, `*` and `%` begin a comment (the header
/// may stand in the first one); empty lines are left out. A zip with one CSV is read as it is.
///
/// Throws Error(file_missing), Error(bad_header) without longitude, latitude and at least one of east, north
/// and up, Error(bad_value) with line and column for what is no number or no place. Cost: the text once.
std::vector<GnssVelocity> read_gnss_velocities(const std::filesystem::path& file);

/// The daily positions of one station.
struct GnssSeries {
  std::string station;
  double longitude = 0;  ///< degrees, WGS 84, from -180 up to 180
  double latitude = 0;
  TimeAxis axis;
  /// Displacement from the first day, mm, positive to the east, north and up; one value a day of the axis.
  std::vector<double> east_mm, north_mm, up_mm;
  std::vector<double> east_std_mm, north_std_mm, up_std_mm;
};

/// Reads a series of the Nevada Geodetic Laboratory (.tenv3): columns site, YYMMMDD, …, _e0(m), __east(m),
/// ____n0(m), _north(m), u0(m), ____up(m), _ant(m), sig_e(m), sig_n(m), sig_u(m), …, _latitude(deg),
/// _longitude(deg), __height(m); one station a file, days ascending. The files that end in .EU.tenv3 are
/// relative to stable Eurasia, the others are not.
///
/// Throws Error(file_missing), Error(bad_header), Error(bad_value) with line and column.
GnssSeries read_gnss_series(const std::filesystem::path& file);

}  // namespace plumbline::ingest
