// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The best point of each cell, by the cell's key: a hash table with open addressing, because a map asks for
/// a hundred thousand cells at a time.
class CellTable {
 public:
  struct Cell {
    std::uint64_t key = 0;
    std::uint32_t best = kNoPoint;
    bool is_empty() const { return best == kNoPoint; }
  };

  explicit CellTable(std::size_t expected) : cells_(std::bit_ceil(2 * expected + 64)) {}

  /// The cell of a key; it is empty when it is new, and its `best` must be set then.
  Cell& cell(std::uint64_t key) {
    if (2 * size_ >= cells_.size()) grow();
    Cell& found = place(key);
    if (found.is_empty()) {
      found.key = key;
      ++size_;
    }
    return found;
  }
  std::size_t size() const { return size_; }
  /// Calls `body` with each, in no order.
  template <typename Body>
  void for_each(const Body& body) const {
    for (const Cell& cell : cells_) {
      if (!cell.is_empty()) body(cell);
    }
  }

 private:
  Cell& place(std::uint64_t key) {
    const std::uint64_t mixed = key * 0x9e3779b97f4a7c15ULL;
    std::size_t i = static_cast<std::size_t>(mixed ^ (mixed >> 32U)) & (cells_.size() - 1);
    while (!cells_[i].is_empty() && cells_[i].key != key) i = (i + 1) & (cells_.size() - 1);
    return cells_[i];
  }
  void grow() {
    std::vector<Cell> old(2 * cells_.size());
    old.swap(cells_);
    for (const Cell& cell : old) {
      if (!cell.is_empty()) place(cell.key) = cell;
    }
  }
  std::vector<Cell> cells_;
  std::size_t size_ = 0;
};

}  // namespace plumbline::serve
