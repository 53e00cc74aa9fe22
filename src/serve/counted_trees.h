// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "serve/block_filter.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// What the counts of squares say of a filter, before any tree is looked at.
struct CountedTrees {
  enum class Says : std::uint8_t { nothing, counted, none_passes };

  std::size_t total = 0;    ///< that pass, of the trees that are counted
  std::vector<Says> trees;  ///< by tree
};

/// The largest squares that the counts decide: those inside the window, for a filter without cluster, and
/// with heights only where all have them.
CountedTrees count_trees(const ViewportIndex& index, const BlockFilter& passes);

}  // namespace plumbline::serve
