// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "serve/space_curve.h"
#include "serve/value_codes.h"
#include "serve/view_file.h"
#include "serve/view_records.h"

namespace plumbline::serve {

/// How the points of one cell of zoom 5 are laid out: a tree for those of each dataset that have an orbit,
/// and one for those that have none. A block of a tree holds the points of its square that are shown first
/// (the most coherent; of equals the smallest pid); what is left goes to blocks below it, one for each
/// quarter of the square. So the best points of a large area lie together, and the rest by area.
struct CellTrees {
  struct Block {
    std::uint32_t first = 0;  ///< in `order`
    std::uint32_t points = 0;
    std::uint32_t end = 0;  ///< the block after the last below this one
    std::uint8_t depth = 0;
  };
  struct Tree {
    std::uint32_t first_block = 0;
    std::uint32_t end_block = 0;
    std::uint8_t dataset = 0;
  };
  std::vector<std::uint32_t> order;  ///< of the records
  std::vector<Block> blocks;
  std::vector<Tree> trees;
};

/// `records` are those of one cell; `tiles` says of which dataset each is. The same trees in whatever order
/// they come.
CellTrees plant_trees(std::span<const ViewRecord> records, std::span<const TileFigures> tiles,
                      const CodeFinder& coherences);

}  // namespace plumbline::serve
