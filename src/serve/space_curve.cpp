// SPDX-License-Identifier: MIT
#include "serve/space_curve.h"

#include <utility>

#include "serve/point_filter.h"

namespace plumbline::serve {
namespace {

// ±180 degrees are ±1,500 cells: these make the numbers positive and less than 2^12.
constexpr std::int32_t kFirstRow = 1024;
constexpr std::int32_t kFirstColumn = 2048;
constexpr unsigned kCellNumberBits = 12;

/// The position of a square on a curve through 2^bits by 2^bits of them.
std::uint32_t hilbert(std::uint32_t x, std::uint32_t y, unsigned bits) {
  std::uint32_t position = 0;
  for (unsigned bit = bits; bit-- > 0;) {
    const std::uint32_t right = (x >> bit) & 1U;
    const std::uint32_t upper = (y >> bit) & 1U;
    position = (position << 2U) | ((3U * right) ^ upper);
    if (upper == 1) continue;
    if (right == 1) {  // the quarter is run through mirrored
      x = ~x;
      y = ~y;
    }
    std::swap(x, y);
  }
  return position;
}

}  // namespace

HomeCell home_cell(double latitude, double longitude) {
  constexpr double kCell = kCellDegrees[kHomeZoom];
  return {cell_number(latitude, kCell), cell_number(longitude, kCell)};
}

std::uint32_t curve_position(HomeCell cell) {
  return hilbert(static_cast<std::uint32_t>(cell.column + kFirstColumn),
                 static_cast<std::uint32_t>(cell.row + kFirstRow), kCellNumberBits);
}

}  // namespace plumbline::serve
