// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "ingest/tile.h"

namespace plumbline::ingest {
namespace {

constexpr int kHilbertOrder = 16;  // 65,536 cells a side: 1.5 m in a tile of 100 km

/// The place of cell (x, y) on the Hilbert curve: at each level the quadrant gives two bits, and turns what
/// lies inside it.
std::uint32_t hilbert_key(std::uint32_t x, std::uint32_t y) {
  std::uint32_t key = 0;
  for (std::uint32_t half = 1u << (kHilbertOrder - 1); half > 0; half /= 2) {
    const std::uint32_t right = (x & half) != 0 ? 1 : 0;
    const std::uint32_t upper = (y & half) != 0 ? 1 : 0;
    key = key << 2 | ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = ~x;
        y = ~y;
      }
      std::swap(x, y);
    }
  }
  return key;
}

/// Maps the values to cells 0 to 65,535 over their extent; what is not finite goes to the last.
std::vector<std::uint32_t> cells(std::span<const double> values) {
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    lowest = std::min(lowest, value);
    highest = std::max(highest, value);
  }
  constexpr double kLastCell = (1u << kHilbertOrder) - 1;
  const double scale = highest > lowest ? kLastCell / (highest - lowest) : 0.0;
  std::vector<std::uint32_t> result;
  result.reserve(values.size());
  for (const double value : values)
    result.push_back(static_cast<std::uint32_t>(std::isfinite(value) ? (value - lowest) * scale : kLastCell));
  return result;
}

}  // namespace

std::vector<std::uint32_t> spatial_order(std::span<const double> longitude,
                                         std::span<const double> latitude) {
  const auto x = cells(longitude);
  const auto y = cells(latitude);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> keys;  // key, row
  keys.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    keys.emplace_back(hilbert_key(x[i], y[i]), static_cast<std::uint32_t>(i));
  std::sort(keys.begin(), keys.end());
  std::vector<std::uint32_t> order;
  order.reserve(keys.size());
  for (const auto& [key, row] : keys) order.push_back(row);
  return order;
}

Column reordered(const Column& column, std::span<const std::uint32_t> order) {
  return {column.name, std::visit(
                           [&](const auto& values) -> ColumnValues {
                             std::remove_cvref_t<decltype(values)> result;
                             result.reserve(order.size());
                             for (const std::uint32_t row : order) result.push_back(values[row]);
                             return result;
                           },
                           column.values)};
}

}  // namespace plumbline::ingest
