// SPDX-License-Identifier: MIT
#include "serve/cell_grid.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "serve/compact_values.h"
#include "serve/packed_numbers.h"
#include "serve/space_curve.h"

namespace plumbline::serve {
namespace {

constexpr std::int32_t kNotOdd = -1;

}  // namespace

CellGrid::CellGrid(const ViewportIndex& index, int zoom)
    : index_(index),
      zoom_(zoom),
      size_(kCellDegrees[static_cast<std::size_t>(zoom)]),
      size_millionths_(static_cast<std::int32_t>(std::lround(size_ * 1e6))),
      cells_a_millionth_(1.0 / size_millionths_),
      best_(kMostCells * kMostCells),
      best_of_cells_(index) {}

/// The definition of a cell is floor(degrees / size) in float64, which puts some points that lie on a border
/// into the cell before it: 0.086 / 0.002 is 42.99999999999999.
CellGrid::Axis CellGrid::axis(std::int32_t least, std::int32_t greatest) const {
  Axis axis;
  // A place that is rounded may lie half a millionth lower; it is in this cell or the one before.
  axis.first = cell_number(degrees(least - 1), size_);
  axis.cells = cell_number(degrees(greatest + 1), size_) - axis.first + 1;
  axis.origin = axis.first * size_millionths_;
  for (std::int32_t cell = 0; cell <= axis.cells; ++cell) {
    const std::int32_t border = cell * size_millionths_;
    const bool is_odd = cell_number(degrees(axis.origin + border), size_) != axis.first + cell;
    axis.odd_border[static_cast<std::size_t>(cell)] = is_odd ? border : kNotOdd;
    if (is_odd) axis.odd_borders.push_back(border);
  }
  return axis;
}

inline std::uint32_t CellGrid::Axis::number(std::int32_t millionths, double cells_a_millionth) const {
  const std::int32_t place = millionths - origin;
  // From half a millionth inside, rounding cannot bring the quotient to the other side of a whole number.
  const auto cell = static_cast<std::uint32_t>((place + 0.5) * cells_a_millionth);
  return cell - (odd_border[cell] == place ? 1U : 0U);
}

void CellGrid::enter(std::span<const TreeFigures> trees) {
  leave();
  PointRanges all = trees.front().ranges;
  for (const TreeFigures& tree : trees) {
    all.min_latitude = std::min(all.min_latitude, tree.ranges.min_latitude);
    all.max_latitude = std::max(all.max_latitude, tree.ranges.max_latitude);
    all.min_longitude = std::min(all.min_longitude, tree.ranges.min_longitude);
    all.max_longitude = std::max(all.max_longitude, tree.ranges.max_longitude);
  }
  rows_ = axis(all.min_latitude, all.max_latitude);
  columns_ = axis(all.min_longitude, all.max_longitude);
  std::fill_n(best_.begin(), rows_.cells * static_cast<std::int32_t>(kMostCells), kNoPoint);
}

bool CellGrid::is_covered(const BlockFigures& block) const {
  return block.depth > 0 && covers(filled_[block.depth - 1U], block.ranges);
}

bool CellGrid::covers(const Rows& filled, const PointRanges& r) const {
  const auto cell = [this](const Axis& axis, std::int32_t millionths) {
    return axis.number(millionths, cells_a_millionth_);
  };
  const std::int32_t doubt = r.is_rounded;
  const std::uint32_t first = cell(columns_, r.min_longitude - doubt);
  const std::uint32_t last = cell(columns_, r.max_longitude + doubt);
  const std::uint64_t columns = (~std::uint64_t{0} >> (63U - (last - first))) << first;
  const std::uint32_t last_row = cell(rows_, r.max_latitude + doubt);
  for (std::uint32_t row = cell(rows_, r.min_latitude - doubt); row <= last_row; ++row) {
    if ((~filled[row] & columns) != 0) return false;
  }
  return true;
}

void CellGrid::number(const BlockFigures& block, std::uint32_t word, std::uint64_t bits) {
  constexpr int kFew = 8;
  if (block.exact_places != kNoExactPlaces) {
    number_each(block, word, bits, [this](std::uint32_t point) {
      const auto [latitude, longitude] = index_.place(point);
      return std::pair(cell_number(latitude, size_) - rows_.first,
                       cell_number(longitude, size_) - columns_.first);
    });
    return;
  }
  // Numbers of larger cells need more than a float.
  if (zoom_ < kHomeZoom || std::popcount(bits) < kFew) {
    const auto place = [&block, this](std::uint32_t point, PointColumn column, std::int32_t least) {
      return least + static_cast<std::int32_t>(packed_number(index_.column(block, column),
                                                             block.width(column), point - block.first));
    };
    number_each(block, word, bits, [&](std::uint32_t point) {
      const auto latitude = place(point, PointColumn::latitude, block.ranges.min_latitude);
      const auto longitude = place(point, PointColumn::longitude, block.ranges.min_longitude);
      return std::pair(rows_.number(latitude, cells_a_millionth_),
                       columns_.number(longitude, cells_a_millionth_));
    });
    return;
  }
  std::fill_n(numbers_.begin(), kWordPoints, std::uint16_t{0});
  number(block, word, PointColumn::latitude, block.ranges.min_latitude, rows_, kMostCells);
  number(block, word, PointColumn::longitude, block.ranges.min_longitude, columns_, 1);
}

void CellGrid::number(const BlockFigures& block, std::uint32_t word, PointColumn column, std::int32_t least,
                      const Axis& axis, std::uint16_t weight) {
  const unsigned width = block.width(column);
  const std::byte* places = index_.column(block, column) + std::size_t{word} * kWordPoints * width;
  const std::size_t points = std::min<std::size_t>(kWordPoints, block.points - word * kWordPoints);
  const std::int32_t before = least - axis.origin;
  // From half a millionth inside, rounding cannot bring the quotient to the other side of a whole number.
  add_cells(places, width,
            {.before = static_cast<float>(before) + 0.5F,
             .cells_a_number = static_cast<float>(cells_a_millionth_),
             .weight = weight},
            points, numbers_);
  for (const std::int32_t border : axis.odd_borders) {
    if (border < before || border - before >= std::int64_t{1} << (8 * width)) continue;
    PassingBits on_border{~std::uint64_t{0}};
    keep_range(places, width, {.first = static_cast<std::uint32_t>(border - before)}, points, on_border);
    for (std::uint64_t rest = on_border[0]; rest != 0; rest &= rest - 1) {
      std::uint16_t& cell = numbers_[static_cast<std::size_t>(std::countr_zero(rest))];
      cell = static_cast<std::uint16_t>(cell - weight);
    }
  }
}

template <typename CellOf>
void CellGrid::number_each(const BlockFigures& block, std::uint32_t word, std::uint64_t bits,
                           const CellOf& cell_of) {
  for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::uint32_t>(std::countr_zero(rest));
    const auto [row, column] = cell_of(block.first + word * kWordPoints + i);
    numbers_[i] = static_cast<std::uint16_t>(static_cast<std::size_t>(row) * kMostCells +
                                             static_cast<std::size_t>(column));
  }
}

bool CellGrid::add(std::uint32_t number_of_block, const PassingBits& bits) {
  const BlockFigures& block = index_.blocks()[number_of_block];
  Rows& filled = filled_[block.depth];
  if (block.depth == 0) {
    filled = {};
  } else {
    filled = filled_[block.depth - 1U];
  }
  // The first of a tree is known to meet so many cells; of others, some are filled from above.
  const auto zoom = static_cast<std::size_t>(zoom_);
  unsigned left = block.depth == 0 && zoom < block.cells.size() ? block.cells[zoom] : block.points;
  for (std::uint32_t word = 0; word * kWordPoints < block.points; ++word) {
    if (bits[word] == 0) continue;
    number(block, word, bits[word]);
    left -= fill(block, word, bits[word], filled);
    if (left == 0) break;
    if (covers(filled, block.ranges)) return true;
  }
  return left == 0 && covers(filled, block.ranges);
}

/// How many cells have a point now that had none.
unsigned CellGrid::fill(const BlockFigures& block, std::uint32_t word, std::uint64_t bits, Rows& filled) {
  unsigned cells = 0;
  for (std::uint64_t rest = bits; rest != 0; rest &= rest - 1) {
    const auto in_word = static_cast<std::uint32_t>(std::countr_zero(rest));
    const std::size_t cell = numbers_[in_word];
    const std::uint64_t bit = std::uint64_t{1} << (cell % kMostCells);
    std::uint64_t& row = filled[cell / kMostCells];
    if ((row & bit) != 0) continue;
    row |= bit;
    ++cells;
    offer(cell, block.first + word * kWordPoints + in_word);
  }
  return cells;
}

void CellGrid::offer(std::size_t cell, std::uint32_t point) {
  std::uint32_t& best = best_[cell];
  if (best == kNoPoint || index_.more_coherent(point, best)) best = point;
}

/// A cell with others of its own on both sides, north to south and west to east, is met by no other trees.
void CellGrid::leave() {
  for (std::int32_t row = 0; row < rows_.cells; ++row) {
    for (std::int32_t column = 0; column < columns_.cells; ++column) {
      const auto place = static_cast<std::size_t>(row) * kMostCells + static_cast<std::size_t>(column);
      const std::uint32_t best = best_[place];
      if (best == kNoPoint) continue;
      const bool is_inside = row > 1 && row + 2 < rows_.cells && column > 1 && column + 2 < columns_.cells;
      if (is_inside) {
        best_of_cells_.add(best);
        continue;
      }
      const auto key = (std::uint64_t{static_cast<std::uint32_t>(rows_.first + row)} << 32U) |
                       static_cast<std::uint32_t>(columns_.first + column);
      best_of_cells_.offer(key, best);
    }
  }
}

BestOfCells CellGrid::take() {
  leave();
  rows_.cells = 0;
  return std::move(best_of_cells_);
}

}  // namespace plumbline::serve
