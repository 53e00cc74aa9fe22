// SPDX-License-Identifier: MIT
#include "ingest/spatial_order.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace plumbline::ingest {
namespace {

constexpr int kOrder = 31;

/// The cell of a share of a side, 0 to 1.
std::uint32_t cell(double share) {
  constexpr double kCells = static_cast<double>(std::uint64_t{1} << kOrder);
  return static_cast<std::uint32_t>(std::clamp(share * kCells, 0.0, kCells - 1.0));
}

}  // namespace

/// At each level the quadrant gives two bits, and turns what lies inside it.
std::uint64_t hilbert_key(double longitude, double latitude) {
  if (!std::isfinite(longitude) || !std::isfinite(latitude)) return std::numeric_limits<std::uint64_t>::max();
  std::uint32_t x = cell((longitude + 180.0) / 360.0);
  std::uint32_t y = cell((latitude + 90.0) / 180.0);
  std::uint64_t key = 0;
  for (std::uint32_t half = 1u << (kOrder - 1); half > 0; half /= 2) {
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

std::vector<std::uint32_t> spatial_order(std::span<const double> longitude,
                                         std::span<const double> latitude) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;  // key, row
  keys.reserve(longitude.size());
  for (std::size_t i = 0; i < longitude.size(); ++i)
    keys.emplace_back(hilbert_key(longitude[i], latitude[i]), static_cast<std::uint32_t>(i));
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
