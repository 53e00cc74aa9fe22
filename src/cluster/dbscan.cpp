// SPDX-License-Identifier: MIT
#include "cluster/dbscan.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include "cluster/array.h"
#include "cluster/cell_grid.h"
#include "cluster/cell_pair.h"
#include "parallel/thread_loop.h"

// Exact DBSCAN on a grid of cells whose points are all neighbours of each other, after Gan and Tao (2015) and
// Wang, Gu and Shun (2020):
//   1. a point of a cell with min_points points is core; for the others neighbours are counted, up to enough;
//   2. the core points of one cell are in one cluster, so cells are joined, not points: two cells when a core
//      point of one lies within eps of a core point of the other;
//   3. what is not core joins its nearest core point within eps, or is noise.

namespace plumbline::cluster {
namespace {

using Cell = CellGrid::Cell;
using Slot = CellGrid::Slot;
using CellRanges = std::span<const CellGrid::CellRange>;

constexpr std::size_t kColumnsAtOnce = 1024;
constexpr std::size_t kCellsAtOnce = 16384;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Disjoint sets of cells, joined by many threads without locks. The root of a set is its smallest cell, so
/// the sets and their roots do not depend on the order of joins.
class CellSets {
 public:
  explicit CellSets(std::size_t cells) : parent_(cells) {
    for (std::size_t i = 0; i < cells; ++i) parent_[i] = static_cast<Cell>(i);
  }

  Cell root(Cell cell) {
    for (;;) {
      Cell parent = at(cell).load(std::memory_order_relaxed);
      if (parent == cell) return cell;
      const Cell grandparent = at(parent).load(std::memory_order_relaxed);
      // Parents only ever become smaller members of the same set; losing this race loses a short cut.
      if (grandparent != parent) {
        at(cell).compare_exchange_weak(parent, grandparent, std::memory_order_relaxed);
      }
      cell = grandparent;
    }
  }

  void join(Cell a, Cell b) {
    for (;;) {
      a = root(a);
      b = root(b);
      if (a == b) return;
      if (a < b) std::swap(a, b);
      Cell expected = a;
      if (at(a).compare_exchange_strong(expected, b, std::memory_order_relaxed)) return;
    }
  }

 private:
  std::atomic_ref<Cell> at(Cell cell) { return std::atomic_ref(parent_[cell]); }

  Array<Cell> parent_;
};

class Search {
 public:
  Search(CellGrid&& grid, std::int64_t min_points)
      : grid_(std::move(grid)),
        min_points_(static_cast<std::size_t>(min_points)),
        core_(grid_.points()),
        has_core_(grid_.cells()),
        sets_(grid_.cells()),
        core_cell_near_(grid_.points()) {}

  Clustering run() {
    for_each_column(
        [this](auto& neighbours, Cell begin, Cell end) { mark_core_points(neighbours, begin, end); });
    for_each_column(
        [this](auto& neighbours, Cell begin, Cell end) { join_neighbours(neighbours, begin, end); });
    grid_.forget_positions();
    return label_points();
  }

 private:
  /// Calls `body(neighbours, first cell, end cell)` for all columns.
  template <typename Body>
  void for_each_column(Body body) {
    parallel_ranges(grid_.columns(), kColumnsAtOnce, [&](std::size_t begin, std::size_t end) {
      LazyNeighbourhood neighbours(grid_);
      for (auto column = static_cast<CellGrid::Column>(begin); column < end; ++column) {
        neighbours.move_to(column);
        body(neighbours, grid_.first_cell(column), grid_.end_cell(column));
      }
    });
  }

  /// A neighbourhood that moves only when it is looked at.
  class LazyNeighbourhood {
   public:
    explicit LazyNeighbourhood(const CellGrid& grid) : neighbourhood_(grid) {}
    void move_to(CellGrid::Column column) {
      column_ = column;
      moved_ = false;
    }
    CellRanges around(Cell cell) {
      if (!std::exchange(moved_, true)) neighbourhood_.move_to(column_);
      return neighbourhood_.around(cell);
    }

   private:
    CellGrid::Neighbourhood neighbourhood_;
    CellGrid::Column column_ = 0;
    bool moved_ = false;
  };

  void mark_core_points(LazyNeighbourhood& neighbours, Cell begin, Cell end) {
    for (Cell cell = begin; cell < end; ++cell) {
      const Slot first = grid_.first_slot(cell);
      const Slot last = grid_.end_slot(cell);
      if (last - first >= min_points_) {
        has_core_[cell] = 1;
        std::fill(&core_[first], &core_[first] + (last - first), std::uint8_t{1});
        continue;
      }
      const CellRanges ranges = neighbours.around(cell);
      std::size_t within_reach = 0;
      for (const auto [from, to] : ranges) within_reach += grid_.first_slot(to) - grid_.first_slot(from);
      std::uint8_t any = 0;
      for (Slot slot = first; slot < last; ++slot) {
        core_[slot] = within_reach >= min_points_ && has_enough_neighbours(ranges, cell, slot);
        any |= core_[slot];
      }
      has_core_[cell] = any;
    }
  }

  bool has_enough_neighbours(CellRanges ranges, Cell cell, Slot slot) const {
    std::size_t found = grid_.size(cell);  // they are neighbours without a look, the point itself included
    const Slot own_first = grid_.first_slot(cell);
    const Slot own_end = grid_.end_slot(cell);
    const auto enough_among = [&](Slot begin, Slot end) {
      for (Slot candidate = begin; candidate < end; ++candidate) {
        if (grid_.within(slot, candidate) && ++found >= min_points_) return true;
      }
      return false;
    };
    for (const auto [from, to] : ranges) {
      const Slot begin = grid_.first_slot(from);
      const Slot end = grid_.first_slot(to);
      if (begin <= own_first && own_end <= end) {
        if (enough_among(begin, own_first) || enough_among(own_end, end)) return true;
      } else if (enough_among(begin, end)) {
        return true;
      }
    }
    return false;
  }

  void join_neighbours(LazyNeighbourhood& neighbours, Cell begin, Cell end) {
    CellPair pair(grid_, core_);
    for (Cell cell = begin; cell < end; ++cell) {
      const CellRanges ranges = neighbours.around(cell);
      if (has_core_[cell]) join_cells(ranges, cell, pair);
      for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
        if (!core_[slot]) core_cell_near_[slot] = cell_of_nearest_core_point(ranges, slot);
      }
    }
  }

  void join_cells(CellRanges ranges, Cell cell, CellPair& pair) {
    for (const auto [from, to] : ranges) {
      for (Cell other = std::max(from, cell + 1); other < to; ++other) {
        if (!has_core_[other] || sets_.root(cell) == sets_.root(other)) continue;
        if (pair.core_points_meet(cell, other)) sets_.join(cell, other);
      }
    }
  }

  /// Among the core points within eps the nearest; of several equally near, the first. kNone without any.
  Cell cell_of_nearest_core_point(CellRanges ranges, Slot slot) const {
    Cell cell_of_nearest = kNone;
    std::uint32_t nearest = kNone;
    double least = grid_.squared_eps();
    for (const auto [from, to] : ranges) {
      for (Cell other = from; other < to; ++other) {
        if (!has_core_[other]) continue;
        for (Slot candidate = grid_.first_slot(other); candidate < grid_.end_slot(other); ++candidate) {
          const double distance = grid_.squared_distance(slot, candidate);
          if (distance > least || !core_[candidate]) continue;
          const std::uint32_t point = grid_.point(candidate);
          if (distance == least && point > nearest) continue;
          least = distance;
          nearest = point;
          cell_of_nearest = other;
        }
      }
    }
    return cell_of_nearest;
  }

  /// Labels number the clusters by the first of their core points, in the order in which the points were
  /// given.
  Clustering label_points() {
    const auto [label_of_cell, clusters] = number_clusters();
    Clustering result{std::vector<std::uint8_t>(grid_.points()), std::vector<std::int64_t>(grid_.points()),
                      clusters};
    parallel_ranges(grid_.cells(), kCellsAtOnce, [&](std::size_t begin, std::size_t end) {
      for (auto cell = static_cast<Cell>(begin); cell < end; ++cell) {
        for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
          const Cell joined = core_[slot] ? cell : core_cell_near_[slot];
          result.core[grid_.point(slot)] = core_[slot];
          result.label[grid_.point(slot)] = joined == kNone ? kNoise : std::int64_t{label_of_cell[joined]};
        }
      }
    });
    return result;
  }

  /// The label of each cell with core points, and the number of clusters.
  std::pair<Array<std::uint32_t>, std::int64_t> number_clusters() {
    Array<std::uint32_t> first_core_point(grid_.cells());
    parallel_ranges(grid_.cells(), kCellsAtOnce, [&](std::size_t begin, std::size_t end) {
      for (auto cell = static_cast<Cell>(begin); cell < end; ++cell) {
        first_core_point[cell] = kNone;
        for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
          if (core_[slot]) first_core_point[cell] = std::min(first_core_point[cell], grid_.point(slot));
        }
      }
    });
    // Roots are the smallest cells of their sets, so each is met before the others of its set.
    std::vector<Cell> roots;
    for (Cell cell = 0; cell < grid_.cells(); ++cell) {
      if (!has_core_[cell]) continue;
      const Cell root = sets_.root(cell);
      if (root == cell) roots.push_back(cell);
      first_core_point[root] = std::min(first_core_point[root], first_core_point[cell]);
    }
    std::sort(roots.begin(), roots.end(),
              [&](Cell a, Cell b) { return first_core_point[a] < first_core_point[b]; });
    Array<std::uint32_t> label = std::move(first_core_point);
    for (std::size_t i = 0; i < roots.size(); ++i) label[roots[i]] = static_cast<std::uint32_t>(i);
    for (Cell cell = 0; cell < grid_.cells(); ++cell) {
      if (has_core_[cell]) label[cell] = label[sets_.root(cell)];
    }
    return {std::move(label), static_cast<std::int64_t>(roots.size())};
  }

  CellGrid grid_;
  std::size_t min_points_;
  Array<std::uint8_t> core_;      // by slot
  Array<std::uint8_t> has_core_;  // by cell
  CellSets sets_;
  Array<Cell> core_cell_near_;  // by slot, of points that are not core: the cell of the core point they join
};

}  // namespace

Clustering dbscan(const Points& points, const DbscanOptions& options) {
  return Search(CellGrid(points, options), options.min_points).run();
}

}  // namespace plumbline::cluster
