// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

#include "serve/earth.h"
#include "serve/geographic_window.h"

namespace plumbline::serve {

/// Where an answer looks beyond the window of its filter: everywhere, in a polygon, or in a circle. The one
/// place that decides which points lie in a question's area.
class Area {
 public:
  /// Everywhere.
  Area() = default;
  /// Closed by itself; edges are straight in longitude and latitude, and a place is inside when a line from
  /// it crosses them an odd number of times. Polygons that share an edge share no place. Three corners at
  /// least. Corners beyond 180 degrees lie on the other side of the 180th meridian.
  static Area polygon(std::span<const Place> corners);
  /// Everything within the distance along great circles of the globe around the middle, the edge included.
  static Area circle(const Place& middle, double radius_m);

  bool contains(const Place& place) const;
  /// Holds every place of the area.
  const GeographicWindow& window() const { return window_; }

 private:
  /// From south to north; the southern end belongs to it, the northern does not.
  struct Edge {
    Place south;
    Place north;
  };
  /// Edges by bands of equal height between the southernmost and the northernmost corner, so that a place is
  /// held against those at its latitude alone.
  struct Polygon {
    std::vector<std::vector<Edge>> bands;
    bool crosses_180 = false;
  };
  struct Circle {
    Globe globe;
    Direction middle;
    double radius_m;
  };
  bool contains(const Polygon& polygon, const Place& place) const;
  bool is_surrounded(const Polygon& polygon, const Place& place) const;
  std::size_t band_of(double latitude, std::size_t bands) const;

  GeographicWindow window_;
  std::variant<std::monostate, Polygon, Circle> shape_;
};

}  // namespace plumbline::serve
