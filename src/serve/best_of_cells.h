// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "serve/cell_table.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The point that is shown of each thinning cell: of those that no trees but one cell's of zoom 5 meet, and
/// by their keys of those that several may.
class BestOfCells {
 public:
  /// Must outlive it.
  explicit BestOfCells(const ViewportIndex& index) : index_(index), shared_(kExpected) {}

  void add(std::uint32_t point) { alone_.push_back(point); }
  void offer(std::uint64_t key, std::uint32_t point) {
    CellTable::Cell& cell = shared_.cell(key);
    if (cell.is_empty() || index_.more_coherent(point, cell.best)) cell.best = point;
  }
  /// Of cells of zoom 5 that are not in it yet.
  void merge(const BestOfCells& other) {
    alone_.insert(alone_.end(), other.alone_.begin(), other.alone_.end());
    other.shared_.for_each([this](const CellTable::Cell& cell) { offer(cell.key, cell.best); });
  }
  /// In no order.
  std::vector<std::uint32_t> points() const {
    std::vector<std::uint32_t> points;
    points.reserve(alone_.size() + shared_.size());
    points.insert(points.end(), alone_.begin(), alone_.end());
    shared_.for_each([&points](const CellTable::Cell& cell) { points.push_back(cell.best); });
    return points;
  }

 private:
  static constexpr std::size_t kExpected = 256;
  const ViewportIndex& index_;
  std::vector<std::uint32_t> alone_;
  CellTable shared_;
};

}  // namespace plumbline::serve
