// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "cluster/array.h"
#include "cluster/cell_grid.h"

namespace plumbline::cluster {

/// Answers whether two cells belong to one cluster because core points of theirs meet. One a thread.
class CellPair {
 public:
  /// `core` holds one flag a slot.
  CellPair(const CellGrid& grid, const Array<std::uint8_t>& core) : grid_(grid), core_(core) {}

  /// Whether a core point of `a` lies within eps of a core point of `b`. Nearly linear in the points of both
  /// even when there are millions that all just miss each other.
  bool core_points_meet(CellGrid::Cell a, CellGrid::Cell b);

 private:
  using Slot = CellGrid::Slot;
  using Slots = std::span<Slot>;

  bool few_meet(CellGrid::Cell a, CellGrid::Cell b) const;
  void gather(CellGrid::Cell cell, std::vector<Slot>& slots) const;
  bool meet(Slots a, Slots b) const;
  bool halve_and_meet(Slots halved, std::size_t axis, Slots whole) const;

  const CellGrid& grid_;
  const Array<std::uint8_t>& core_;
  std::vector<Slot> slots_a_;
  std::vector<Slot> slots_b_;
};

}  // namespace plumbline::cluster
