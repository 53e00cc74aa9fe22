// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geodesy/plane.h"

namespace plumbline::cli {

/// Where the maps of a report lie. Tiles within the area of EPSG:3035 are one region. Others have planes of
/// their own: a tile that lies less than 500 km from a region's first tile belongs to it, another begins a
/// new one.
class MapRegions {
 public:
  /// The region of the tile that has these points (EPSG:3035; NaN = missing); nothing: EPSG:3035 itself.
  std::optional<std::size_t> region_of(std::span<const double> easting_m, std::span<const double> northing_m);
  /// "19.430 N 99.130 W": the place around which the region's plane lies.
  const std::string& middle(std::size_t region) const { return regions_[region].middle; }
  /// The points on the plane of their region; as they are without one.
  geodesy::Projected places(std::optional<std::size_t> region, std::span<const double> easting_m,
                            std::span<const double> northing_m) const;

 private:
  struct Region {
    geodesy::MiddlePlace place;
    geodesy::Plane plane;
    std::string middle;
  };
  std::vector<Region> regions_;
};

}  // namespace plumbline::cli
