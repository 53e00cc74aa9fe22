// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/outline.h"
#include "geodesy/polygon_index.h"

namespace plumbline::validate {

/// Whether a place lies within an outline, or at most `buffer_m` from its edge.
bool contains(const Outline& outline, PlanePoint place, double buffer_m = 0);

/// The convex hull of places, anticlockwise, without the first place again; places that are not finite are
/// passed over. Fewer than three corners when all lie on a line. Andrew's monotone chain, n log n.
std::vector<PlanePoint> convex_hull(std::span<const double> easting_m, std::span<const double> northing_m);

/// Finds the outlines around a place. Outlines are looked up in a grid of 128 x 128 cells over all of them,
/// then each by its edges at the height of the place (geodesy/polygon_index.h).
class OutlineFinder {
 public:
  OutlineFinder(std::span<const Outline> outlines, double buffer_m);

  /// Calls `body(outline)` with the number of every outline that contains the place, in their order.
  template <typename Body>
  void around(PlanePoint place, const Body& body) const {
    for (const std::uint32_t outline : candidates(place)) {
      if (outlines_[outline].is_within(place.easting_m, place.northing_m, buffer_m_))
        body(std::size_t{outline});
    }
  }

 private:
  struct Box {
    double west_m, south_m, east_m, north_m;
  };
  Box box_of(const PolygonIndex& outline) const;
  std::span<const std::uint32_t> candidates(PlanePoint place) const;
  std::size_t column(double easting_m) const;
  std::size_t row(double northing_m) const;

  double buffer_m_;
  std::vector<PolygonIndex> outlines_;
  Box extent_;
  std::vector<std::vector<std::uint32_t>> cells_;
};

}  // namespace plumbline::validate
