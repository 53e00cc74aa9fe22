// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace plumbline {

/// Codes of classes (land cover) on a grid of EPSG:3035, whose cells all have the same true area. Row 0 is
/// the northernmost.
struct ClassRaster {
  static constexpr std::int32_t kNoClass = std::numeric_limits<std::int32_t>::min();

  double west_m = 0;
  double north_m = 0;
  double cell_east_m = 1;
  double cell_north_m = 1;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::vector<std::int32_t> codes;  ///< [row][column]

  double cell_area_m2() const { return cell_east_m * cell_north_m; }
  /// The code at a place; kNoClass outside the grid too.
  std::int32_t code_at(double easting_m, double northing_m) const {
    const double column = std::floor((easting_m - west_m) / cell_east_m);
    const double row = std::floor((north_m - northing_m) / cell_north_m);
    if (!(column >= 0 && row >= 0 && column < static_cast<double>(columns) &&
          row < static_cast<double>(rows)))
      return kNoClass;
    return codes[static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column)];
  }
};

}  // namespace plumbline
