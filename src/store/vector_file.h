// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/table.h"

namespace plumbline::store {

/// A geometry in well-known binary (ISO, little endian).
using Wkb = std::vector<std::uint8_t>;

/// Polygons with attributes, one row of `attributes` a geometry.
struct PolygonLayer {
  std::string name;
  std::vector<Wkb> geometries;
  int geometry_epsg = 4326;  ///< of `geometries`: 4326 is longitude, latitude; 3035 is easting, northing
  int layer_epsg = 4326;     ///< of the file; geometries are transformed when it differs
  Table attributes;
  std::string qgis_style;  ///< QML, stored in the file so that QGIS applies it; may be empty
};

/// Writes a GeoPackage with one layer that QGIS opens as it is. The same input gives the same bytes.
/// Throws Error(file_access).
void write_geopackage(const std::filesystem::path& path, const PolygonLayer& layer);

/// A layer read back, attributes as written, geometries as GeoJSON text in longitude, latitude.
struct PolygonFeatures {
  Table attributes;
  std::vector<std::string> geojson_geometries;
};
PolygonFeatures read_geopackage(const std::filesystem::path& path);

/// A layer of polygons read back with its style, geometries in longitude and latitude. Throws as
/// read_geopackage does.
PolygonLayer read_polygon_layer(const std::filesystem::path& path);

}  // namespace plumbline::store
