// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/table.h"
#include "store/geo_metadata.h"
#include "store/store.h"
#include "store/vector_file.h"

namespace plumbline::store {

enum class ExportFormat { geopackage, shapefile, geojson, flatgeobuf, csv, geoparquet };

/// By the file's ending: .gpkg, .shp, .geojson or .json, .fgb, .csv, .parquet. Nothing for others.
std::optional<ExportFormat> format_of(const std::filesystem::path& file);

/// Attributes a file of a format can have; a wide table of dates may have more.
std::size_t most_attributes(ExportFormat format);

/// An attribute of a point: a column of the rows, and what it is called in the file.
struct ExportAttribute {
  std::string column;
  std::string name;  ///< at most ten bytes in a Shapefile
  ColumnType type = ColumnType::float32;
  int decimals = 6;  ///< in a Shapefile, whose numbers are text of a fixed width
};

/// Points to write. The rows have the attributes' columns and `longitude` and `latitude`.
struct PointLayer {
  std::string name;
  std::vector<ExportAttribute> attributes;
  std::size_t points = 0;
  GeographicBox box;
  std::string qgis_style;                 ///< QML, for a GeoPackage; may be empty
  std::function<bool(Table& rows)> next;  ///< the next rows; false after the last
};

/// Writes the points, in longitude and latitude, as they come. Numbers are the shortest decimals that give
/// the stored float32: 0.7, not 0.699999988. A point without a place has no geometry. Throws
/// Error(file_access), and what `next` throws. CSV has no geometry: its columns say where the point is.
void write_points(const std::filesystem::path& file, ExportFormat format, const PointLayer& layer,
                  const Resources& resources);

/// Writes polygons: `attributes` with their names as they are. A CSV has the polygon as WKT, in the column
/// `geometry`.
void write_polygons(const std::filesystem::path& file, ExportFormat format, const PolygonLayer& layer,
                    const Resources& resources);

/// Names for a format: those of a Shapefile cut to ten bytes and made different from each other.
std::vector<std::string> names_for(ExportFormat format, const std::vector<std::string>& names);

}  // namespace plumbline::store
