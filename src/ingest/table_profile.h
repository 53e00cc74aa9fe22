// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery_name.h"
#include "ingest/date_pattern.h"
#include "ingest/tile.h"

namespace plumbline::ingest {

/// A column of the table and what it becomes: `value * factor` under our name and in our unit.
struct ProfileColumn {
  std::string name;      ///< ours (docs/file-format.md), or a new one
  std::string in_table;  ///< theirs
  double factor = 1;
};

/// A column of ours that the table does not have, with one value for all points.
struct ProfileConstant {
  std::string name;
  double value = 0;
};

/// What another producer's table of points and series means (docs/profiles.md).
struct TableProfile {
  char separator = ',';
  char decimal = '.';
  std::vector<std::string> missing;  ///< texts that mean "no value"; besides the empty one, NaN, nan, NULL
  Level level = Level::L2a;          ///< L2a: relative to a point of its own; L2b: calibrated with GNSS
  std::string crs = "EPSG:4326";     ///< of the coordinates; anything that PROJ understands
  std::string orbit;                 ///< "A", "D", or empty: from track_angle if there is one
  DatePattern dates;
  double displacement_to_mm = 1;  ///< negative when the table counts away from the satellite
  std::vector<ProfileColumn> columns;
  std::vector<ProfileConstant> constants;
};

/// What a unit's values are multiplied by to be in the unit that a column of ours has: 1000 for "m/yr" in
/// mean_velocity. Nothing for a unit that the column cannot have. Columns of unknown meaning have no unit.
std::optional<double> unit_factor(std::string_view column, std::string_view unit);
/// The units that it can have, for messages; empty for a column without unit.
std::vector<std::string_view> units_of(std::string_view column);
/// Whether the sign of a column tells towards the satellite from away: velocity and acceleration.
bool has_direction(std::string_view column);

/// Reads another producer's table (zip or CSV, separators by the profile, fields in quotes or not) as a
/// delivery of the line of sight. Columns that the profile does not name are left out; their names are added
/// to `left_out`.
///
/// Its points get ids of ten characters that other programs can use as those of EGMS: their own where all are
/// such, otherwise made from them (core/point_id.h) and the table's own kept as the text column `source_pid`.
/// Coordinates come out both as longitude and latitude and in EPSG:3035. Missing: as for read_delivery.
///
/// Throws what read_delivery throws; Error(bad_header) when a column that the profile names is not there.
/// Memory: the whole tile, about four bytes a value. One thread, some 100 MB of text a second.
Tile read_profiled_table(const std::filesystem::path& file, const TableProfile& profile,
                         std::vector<std::string>& left_out);

}  // namespace plumbline::ingest
