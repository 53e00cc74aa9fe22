// SPDX-License-Identifier: MIT
#include "serve/local_cells.h"

#include <algorithm>
#include <cmath>

#include "serve/compact_values.h"
#include "serve/point_filter.h"

namespace plumbline::serve {

LocalCells::LocalCells(double size)
    : size_(size), size_millionths_(static_cast<std::int32_t>(std::lround(size * 1e6))), asked_(kMostCells) {}

LocalCells::Axis LocalCells::axis(std::int32_t least, std::int32_t greatest) const {
  const std::int32_t first = cell_number(degrees(least), size_);
  return {.first = first,
          .cells = cell_number(degrees(greatest), size_) - first + 1,
          .origin = first * size_millionths_};
}

bool LocalCells::number(const BlockFigures& block, std::span<const std::int32_t> latitudes,
                        std::span<const std::int32_t> longitudes) {
  rows_ = axis(block.min_latitude, block.max_latitude);
  columns_ = axis(block.min_longitude, block.max_longitude);
  // One row and column more: a point on a border counts there before it is corrected.
  if (std::int64_t{rows_.cells + 1} * (columns_.cells + 1) > static_cast<std::int64_t>(kMostCells))
    return false;
  ++round_;
  latitudes_ = latitudes;
  longitudes_ = longitudes;
  numbered_ = 0;
  find_odd_borders(rows_, odd_rows_);
  find_odd_borders(columns_, odd_columns_);
  return true;
}

/// The definition is floor(degrees / size) in float64, which puts some points that lie on a border into the
/// cell before it: 0.086 / 0.002 is 42.99999999999999.
void LocalCells::find_odd_borders(const Axis& axis, std::vector<std::int32_t>& borders) const {
  borders.clear();
  for (std::int32_t cell = axis.first + 1; cell <= axis.first + axis.cells; ++cell) {
    const std::int32_t border = cell * size_millionths_;
    if (cell_number(degrees(border), size_) != cell) borders.push_back(border);
  }
}

void LocalCells::number_up_to(std::uint32_t point) {
  constexpr std::size_t kAtOnce = 64;
  const std::size_t begin = numbered_;
  numbered_ = std::min(latitudes_.size(), (point / kAtOnce + 1) * kAtOnce);
  const std::int32_t stride = columns_.cells + 1;
  // From half a millionth inside, rounding cannot bring the quotient to the other side of a whole number.
  const double cells_a_millionth = 1.0 / size_millionths_;
  for (std::size_t i = begin; i < numbered_; ++i) {
    const auto row = static_cast<std::int32_t>((latitudes_[i] - rows_.origin + 0.5) * cells_a_millionth);
    const auto column =
        static_cast<std::int32_t>((longitudes_[i] - columns_.origin + 0.5) * cells_a_millionth);
    number_[i] = static_cast<std::uint16_t>(row * stride + column);
  }
  for (const std::int32_t border : odd_rows_) {
    for (std::size_t i = begin; i < numbered_; ++i)
      number_[i] = static_cast<std::uint16_t>(number_[i] - (latitudes_[i] == border ? stride : 0));
  }
  for (const std::int32_t border : odd_columns_) {
    for (std::size_t i = begin; i < numbered_; ++i)
      number_[i] = static_cast<std::uint16_t>(number_[i] - (longitudes_[i] == border ? 1 : 0));
  }
}

std::optional<std::uint64_t> LocalCells::first_of_cell(std::uint32_t point) {
  if (point >= numbered_) number_up_to(point);
  const std::uint32_t number = number_[point];
  if (asked_[number] == round_) return std::nullopt;
  asked_[number] = round_;
  const auto stride = static_cast<std::uint32_t>(columns_.cells + 1);
  const auto row = static_cast<std::uint32_t>(rows_.first) + number / stride;
  const auto column = static_cast<std::uint32_t>(columns_.first) + number % stride;
  return (std::uint64_t{row} << 32U) | column;
}

}  // namespace plumbline::serve
