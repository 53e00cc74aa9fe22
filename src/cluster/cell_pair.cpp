// SPDX-License-Identifier: MIT
#include "cluster/cell_pair.h"

#include <algorithm>
#include <array>
#include <limits>

namespace plumbline::cluster {
namespace {

using Position = CellGrid::Position;

constexpr std::size_t kFewPairs = 256;  // so many are looked at one by one

double coordinate(const Position& position, std::size_t axis) {
  return axis == 0 ? position.x : axis == 1 ? position.y : position.z;
}

/// The smallest box around some points. Squared distances between boxes are taken by the same steps as those
/// between points, each of which is monotone, in floating point too: no point pair is nearer than `nearest`
/// or farther than `farthest` say, as computed.
struct Box {
  std::array<double, 3> least;
  std::array<double, 3> greatest;

  Box(const CellGrid& grid, std::span<const CellGrid::Slot> slots) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    least.fill(kInfinity);
    greatest.fill(-kInfinity);
    for (const CellGrid::Slot slot : slots) {
      for (std::size_t axis = 0; axis < 3; ++axis) {
        least[axis] = std::min(least[axis], coordinate(grid.position(slot), axis));
        greatest[axis] = std::max(greatest[axis], coordinate(grid.position(slot), axis));
      }
    }
  }

  std::size_t widest_axis() const {
    std::size_t widest = 0;
    for (std::size_t axis = 1; axis < 3; ++axis) {
      if (width(axis) > width(widest)) widest = axis;
    }
    return widest;
  }
  double width(std::size_t axis) const { return greatest[axis] - least[axis]; }
};

double squared_length(const std::array<double, 3>& v) { return (v[0] * v[0] + v[1] * v[1]) + v[2] * v[2]; }

double nearest(const Box& a, const Box& b) {
  std::array<double, 3> gap;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    gap[axis] = std::max({a.least[axis] - b.greatest[axis], b.least[axis] - a.greatest[axis], 0.0});
  }
  return squared_length(gap);
}

double farthest(const Box& a, const Box& b) {
  std::array<double, 3> reach;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    reach[axis] = std::max(a.greatest[axis] - b.least[axis], b.greatest[axis] - a.least[axis]);
  }
  return squared_length(reach);
}

}  // namespace

bool CellPair::core_points_meet(CellGrid::Cell a, CellGrid::Cell b) {
  if (grid_.size(a) * grid_.size(b) <= kFewPairs) return few_meet(a, b);
  gather(a, slots_a_);
  gather(b, slots_b_);
  return meet(slots_a_, slots_b_);
}

bool CellPair::few_meet(CellGrid::Cell a, CellGrid::Cell b) const {
  for (Slot p = grid_.first_slot(a); p < grid_.end_slot(a); ++p) {
    if (!core_[p]) continue;
    for (Slot q = grid_.first_slot(b); q < grid_.end_slot(b); ++q) {
      if (core_[q] && grid_.within(p, q)) return true;
    }
  }
  return false;
}

void CellPair::gather(CellGrid::Cell cell, std::vector<Slot>& slots) const {
  slots.clear();
  for (Slot slot = grid_.first_slot(cell); slot < grid_.end_slot(cell); ++slot) {
    if (core_[slot]) slots.push_back(slot);
  }
}

// Halves the wider of two groups until their boxes decide, or few pairs are left.
bool CellPair::meet(Slots a, Slots b) const {
  if (a.size() * b.size() <= kFewPairs) {
    return std::any_of(a.begin(), a.end(), [&](Slot p) {
      return std::any_of(b.begin(), b.end(), [&](Slot q) { return grid_.within(p, q); });
    });
  }
  const Box box_a(grid_, a);
  const Box box_b(grid_, b);
  if (nearest(box_a, box_b) > grid_.squared_eps()) return false;
  if (farthest(box_a, box_b) <= grid_.squared_eps()) return true;
  const std::size_t axis_a = box_a.widest_axis();
  const std::size_t axis_b = box_b.widest_axis();
  if (a.size() == 1 || (b.size() > 1 && box_b.width(axis_b) > box_a.width(axis_a)))
    return halve_and_meet(b, axis_b, a);
  return halve_and_meet(a, axis_a, b);
}

bool CellPair::halve_and_meet(Slots halved, std::size_t axis, Slots whole) const {
  const std::size_t half = halved.size() / 2;
  std::nth_element(halved.begin(), halved.begin() + static_cast<std::ptrdiff_t>(half), halved.end(),
                   [&](Slot p, Slot q) {
                     return coordinate(grid_.position(p), axis) < coordinate(grid_.position(q), axis);
                   });
  return meet(halved.first(half), whole) || meet(halved.subspan(half), whole);
}

}  // namespace plumbline::cluster
