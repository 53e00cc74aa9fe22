// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace plumbline::decompose {

inline constexpr double kOfficialCellM = 100.0;
inline constexpr double kSquareM = 100'000.0;  ///< side of an EGMS L3 tile

/// A cell of a regular grid of EPSG:3035, by column and row from the origin. Ordered as the official files
/// are: from south to north, then from west to east (which is also the order of their pids as numbers).
struct Cell {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  friend constexpr auto operator<=>(const Cell&, const Cell&) = default;
};

/// The cell of a place with coordinates that are not negative. A place on an edge belongs to the cell north
/// or east of it.
inline Cell cell_at(double easting_m, double northing_m, double cell_m) {
  return {static_cast<std::uint32_t>(std::floor(northing_m / cell_m)),
          static_cast<std::uint32_t>(std::floor(easting_m / cell_m))};
}

/// The middle of a cell, along one axis: of a 100 m cell it ends in 50.
inline double middle_m(std::uint32_t row_or_column, double cell_m) {
  return (static_cast<double>(row_or_column) + 0.5) * cell_m;
}

}  // namespace plumbline::decompose
