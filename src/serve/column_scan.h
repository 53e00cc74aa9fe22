// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "serve/view_file.h"

namespace plumbline::serve {

/// Bit i of the words for point i of a block.
using PassingBits = std::array<std::uint64_t, kBlockPoints / 64>;

/// The first `points` bits set, the rest not.
PassingBits all_bits(std::size_t points);
std::size_t count_bits(const PassingBits& bits);

/// One condition on a column of numbers of 1, 2 or 4 bytes each: they lie from `first` on, `more` or fewer
/// numbers further, or just not.
struct ColumnRange {
  std::uint32_t first = 0;
  std::uint32_t more = 0;
  bool is_outside = false;
};

/// Clears the bits of points that do not meet the condition. Reads up to kColumnsPadding bytes beyond the
/// column. Vectors of what the processor has, chosen when the program starts.
void keep_range(const std::byte* column, unsigned width, const ColumnRange& range, std::size_t points,
                PassingBits& bits);

/// For PointKind, by its lower and its upper half: a point passes when both do, 0xff or 0 each.
struct KindPasses {
  std::array<std::uint8_t, 16> by_class_and_orbit{};
  std::array<std::uint8_t, 16> by_flags{};
};
void keep_kinds(const std::byte* kinds, const KindPasses& passes, std::size_t points, PassingBits& bits);

/// The sum of the numbers of a column whose bits are set; below 2^32.
std::size_t sum_of(const std::byte* column, unsigned width, std::size_t size, const PassingBits& bits);

/// Numbers of cells in one direction: floor((number + before) / size), for sums of at most 2^22.
struct CellScale {
  float before = 0;  ///< half a number more than the first of the column lies from the border of cell 0
  float cells_a_number = 0;
  std::uint16_t weight = 1;  ///< of a cell in the sum
};
using CellNumbers = std::array<std::uint16_t, kBlockPoints + 64>;  ///< room for the last vector

/// Adds the weighted number of the cell of each point.
void add_cells(const std::byte* column, unsigned width, const CellScale& scale, std::size_t points,
               CellNumbers& numbers);

}  // namespace plumbline::serve
