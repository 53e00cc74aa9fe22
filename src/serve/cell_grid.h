// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "serve/best_of_cells.h"
#include "serve/column_scan.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The best passing point of each thinning cell over the trees of one cell of zoom 5 after the other, in a
/// small table of their cells.
///
/// Inside a tree a block comes after those above it, and its points are shown after theirs. So where every
/// cell that a block meets has a passing point of a block above, it and what is below it need no look.
class CellGrid {
 public:
  /// `size` is one of kCellDegrees.
  CellGrid(const ViewportIndex& index, int zoom);

  /// Begins with the trees of another cell of zoom 5.
  void enter(std::span<const TreeFigures> trees);
  /// Whether every cell of a block, and of those below it, has a point of a block above it. Blocks come in
  /// their order; those that are covered may be left out.
  bool is_covered(const BlockFigures& block) const;
  /// Whether every cell of the block, and of those below it, has a point now.
  bool add(std::uint32_t block, const PassingBits& bits);
  /// Of all cells so far. Ends the use of the grid.
  BestOfCells take();

 private:
  static constexpr std::size_t kMostCells = 64;  ///< in a row: 60 of zoom 11, and two that borders add
  static constexpr std::uint32_t kWordPoints = 64;
  static constexpr std::size_t kMostDepth = 32;
  using Rows = std::array<std::uint64_t, kMostCells>;  ///< a bit a column

  /// The cells of one direction: their numbers begin at `first`, `first` at a place in millionths.
  struct Axis {
    std::int32_t first = 0;
    std::int32_t cells = 0;
    std::int32_t origin = 0;
    std::array<std::int32_t, kMostCells + 1>
        odd_border{};                       ///< by cell: its border if its points belong before
    std::vector<std::int32_t> odd_borders;  ///< all of them

    std::uint32_t number(std::int32_t millionths, double cells_a_millionth) const;
  };
  Axis axis(std::int32_t least, std::int32_t greatest) const;
  bool covers(const Rows& filled, const PointRanges& ranges) const;
  /// The cells of the points of a word of bits, at least of those that are set: row · kMostCells + column.
  void number(const BlockFigures& block, std::uint32_t word, std::uint64_t bits);
  void number(const BlockFigures& block, std::uint32_t word, PointColumn column, std::int32_t least,
              const Axis& axis, std::uint16_t weight);
  template <typename CellOf>
  void number_each(const BlockFigures& block, std::uint32_t word, std::uint64_t bits, const CellOf& cell_of);
  unsigned fill(const BlockFigures& block, std::uint32_t word, std::uint64_t bits, Rows& filled);
  void offer(std::size_t cell, std::uint32_t point);
  void leave();

  const ViewportIndex& index_;
  int zoom_;
  double size_;
  std::int32_t size_millionths_;
  double cells_a_millionth_;
  Axis rows_;
  Axis columns_;
  CellNumbers numbers_{};
  std::array<Rows, kMostDepth> filled_{};  ///< by depth: cells with a point of the last block there or above
  std::vector<std::uint32_t> best_;        ///< by cell, or kNoPoint
  BestOfCells best_of_cells_;
};

}  // namespace plumbline::serve
