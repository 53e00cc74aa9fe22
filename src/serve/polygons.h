// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/table.h"
#include "serve/geographic_window.h"
#include "store/store.h"

namespace plumbline::serve {

/// A polygon as GeoJSON text.
struct PolygonFeature {
  GeographicWindow extent;
  std::string geometry;
  std::string properties;
};

/// The polygons of one GeoPackage of the store, in memory. Immutable.
class PolygonCollection {
 public:
  /// Reads the file if the store has it; otherwise the collection is empty. Throws Error(bad_store) when the
  /// file cannot be read.
  PolygonCollection(const store::Store& store, std::string_view file_name);

  /// The store holds the file (it may hold no polygon).
  bool exists() const { return exists_; }
  std::size_t size() const { return features_.size(); }
  const std::vector<PolygonFeature>& features() const { return features_; }
  const Table& attributes() const { return attributes_; }  ///< one row a feature
  /// A GeoJSON FeatureCollection of the polygons whose bounding box meets the window.
  std::string geojson(const GeographicWindow& window) const;

 private:
  std::vector<PolygonFeature> features_;
  Table attributes_;
  bool exists_ = false;
};

}  // namespace plumbline::serve
