// SPDX-License-Identifier: MIT
#include "cluster/dbscan.h"

#include <algorithm>
#include <atomic>
#include <limits>

#include "cluster/cell_grid.h"
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

constexpr std::size_t kColumnsAtOnce = 64;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Disjoint sets of cells, joined by many threads without locks. The root of a set is its smallest cell, so
/// the sets and their roots do not depend on the order of joins.
class CellSets {
 public:
  explicit CellSets(std::size_t cells) : parent_(cells) {
    for (std::size_t i = 0; i < cells; ++i) parent_[i].store(static_cast<Cell>(i), std::memory_order_relaxed);
  }

  Cell root(Cell cell) {
    for (;;) {
      Cell parent = parent_[cell].load(std::memory_order_relaxed);
      if (parent == cell) return cell;
      const Cell grandparent = parent_[parent].load(std::memory_order_relaxed);
      // Parents only ever become smaller members of the same set; losing this race loses a short cut.
      if (grandparent != parent) {
        parent_[cell].compare_exchange_weak(parent, grandparent, std::memory_order_relaxed);
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
      if (parent_[a].compare_exchange_strong(expected, b, std::memory_order_relaxed)) return;
    }
  }

 private:
  std::vector<std::atomic<Cell>> parent_;
};

/// The smallest box around the core points of a cell.
struct Box {
  double least[3] = {};
  double greatest[3] = {};

  static Box around(const CellGrid& grid, const std::vector<std::uint8_t>& core, Cell cell) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    Box box{{kInfinity, kInfinity, kInfinity}, {-kInfinity, -kInfinity, -kInfinity}};
    for (Slot slot = grid.first_slot(cell); slot < grid.end_slot(cell); ++slot) {
      if (!core[slot]) continue;
      const double position[3] = {grid.x(slot), grid.y(slot), grid.z(slot)};
      for (int axis = 0; axis < 3; ++axis) {
        box.least[axis] = std::min(box.least[axis], position[axis]);
        box.greatest[axis] = std::max(box.greatest[axis], position[axis]);
      }
    }
    return box;
  }

  /// Never more than the squared distance computed for any point inside: each step of it is monotone, in
  /// floating point too.
  double squared_distance(double x, double y, double z) const {
    const double dx = std::max({least[0] - x, x - greatest[0], 0.0});
    const double dy = std::max({least[1] - y, y - greatest[1], 0.0});
    const double dz = std::max({least[2] - z, z - greatest[2], 0.0});
    return (dx * dx + dy * dy) + dz * dz;
  }
};

class Search {
 public:
  Search(const CellGrid& grid, std::int64_t min_points)
      : grid_(grid),
        min_points_(static_cast<std::size_t>(min_points)),
        core_(grid.points()),
        has_core_(grid.cells()),
        sets_(grid.cells()) {}

  Clustering run() {
    for_each_cell([this](const auto& neighbours, Cell cell) { mark_core_points(neighbours, cell); });
    for_each_cell([this](const auto& neighbours, Cell cell) { join_neighbours(neighbours, cell); });
    Clustering result = label_core_points();
    for_each_cell([&](const auto& neighbours, Cell cell) { label_border_points(neighbours, cell, result); });
    return result;
  }

 private:
  template <typename Body>
  void for_each_cell(Body body) {
    parallel_ranges(grid_.columns(), kColumnsAtOnce, [&](std::size_t begin, std::size_t end) {
      for (std::size_t column = begin; column < end; ++column) {
        const CellGrid::Neighbourhood neighbours(grid_, column);
        for (Cell cell = grid_.first_cell(column); cell < grid_.end_cell(column); ++cell) {
          body(neighbours, cell);
        }
      }
    });
  }

  void mark_core_points(const CellGrid::Neighbourhood& neighbours, Cell cell) {
    const bool dense = grid_.size(cell) >= min_points_;
    for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
      core_[slot] = dense || has_enough_neighbours(neighbours, cell, slot);
      has_core_[cell] |= core_[slot];
    }
  }

  bool has_enough_neighbours(const CellGrid::Neighbourhood& neighbours, Cell cell, Slot slot) const {
    std::size_t found = grid_.size(cell);  // they are neighbours without a look, the point itself included
    return neighbours.any_of(cell, [&](Cell other) {
      if (other == cell) return false;
      for (Slot candidate = grid_.first_slot(other); candidate < grid_.end_slot(other); ++candidate) {
        if (grid_.within(slot, candidate) && ++found >= min_points_) return true;
      }
      return false;
    });
  }

  void join_neighbours(const CellGrid::Neighbourhood& neighbours, Cell cell) {
    if (!has_core_[cell]) return;
    neighbours.any_of(cell, [&](Cell other) {
      if (other > cell && has_core_[other] && sets_.root(cell) != sets_.root(other) &&
          core_points_meet(cell, other)) {
        sets_.join(cell, other);
      }
      return false;
    });
  }

  bool core_points_meet(Cell a, Cell b) const {
    const Box box = Box::around(grid_, core_, b);
    for (Slot p = grid_.first_slot(a); p < grid_.end_slot(a); ++p) {
      if (!core_[p]) continue;
      if (box.squared_distance(grid_.x(p), grid_.y(p), grid_.z(p)) > grid_.squared_eps()) continue;
      for (Slot q = grid_.first_slot(b); q < grid_.end_slot(b); ++q) {
        if (core_[q] && grid_.within(p, q)) return true;
      }
    }
    return false;
  }

  /// Numbers the sets by the first of their core points, in the order in which the points were given.
  Clustering label_core_points() {
    Clustering result{std::vector<std::uint8_t>(grid_.points()),
                      std::vector<std::int64_t>(grid_.points(), kNoise), 0};
    std::vector<std::uint32_t> first_core_point(grid_.cells(), kNone);  // by root
    for_each_core_slot([&](Cell root, Slot slot) {
      first_core_point[root] = std::min(first_core_point[root], grid_.point(slot));
    });
    std::vector<Cell> roots;
    for (Cell cell = 0; cell < grid_.cells(); ++cell) {
      if (first_core_point[cell] != kNone) roots.push_back(cell);
    }
    std::sort(roots.begin(), roots.end(),
              [&](Cell a, Cell b) { return first_core_point[a] < first_core_point[b]; });
    label_of_root_.resize(grid_.cells());
    for (const Cell root : roots) label_of_root_[root] = result.clusters++;
    for_each_core_slot([&](Cell root, Slot slot) {
      result.core[grid_.point(slot)] = 1;
      result.label[grid_.point(slot)] = label_of_root_[root];
    });
    return result;
  }

  template <typename Body>
  void for_each_core_slot(Body body) {
    for (Cell cell = 0; cell < grid_.cells(); ++cell) {
      if (!has_core_[cell]) continue;
      const Cell root = sets_.root(cell);
      for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
        if (core_[slot]) body(root, slot);
      }
    }
  }

  void label_border_points(const CellGrid::Neighbourhood& neighbours, Cell cell, Clustering& result) {
    for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
      if (core_[slot]) continue;
      const std::uint32_t nearest = nearest_core_point(neighbours, cell, slot);
      if (nearest != kNone) result.label[grid_.point(slot)] = result.label[nearest];
    }
  }

  /// Among the core points within eps, the nearest; of several equally near, the first. kNone without any.
  std::uint32_t nearest_core_point(const CellGrid::Neighbourhood& neighbours, Cell cell, Slot slot) const {
    std::uint32_t nearest = kNone;
    double least = grid_.squared_eps();
    neighbours.any_of(cell, [&](Cell other) {
      if (!has_core_[other]) return false;
      for (Slot candidate = grid_.first_slot(other); candidate < grid_.end_slot(other); ++candidate) {
        if (!core_[candidate]) continue;
        const double distance = grid_.squared_distance(slot, candidate);
        const std::uint32_t point = grid_.point(candidate);
        if (distance < least || (distance == least && point < nearest)) {
          least = distance;
          nearest = point;
        }
      }
      return false;
    });
    return nearest;
  }

  const CellGrid& grid_;
  std::size_t min_points_;
  std::vector<std::uint8_t> core_;      // by slot
  std::vector<std::uint8_t> has_core_;  // by cell
  CellSets sets_;
  std::vector<std::int64_t> label_of_root_;
};

}  // namespace

Clustering dbscan(const Points& points, const DbscanOptions& options) {
  const CellGrid grid(points, options);
  return Search(grid, options.min_points).run();
}

}  // namespace plumbline::cluster
