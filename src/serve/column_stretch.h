// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "serve/packed_numbers.h"
#include "serve/view_file.h"

namespace plumbline::serve {

/// The columns of blocks that follow one another, of each kind by itself.
class ColumnStretch {
 public:
  /// Adds a column of a block. Where it begins among those of its kind.
  std::uint32_t add(std::size_t kind, std::span<const std::uint64_t> values, unsigned width) {
    std::vector<std::byte>& column = columns_[kind];
    const std::size_t begin = column.size();
    column.resize(begin + width * values.size() + sizeof(std::uint64_t));
    for (std::size_t i = 0; i < values.size(); ++i) pack_number(column.data() + begin, width, i, values[i]);
    column.resize(begin + width * values.size());
    return static_cast<std::uint32_t>(begin);
  }
  bool is_full() const { return columns_.front().size() >= kMostBytes; }
  /// Moves all to the end of `bytes`, and tells the blocks where: those that came since it was last done.
  void lay_out(std::span<BlockFigures> blocks, std::vector<std::byte>& bytes) {
    const std::size_t stretch = bytes.size();
    for (std::size_t kind = 0; kind < kColumns; ++kind) {
      const auto begin = static_cast<std::uint32_t>(bytes.size() - stretch);
      for (BlockFigures& block : blocks.subspan(blocks_done_)) block.begins[kind] += begin;
      bytes.insert(bytes.end(), columns_[kind].begin(), columns_[kind].end());
      columns_[kind].clear();
    }
    for (BlockFigures& block : blocks.subspan(blocks_done_)) block.columns = stretch;
    blocks_done_ = blocks.size();
  }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{1} << 24U;  ///< of velocities; keeps begins short
  std::array<std::vector<std::byte>, kColumns> columns_;
  std::size_t blocks_done_ = 0;
};

}  // namespace plumbline::serve
