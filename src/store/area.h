// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "store/geo_metadata.h"
#include "store/vector_file.h"

namespace plumbline {
class PolygonIndex;
}

namespace plumbline::store {

/// Polygons in longitude and latitude (WGS 84): a study area. They may overlap. One that crosses itself holds
/// what lies within an odd number of its rings, as GIS programs fill it.
class Area {
 public:
  /// The polygons of all features of all layers of a GeoJSON, GeoPackage, Shapefile or FlatGeobuf, or of a
  /// text file with one WKT geometry in longitude and latitude (.wkt, .txt). Other reference systems are
  /// transformed. Throws Error(file_missing); Error(bad_value) for another kind of file, one without polygons
  /// or without an area, more than `kMostCorners` corners, or polygons that cross themselves so often that a
  /// line across meets more than `kMostEdgesOnALine` edges. Memory: about 250 bytes a corner.
  static Area from_file(const std::filesystem::path& file);
  /// From WKT in longitude and latitude; `name` is what messages call it.
  static Area from_wkt(std::string_view wkt, const std::string& name);
  static Area from_box(const GeographicBox& box);

  static constexpr std::size_t kMostCorners = 1'000'000;
  static constexpr double kMostEdgesOnALine = 10'000;

  Area(Area&&) noexcept;
  Area& operator=(Area&&) noexcept;
  ~Area();

  const GeographicBox& box() const { return box_; }
  /// Whether the point lies inside or on the edge. Any number of threads at once.
  bool contains(double longitude, double latitude) const;
  /// Whether a geometry in longitude and latitude shares a point with the area.
  bool intersects(const Wkb& geometry) const;

 private:
  explicit Area(PolygonIndex polygons);
  std::unique_ptr<PolygonIndex> polygons_;
  GeographicBox box_;
};

}  // namespace plumbline::store
