// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "serve/geographic_window.h"
#include "serve/outline.h"
#include "serve/polygons.h"

namespace plumbline::serve {

/// Which clusters, and how finely they are drawn.
struct OutlineFilter {
  GeographicWindow window;
  int zoom = 30;
  std::int64_t least_points = 0;
  double least_speed_mm_per_year = 0;
};

/// Polygons as places, so that they can be drawn as coarsely as a zoom level shows them. Immutable.
class ClusterOutlines {
 public:
  explicit ClusterOutlines(const PolygonCollection& collection);

  /// A GeoJSON FeatureCollection in the order of the store. Outlines are within half a pixel of the zoom
  /// level.
  std::string geojson(const OutlineFilter& filter) const;

 private:
  using Polygon = std::vector<Ring>;  ///< the outer ring, and its holes
  struct Cluster {
    GeographicWindow extent;
    std::int64_t points = 0;
    double speed_mm_per_year = 0;
    std::vector<Polygon> polygons;
    std::string properties;  ///< a JSON object
  };
  static void append(std::string& text, const Cluster& cluster, double tolerance_degrees);
  std::vector<Cluster> clusters_;
};

}  // namespace plumbline::serve
