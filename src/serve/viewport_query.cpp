// SPDX-License-Identifier: MIT
#include "serve/viewport_query.h"

#include <algorithm>
#include <bit>
#include <mutex>

#include "parallel/thread_loop.h"

namespace plumbline::serve {
namespace {

/// Calls `body(point)` for the points of a block whose bits are set.
template <typename Body>
void for_each_point(const BlockFigures& block, const PassingBits& bits, const Body& body) {
  for (std::uint32_t word = 0; word * 64 < block.points; ++word) {
    for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1)
      body(block.first + word * 64 + static_cast<std::uint32_t>(std::countr_zero(rest)));
  }
}

/// How many points have each code of coherence.
class CoherenceCounts {
 public:
  explicit CoherenceCounts(std::size_t codes) : counts_(codes) {}

  void add(std::uint32_t code) { ++counts_[code]; }
  /// The greatest code that at least `wanted` points have or surpass.
  std::uint32_t code_with(std::size_t wanted) const {
    std::size_t code = counts_.size();
    for (std::size_t points = 0; code > 0 && points < wanted;) points += counts_[--code];
    return static_cast<std::uint32_t>(code);
  }

 private:
  std::vector<std::size_t> counts_;
};

bool same_cell(const TreeFigures& a, const TreeFigures& b) {
  return a.cell_row == b.cell_row && a.cell_column == b.cell_column;
}

}  // namespace

ViewportQuery::ViewportQuery(const ViewportIndex& index, const PointFilter& filter)
    : index_(index), filter_(filter), passes_(index, filter) {}

PointSelection ViewportQuery::answer() {
  PointSelection selection = cell_degrees(filter_.zoom) ? one_a_cell() : all_points();
  index_.sort_as_stored(selection.points);
  return selection;
}

void ViewportQuery::visit(const std::function<void(std::span<const std::uint32_t> points)>& body) const {
  std::vector<std::uint32_t> points;
  points.reserve(kBlockPoints);
  passes_.for_each_block([&](std::uint32_t block, const PassingBits& bits) {
    points.clear();
    for_each_point(index_.blocks()[block], bits, [&](std::uint32_t point) { points.push_back(point); });
    body(points);
  });
}

struct ViewportQuery::CellOfTrees {
  std::uint32_t first_tree = 0;
  std::uint32_t end_tree = 0;
};

std::vector<ViewportQuery::CellOfTrees> ViewportQuery::cells_in_view(const CountedTrees& counted) const {
  std::vector<CellOfTrees> cells;
  const auto trees = index_.trees();
  for (std::uint32_t begin = 0, end = 0; begin < trees.size(); begin = end) {
    bool is_in_view = false;
    for (; end < trees.size() && same_cell(trees[begin], trees[end]); ++end) {
      is_in_view = is_in_view || (counted.trees[end] != CountedTrees::Says::none_passes &&
                                  passes_.tree(trees[end]) != Verdict::none);
    }
    if (is_in_view) cells.push_back({begin, end});
  }
  return cells;
}

PointSelection ViewportQuery::one_a_cell() const {
  constexpr std::size_t kTogether = 16;  // cells, where several threads share the work
  const CountedTrees counted = count_trees(index_, passes_);
  const std::vector<CellOfTrees> cells = cells_in_view(counted);
  BestOfCells best(index_);
  std::size_t total = counted.total;
  std::mutex alone;
  parallel_ranges(cells.size(), kTogether, [&](std::size_t begin, std::size_t end) {
    CellGrid grid(index_, filter_.zoom);
    std::size_t points = 0;
    for (std::size_t i = begin; i < end; ++i) points += add_cell(cells[i], counted, grid);
    const BestOfCells some = grid.take();
    const std::lock_guard lock(alone);
    best.merge(some);
    total += points;
  });
  PointSelection selection{.total = total, .points = best.points()};
  keep_most_coherent(selection.points);
  return selection;
}

std::size_t ViewportQuery::add_cell(const CellOfTrees& cell, const CountedTrees& counted,
                                    CellGrid& grid) const {
  const auto trees = index_.trees().subspan(cell.first_tree, cell.end_tree - cell.first_tree);
  grid.enter(trees);
  std::size_t total = 0;
  for (std::size_t i = 0; i < trees.size(); ++i) {
    const CountedTrees::Says says = counted.trees[cell.first_tree + i];
    if (says == CountedTrees::Says::none_passes) continue;
    const Verdict verdict = passes_.tree(trees[i]);
    if (verdict == Verdict::none) continue;
    const bool is_counted = says == CountedTrees::Says::counted;
    const std::size_t points = add_tree(trees[i], verdict, is_counted, grid);
    if (!is_counted) total += points;
  }
  return total;
}

std::size_t ViewportQuery::add_tree(const TreeFigures& tree, Verdict verdict, bool is_counted,
                                    CellGrid& grid) const {
  const bool is_total_known = is_counted || verdict == Verdict::all;
  std::size_t total = 0;
  std::uint32_t covered_to = tree.first_block;  // blocks before it need no look but to be counted
  for (std::uint32_t i = tree.first_block; i < tree.end_block; ++i) {
    const BlockFigures& block = index_.blocks()[i];
    if (i >= covered_to && grid.is_covered(block)) covered_to = block.end;
    if (i < covered_to && is_total_known) {
      i = covered_to - 1;
      continue;
    }
    PassingBits bits{};
    if (verdict == Verdict::all) {
      bits = all_bits(block.points);
    } else if (passes_.block(i, bits) == Verdict::none) {
      const bool has_blocks_below = block.end > i + 1;
      if (!has_blocks_below) continue;
      bits = {};
    } else {
      total += count_bits(bits);
    }
    if (i >= covered_to && grid.add(i, bits)) covered_to = block.end;
  }
  return verdict == Verdict::all ? tree.points : total;
}

PointSelection ViewportQuery::all_points() const {
  PointSelection selection;
  passes_.for_each_block([&](std::uint32_t block, const PassingBits& bits) {
    selection.total += count_bits(bits);
    if (selection.total > filter_.max_points) return;
    for_each_point(index_.blocks()[block], bits,
                   [&](std::uint32_t point) { selection.points.push_back(point); });
  });
  if (selection.total > filter_.max_points) selection.points = most_coherent();
  return selection;
}

std::vector<std::uint32_t> ViewportQuery::most_coherent() const {
  CoherenceCounts counts(index_.coherences().size());
  passes_.for_each_block([&](std::uint32_t block, const PassingBits& bits) {
    for_each_point(index_.blocks()[block], bits,
                   [&](std::uint32_t point) { counts.add(index_.coherence_code(point)); });
  });
  const std::uint32_t last_code = counts.code_with(filter_.max_points);
  std::vector<std::uint32_t> points;
  passes_.for_each_block([&](std::uint32_t block, const PassingBits& bits) {
    if (index_.blocks()[block].ranges.max_coherence < last_code) return;
    for_each_point(index_.blocks()[block], bits, [&](std::uint32_t point) {
      if (index_.coherence_code(point) >= last_code) points.push_back(point);
    });
  });
  keep_most_coherent(points);
  return points;
}

void ViewportQuery::keep_most_coherent(std::vector<std::uint32_t>& points) const {
  if (points.size() <= filter_.max_points) return;
  CoherenceCounts counts(index_.coherences().size());
  for (const std::uint32_t point : points) counts.add(index_.coherence_code(point));
  const std::uint32_t last_code = counts.code_with(filter_.max_points);
  const auto last = std::partition(points.begin(), points.end(), [&](std::uint32_t point) {
    return index_.coherence_code(point) > last_code;
  });
  const auto end = std::partition(
      last, points.end(), [&](std::uint32_t point) { return index_.coherence_code(point) == last_code; });
  const auto kept = points.begin() + static_cast<std::ptrdiff_t>(filter_.max_points);
  if (kept < end)
    std::nth_element(last, kept, end, [this](auto a, auto b) { return index_.more_coherent(a, b); });
  points.erase(kept, points.end());
}

PointPage ViewportQuery::page(std::uint32_t first, std::size_t count) const {
  PointPage page;
  passes_.for_each_block([&](std::uint32_t number, const PassingBits& bits) {
    const BlockFigures& block = index_.blocks()[number];
    page.total += count_bits(bits);
    if (block.first + block.points <= first || page.points.size() == count) return;
    for_each_point(block, bits, [&](std::uint32_t point) {
      if (point >= first && page.points.size() < count) page.points.push_back(point);
    });
  });
  return page;
}

}  // namespace plumbline::serve
