// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "serve/combinations.h"
#include "serve/view_file.h"

namespace plumbline::serve {

/// Counts the combinations of squares of cells, from cells that come in order along the curve. Memory: the
/// combinations of one square of each size, some million at most, and the figures.
class CountBuilder {
 public:
  /// Takes columns, and says where they begin.
  using AddColumns = std::function<std::uint64_t(std::span<const std::byte>)>;

  explicit CountBuilder(AddColumns add_columns) : add_columns_(std::move(add_columns)) {}

  /// A cell by its position on the curve, and its trees, whose first has this number. No combinations: they
  /// are too many to be counted.
  void add(std::uint32_t cell, std::span<const TreeFigures> trees, std::uint32_t first_tree,
           const Combinations& combinations);
  /// After the last cell.
  void finish() { close(0); }
  std::span<const CountNode> nodes() const { return nodes_; }
  std::span<const CountBlock> blocks() const { return blocks_; }

 private:
  /// A square that more cells may be part of.
  struct Open {
    std::uint32_t square = 0;  ///< by its position on a curve of such squares
    std::uint32_t node = 0;
    std::size_t points = 0;
    bool too_many = false;  ///< combinations, at some time
    Combinations combinations;

    void add(std::size_t more_points, const Combinations& more);
  };
  void close(std::size_t level);
  void write_counts(const Open& square, CountNode& node);
  void write_blocks(std::span<const Combination> combinations);
  void write_block(std::span<const Combination> combinations);

  AddColumns add_columns_;
  std::vector<Open> open_;  ///< of each of kCountLevels, as far as there is one
  std::vector<CountNode> nodes_;
  std::vector<CountBlock> blocks_;
};

}  // namespace plumbline::serve
