// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plumbline {

/// x and y on a plane, or longitude and latitude.
using PlanePair = std::array<double, 2>;
/// Corners of a ring, closed or not.
using PolygonRing = std::vector<PlanePair>;
/// Rings of one polygon. What lies within an odd number of them lies within it: so holes are no special case,
/// and a ring may cross itself (even-odd rule, as GIS programs fill polygons).
using PolygonRings = std::vector<PolygonRing>;

struct PlaneBox {
  double west = 0, south = 0, east = 0, north = 0;
};

/// Polygons whose edges lie in bands from west to east, so that a question looks at the edges of one band
/// only. They need not be valid and may overlap. Memory: about 80 bytes a corner. A question costs as many
/// steps as edges lie in its band, about `edges_per_line`. Coordinates must be finite. Immutable.
class PolygonIndex {
 public:
  /// `margin`: the largest distance that `is_within` is asked for.
  explicit PolygonIndex(std::span<const PolygonRings> polygons, double margin = 0);

  /// Whether the place lies in a polygon or on an edge. False for NaN.
  bool contains(double x, double y) const;
  /// Whether it does, or lies at most `distance` (up to the margin) from an edge.
  bool is_within(double x, double y, double distance) const;
  /// Whether a polygon of this one shares a place with a polygon of the other one.
  bool intersects(const PolygonIndex& other) const;

  const PlaneBox& box() const { return box_; }
  /// How many edges a line from the western to the eastern side meets, on average.
  double edges_per_line() const { return edges_per_line_; }

 private:
  struct Edge {
    PlanePair from, to;
    std::uint32_t polygon = 0;
  };
  void add_ring(const PolygonRing& ring, std::uint32_t polygon);
  void sort_into_bands();
  std::size_t band_of(double y) const;
  std::span<const std::uint32_t> edges_of(std::size_t band) const {
    return std::span(in_band_).subspan(first_[band], first_[band + 1] - first_[band]);
  }
  bool meets_an_edge(const Edge& edge) const;
  bool has_a_corner_in(const PolygonIndex& other) const;

  double margin_;
  PlaneBox box_;
  double edges_per_line_ = 0;
  std::vector<Edge> edges_;             ///< by polygon
  std::vector<std::size_t> first_;      ///< of each band, in `in_band_`; last: all
  std::vector<std::uint32_t> in_band_;  ///< edges, ascending in each band
};

}  // namespace plumbline
