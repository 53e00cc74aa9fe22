// SPDX-License-Identifier: MIT
#include "serve/space_curve.h"

#include <algorithm>
#include <utility>

#include "serve/compact_values.h"
#include "serve/point_filter.h"

namespace plumbline::serve {
namespace {

constexpr double kCell = kCellDegrees[8];
constexpr std::int32_t kCellMillionths = 15'000;
// Makes the numbers of cells positive; multiples of eight, so that quarters of the curve are cells of zoom 5
// to 8.
constexpr std::int32_t kFirstRow = 8192;
constexpr std::int32_t kFirstColumn = 16'384;
constexpr unsigned kCellNumberBits = 15;
constexpr unsigned kPlaceBits = kCellBits / 2;  // 2^14 > 15,000

/// The position of a square on a curve through 2^bits by 2^bits of them.
std::uint64_t hilbert(std::uint32_t x, std::uint32_t y, unsigned bits) {
  std::uint64_t position = 0;
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

std::uint32_t place_in_cell(double degrees, std::int32_t cell) {
  return static_cast<std::uint32_t>(
      std::clamp(millionths(degrees) - cell * kCellMillionths, 0, kCellMillionths));
}

}  // namespace

std::uint64_t curve_position(double latitude, double longitude) {
  const std::int32_t row = cell_number(latitude, kCell);
  const std::int32_t column = cell_number(longitude, kCell);
  const std::uint64_t cell = hilbert(static_cast<std::uint32_t>(column + kFirstColumn),
                                     static_cast<std::uint32_t>(row + kFirstRow), kCellNumberBits);
  return (cell << kCellBits) |
         hilbert(place_in_cell(longitude, column), place_in_cell(latitude, row), kPlaceBits);
}

}  // namespace plumbline::serve
