// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "cluster/dbscan.h"

namespace plumbline::cluster {

/// The points of a clustering problem, sorted into cubic cells so small that any two points of one cell are
/// neighbours. What the grid guarantees, for any finite coordinates, rounding included:
///   - points of one cell satisfy `within`;
///   - points that satisfy `within` are at most kReach cells apart along each axis.
/// Only cells that hold points exist. They are numbered along columns: by (x, y), then by z.
class CellGrid {
 public:
  static constexpr std::uint32_t kReach = 2;

  /// Throws Error(usage) for options out of range, Error(bad_value) for a coordinate that is not finite.
  CellGrid(const Points& points, const DbscanOptions& options);

  /// A place in cell order; `point(slot)` is the point that lies there.
  using Slot = std::uint32_t;
  using Cell = std::uint32_t;

  std::size_t points() const { return point_.size(); }
  std::size_t cells() const { return layer_.size(); }
  std::size_t columns() const { return column_key_.size(); }

  Slot first_slot(Cell cell) const { return first_slot_[cell]; }
  Slot end_slot(Cell cell) const { return first_slot_[cell + 1]; }
  std::size_t size(Cell cell) const { return end_slot(cell) - first_slot(cell); }
  Cell first_cell(std::size_t column) const { return first_cell_[column]; }
  Cell end_cell(std::size_t column) const { return first_cell_[column + 1]; }
  std::uint32_t point(Slot slot) const { return point_[slot]; }

  /// d² = (dx² + dy²) + dz² in float64, z = velocity · (eps_m / eps_v).
  double squared_distance(Slot a, Slot b) const {
    const double dx = x_[a] - x_[b];
    const double dy = y_[a] - y_[b];
    const double dz = z_[a] - z_[b];
    return (dx * dx + dy * dy) + dz * dz;
  }
  double squared_eps() const { return squared_eps_; }
  bool within(Slot a, Slot b) const { return squared_distance(a, b) <= squared_eps_; }

  double x(Slot slot) const { return x_[slot]; }
  double y(Slot slot) const { return y_[slot]; }
  double z(Slot slot) const { return z_[slot]; }

  /// The columns that may hold neighbours of the points in one column, itself included.
  class Neighbourhood {
   public:
    Neighbourhood(const CellGrid& grid, std::size_t column);

    /// Calls `visit(other)` for the cells within reach of `cell` (a cell of the column), itself included,
    /// until it returns true. Says whether it did.
    template <typename Visit>
    bool any_of(Cell cell, Visit visit) const;

   private:
    const CellGrid& grid_;
    std::vector<std::size_t> columns_;
  };

 private:
  void sort_into_cells(const Points& points, const std::vector<double>& z, double eps);

  double squared_eps_ = 0;
  std::vector<double> x_, y_, z_;          // by slot
  std::vector<std::uint32_t> point_;       // by slot
  std::vector<Slot> first_slot_;           // by cell, one more at the end
  std::vector<std::uint32_t> layer_;       // by cell: its index along z
  std::vector<Cell> first_cell_;           // by column, one more at the end
  std::vector<std::uint64_t> column_key_;  // by column, ascending: index along x, then along y
};

template <typename Visit>
bool CellGrid::Neighbourhood::any_of(Cell cell, Visit visit) const {
  const std::uint32_t layer = grid_.layer_[cell];
  for (const std::size_t column : columns_) {
    const auto begin = grid_.layer_.begin() + grid_.first_cell(column);
    const auto end = grid_.layer_.begin() + grid_.end_cell(column);
    for (auto other = std::lower_bound(begin, end, layer - kReach); other != end; ++other) {
      if (*other > layer + kReach) break;
      if (visit(static_cast<Cell>(other - grid_.layer_.begin()))) return true;
    }
  }
  return false;
}

}  // namespace plumbline::cluster
