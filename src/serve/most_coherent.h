// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The most coherent of all points that it is given. Memory: twice their number.
class MostCoherent {
 public:
  MostCoherent(const ViewportIndex& index, std::size_t most) : index_(index), most_(most) {}

  void add(std::uint32_t point) {
    points_.push_back(point);
    if (points_.size() >= 2 * most_) drop_the_rest();
  }
  /// Sorted as stored; nothing is left behind.
  std::vector<std::uint32_t> take() {
    drop_the_rest();
    index_.sort_as_stored(points_);
    return std::exchange(points_, {});
  }

 private:
  void drop_the_rest() {
    if (points_.size() <= most_) return;
    std::nth_element(points_.begin(), points_.begin() + static_cast<std::ptrdiff_t>(most_), points_.end(),
                     [this](auto a, auto b) { return index_.more_coherent(a, b); });
    points_.resize(most_);
  }
  const ViewportIndex& index_;
  std::size_t most_;
  std::vector<std::uint32_t> points_;
};

}  // namespace plumbline::serve
