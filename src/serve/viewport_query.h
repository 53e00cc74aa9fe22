// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "serve/block_filter.h"
#include "serve/cell_grid.h"
#include "serve/counted_trees.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// One question to the index, from its filter to the points that are shown.
class ViewportQuery {
 public:
  /// Both must outlive it.
  ViewportQuery(const ViewportIndex& index, const PointFilter& filter);

  PointSelection answer();
  void visit(const std::function<void(std::span<const std::uint32_t> points)>& body) const;
  PointPage page(std::uint32_t first, std::size_t count) const;

 private:
  /// The best point of each cell, and how many pass.
  PointSelection one_a_cell() const;
  struct CellOfTrees;
  /// Cells of zoom 5 with trees of which points may pass.
  std::vector<CellOfTrees> cells_in_view(const CountedTrees& counted) const;
  /// How many points pass that were not counted.
  std::size_t add_cell(const CellOfTrees& cell, const CountedTrees& counted, CellGrid& grid) const;
  /// How many of its points pass; where that is known, no more are looked at than are needed for the cells.
  std::size_t add_tree(const TreeFigures& tree, Verdict verdict, bool is_counted, CellGrid& grid) const;
  /// All that pass, or the most coherent of them.
  PointSelection all_points() const;
  std::vector<std::uint32_t> most_coherent() const;
  void keep_most_coherent(std::vector<std::uint32_t>& points) const;

  const ViewportIndex& index_;
  const PointFilter& filter_;
  BlockFilter passes_;
};

}  // namespace plumbline::serve
