// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../command.h"
#include "chosen_tiles.h"
#include "ingest/gnss_table.h"
#include "store/store.h"
#include "validate/neighbours.h"

namespace plumbline::cli {

/// What is compared: the lines of sight of the two geometries, East and Up of L3 tiles, and Up that rests on
/// one geometry (`decompose --vertical`).
inline constexpr std::array<std::string_view, 5> kDirections{"ascending", "descending", "east", "up",
                                                             "vertical"};

struct GroundStation {
  std::string name;
  double longitude = 0;  ///< degrees
  double latitude = 0;
  validate::StationMotion motion;
  double gravity = std::numeric_limits<double>::quiet_NaN();  ///< m/s²; of benchmarks
};

/// One direction at one station.
struct StationPair {
  std::size_t station = 0;
  std::size_t direction = 0;  ///< of kDirections
  std::size_t points = 0;
  validate::Pair pair;
};

/// How stations are compared with the points around them.
struct ComparisonOptions {
  double radius_m = 500;
  double velocity_error_mm_per_year = 0.7;  ///< of points that do not tell theirs
};

/// All stations against the tiles, in order of station and direction. `progress` counts points.
std::vector<StationPair> compare_stations(const store::Store& store, const ChosenTiles& tiles,
                                          const std::vector<GroundStation>& stations,
                                          const ComparisonOptions& options, Progress& progress);

/// A station's series against the mean series of the points of one tile.
struct SeriesPair {
  std::string station;
  std::string tile;
  std::size_t direction = 0;
  std::size_t points = 0;
  std::vector<Date> dates;
  std::vector<double> ground_mm, radar_mm;  ///< one a date; NaN = missing; offsets are arbitrary
  validate::SeriesAgreement agreement;
};

/// A station's days are averaged over three days before and after each acquisition and projected on the mean
/// line of sight; north takes no part.
std::vector<SeriesPair> compare_series(const store::Store& store, const ChosenTiles& tiles,
                                       const std::vector<ingest::GnssSeries>& stations,
                                       const ComparisonOptions& options);

/// The tiles that are compared: of each direction one release and one level. Notes say what is left out.
ChosenTiles compared_tiles(Session& session, const store::Store& store, const store::DatasetRequest& request);

}  // namespace plumbline::cli
