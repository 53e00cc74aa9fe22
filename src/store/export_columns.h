// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "store/export_file.h"
#include "store/selection.h"
#include "store/store.h"

namespace plumbline::store {

/// Columns that an export adds to those of the tiles: which tile, level and component a point is of.
inline constexpr std::string_view kTileColumn = "tile";
inline constexpr std::string_view kLevelColumn = "level";
inline constexpr std::string_view kComponentColumn = "component";

/// What of the points is written.
struct ExportColumns {
  std::vector<WantedColumn> wanted;         ///< to read: with longitude and latitude
  std::vector<ExportAttribute> attributes;  ///< to write: with the dates at the end
};

/// `asked`: names of columns, or empty for all. With the profile for QGIS plugins, a handful of columns under
/// the names these look for, and dates as DYYYYMMDD. Throws Error(missing_stage) for a column that no tile
/// has, Error(usage) when the format cannot hold so many.
ExportColumns export_columns(const Store& store, const std::vector<const TileRecord*>& tiles,
                             const std::vector<std::string>& asked, const std::vector<Date>& dates,
                             ExportFormat format, bool for_qgis_insar);

/// QGIS style (QML) of points by mean_velocity, in seven steps from away (red) to towards the satellite
/// (blue).
std::string velocity_style(const std::string& attribute);

}  // namespace plumbline::store
