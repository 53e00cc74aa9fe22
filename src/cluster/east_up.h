// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "cluster/describe.h"

namespace plumbline::cluster {

/// One geometry's view of a place: mean velocity along the mean line of sight.
struct SightedVelocity {
  double velocity_mm_per_year = 0;
  double los_east = 0;
  double los_up = 0;
};

struct EastUp {
  double east_mm_per_year = 0;
  double up_mm_per_year = 0;
};

/// Solves v = e · los_east + u · los_up for both geometries, north taken as 0. Nothing when their lines of
/// sight are nearly the same (|determinant| below 0.1; Sentinel-1 has about 0.95).
std::optional<EastUp> solve_east_up(const SightedVelocity& ascending, const SightedVelocity& descending);

/// East and Up of clusters from all points around them, moving or not: means per 100 m cell of EPSG:3035 and
/// geometry, as EGMS does for its ortho product. Only cells that hold members of clusters are kept. For
/// points beyond Europe cells are those of the sheets that they are the own ones of, at a reach of 0
/// (geodesy/sheets.h).
class EastUpCells {
 public:
  EastUpCells(const MovingPoints& points, const std::vector<Members>& clusters);

  /// Takes a point into account if it lies in one of the cells; `orbit` 'A' or 'D', others are skipped.
  /// `sheet`: the number of the sheet that the coordinates belong to.
  void add(double easting_m, double northing_m, char orbit, const SightedVelocity& sighted,
           std::int32_t sheet = 0);

  struct Mean {
    EastUp velocity;
    std::int64_t points = 0;  ///< members in cells with both geometries
  };
  /// Mean over the members of the velocities of their cells. Nothing when no cell has both geometries.
  std::optional<Mean> of(const MovingPoints& points, const Members& members) const;

 private:
  struct Geometry {
    SightedVelocity sum;
    std::int64_t points = 0;
    SightedVelocity mean() const;
  };
  struct Cell {
    Geometry ascending;
    Geometry descending;
  };
  static std::uint64_t key(double easting_m, double northing_m, std::int32_t sheet);
  std::uint64_t key_of(const MovingPoints& points, std::size_t i) const {
    return key_of_point_.empty() ? key(points.easting_m[i], points.northing_m[i], 0) : key_of_point_[i];
  }

  std::vector<std::uint64_t> key_of_point_;  // for points beyond Europe
  std::unordered_map<std::uint64_t, Cell> cells_;
};

}  // namespace plumbline::cluster
