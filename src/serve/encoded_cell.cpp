// SPDX-License-Identifier: MIT
#include "serve/encoded_cell.h"

#include <utility>

#include "serve/block_encoder.h"
#include "serve/cell_trees.h"
#include "serve/column_stretch.h"
#include "serve/compact_values.h"
#include "serve/point_ranges.h"
#include "serve/tree_origins.h"

namespace plumbline::serve {
namespace {

/// The window of every block and of the blocks below it.
std::vector<PointRanges> windows_of(std::span<const ViewRecord> records, const CellTrees& plan) {
  std::vector<PointRanges> windows(plan.blocks.size());
  for (std::size_t i = plan.blocks.size(); i-- > 0;) {  // the blocks below a block follow it
    const CellTrees::Block& block = plan.blocks[i];
    for (std::uint32_t k = 0; k < block.points; ++k) {
      const ViewRecord& point = records[plan.order[block.first + k]];
      const std::int32_t latitude = millionths(point.latitude), longitude = millionths(point.longitude);
      const PointRanges place{.min_latitude = latitude,
                              .max_latitude = latitude,
                              .min_longitude = longitude,
                              .max_longitude = longitude,
                              .is_rounded = static_cast<std::uint8_t>(is_rounded(point))};
      if (k == 0) windows[i] = place;
      widen_window(windows[i], place);
    }
    for (std::uint32_t below = static_cast<std::uint32_t>(i) + 1; below < block.end;
         below = plan.blocks[below].end)
      widen_window(windows[i], windows[below]);
  }
  return windows;
}

TreeFigures tree_figures(const CellTrees::Tree& tree, std::span<const BlockFigures> blocks,
                         const ViewRecord& any) {
  const HomeCell cell = home_cell(any.latitude, any.longitude);
  TreeFigures figures{.ranges = blocks[tree.first_block].ranges,
                      .first_block = tree.first_block,
                      .end_block = tree.end_block,
                      .cell_row = cell.row,
                      .cell_column = cell.column,
                      .dataset = tree.dataset};
  for (std::uint32_t block = tree.first_block; block < tree.end_block; ++block) {
    widen(figures.ranges, blocks[block].ranges);
    figures.points += blocks[block].points;
  }
  return figures;
}

/// Whether combinations have room for the codes.
bool are_counted(const ViewCodes& codes) {
  return codes.velocities.size() <= CombinationKey::kMostCodes &&
         codes.coherences.size() <= CombinationKey::kMostCodes;
}

/// One cell of zoom 5 on its way to bytes.
class CellEncoder {
 public:
  CellEncoder(std::span<const ViewRecord> records, const CellTrees& plan, const ViewCodes& codes)
      : records_(records), plan_(plan), codes_(codes), windows_(windows_of(records, plan)) {
    combinations_.reserve(records.size());
  }

  void add(const CellTrees::Tree& tree) {
    const TreeOrigins origins(records_, numbers_of(tree));
    for (std::uint32_t i = tree.first_block; i < tree.end_block; ++i) add_block(i, origins, tree.dataset);
    cell_.origins.insert(cell_.origins.end(), origins.all().begin(), origins.all().end());
    cell_.trees.push_back(tree_figures(tree, cell_.blocks, records_.front()));
  }
  EncodedCell take() {
    stretch_.lay_out(cell_.blocks, cell_.columns);
    cell_.position = records_.front().cell;
    cell_.combinations = counted(std::move(combinations_));
    return std::move(cell_);
  }

 private:
  std::span<const std::uint32_t> numbers_of(const CellTrees::Tree& tree) const {
    const CellTrees::Block& last = plan_.blocks[tree.end_block - 1];
    const std::uint32_t first = plan_.blocks[tree.first_block].first;
    return std::span(plan_.order).subspan(first, last.first + last.points - first);
  }
  void add_block(std::uint32_t i, const TreeOrigins& origins, std::uint8_t dataset) {
    const CellTrees::Block& block = plan_.blocks[i];
    const auto numbers = std::span(plan_.order).subspan(block.first, block.points);
    BlockEncoder encoder(records_, numbers, origins, windows_[i], codes_, cell_);
    BlockFigures figures = encoder.encode(stretch_);
    figures.end = block.end;
    figures.depth = block.depth;
    cell_.blocks.push_back(figures);
    if (stretch_.is_full()) stretch_.lay_out(cell_.blocks, cell_.columns);
    if (are_counted(codes_)) encoder.add_combinations(dataset, combinations_);
  }

  std::span<const ViewRecord> records_;
  const CellTrees& plan_;
  const ViewCodes& codes_;
  std::vector<PointRanges> windows_;
  EncodedCell cell_;
  ColumnStretch stretch_;
  std::vector<KeyedNumber> combinations_;
};

}  // namespace

EncodedCell encode_cell(std::span<const ViewRecord> records, const ViewCodes& codes,
                        std::span<const TileFigures> tiles) {
  const CellTrees plan = plant_trees(records, tiles, codes.coherences);
  CellEncoder encoder(records, plan, codes);
  for (const CellTrees::Tree& tree : plan.trees) encoder.add(tree);
  return encoder.take();
}

}  // namespace plumbline::serve
