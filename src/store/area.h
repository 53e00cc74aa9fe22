// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "store/geo_metadata.h"
#include "store/vector_file.h"

namespace plumbline::store {

/// Polygons in longitude and latitude (WGS 84): a study area.
class Area {
 public:
  /// The polygons of all features of all layers of a file that GDAL reads (GeoJSON, GeoPackage, Shapefile,
  /// FlatGeobuf, KML, …), or of a text file with one WKT geometry in longitude and latitude (.wkt). Other
  /// reference systems are transformed. Throws Error(file_missing), Error(bad_value) when there is no polygon
  /// in it or one has no area.
  static Area from_file(const std::filesystem::path& file);
  /// From WKT in longitude and latitude; `name` is what messages call it.
  static Area from_wkt(std::string_view wkt, const std::string& name);
  static Area from_box(const GeographicBox& box);

  Area(Area&&) noexcept;
  Area& operator=(Area&&) noexcept;
  ~Area();

  const GeographicBox& box() const { return box_; }
  /// Whether the point lies inside or on the edge. Not for several threads at once.
  bool contains(double longitude, double latitude) const;
  /// Whether a geometry in longitude and latitude shares a point with the area.
  bool intersects(const Wkb& geometry) const;

 private:
  struct Shape;
  explicit Area(std::unique_ptr<Shape> shape);
  std::unique_ptr<Shape> shape_;
  GeographicBox box_;
};

}  // namespace plumbline::store
