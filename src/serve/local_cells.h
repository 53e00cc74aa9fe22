// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "serve/view_file.h"

namespace plumbline::serve {

/// The cells of the points of one block, numbered from its south-west corner: what `cell_key` says of the
/// coordinates in degrees, computed from whole millionths many at a time.
class LocalCells {
 public:
  /// `size` is one of kCellDegrees.
  explicit LocalCells(double size);

  /// Numbers the cells of a block's first points. False for a block over too many cells. The coordinates of
  /// the block must be exact in millionths.
  bool number(const BlockFigures& block, std::span<const std::int32_t> latitudes,
              std::span<const std::int32_t> longitudes);
  /// The key of a point's cell when it is asked for the first time since `number`; nothing otherwise.
  std::optional<std::uint64_t> first_of_cell(std::uint32_t point);

 private:
  static constexpr std::size_t kMostCells = std::size_t{1} << 16U;
  /// Some cells in a row: the number of the first, how many, and the millionths where the first begins.
  struct Axis {
    std::int32_t first = 0;
    std::int32_t cells = 0;
    std::int32_t origin = 0;
  };
  Axis axis(std::int32_t least, std::int32_t greatest) const;
  /// Numbers the points up to and with this one, and some more: a caller often needs the first few only.
  void number_up_to(std::uint32_t point);
  void find_odd_borders(const Axis& axis, std::vector<std::int32_t>& borders) const;

  double size_;
  std::int32_t size_millionths_;
  Axis rows_;
  Axis columns_;
  std::span<const std::int32_t> latitudes_;
  std::span<const std::int32_t> longitudes_;
  std::vector<std::int32_t> odd_rows_;  ///< borders, in millionths, whose points belong to the cell before
  std::vector<std::int32_t> odd_columns_;
  std::size_t numbered_ = 0;  ///< points that have their number
  std::array<std::uint16_t, kBlockPoints> number_{};
  std::vector<std::uint32_t> asked_;  ///< by cell: the round in which it was asked for
  std::uint32_t round_ = 0;
};

}  // namespace plumbline::serve
