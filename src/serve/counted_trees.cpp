// SPDX-License-Identifier: MIT
#include "serve/counted_trees.h"

#include <algorithm>

namespace plumbline::serve {

CountedTrees count_trees(const ViewportIndex& index, const BlockFilter& passes) {
  using Says = CountedTrees::Says;
  CountedTrees counted{.trees = std::vector<Says>(index.trees().size(), Says::nothing)};
  const auto say = [&counted](const CountNode& square, Says says) {
    std::fill(counted.trees.begin() + square.first_tree, counted.trees.begin() + square.end_tree, says);
  };
  const auto squares = index.count_nodes();
  for (std::uint32_t i = 0; i < squares.size();) {
    const CountNode& square = squares[i];
    const Verdict verdict = passes.uncounted(square);
    if (verdict == Verdict::some || (verdict == Verdict::all && !passes.has_counts(square))) {
      ++i;
      continue;
    }
    const std::size_t points = verdict == Verdict::all ? passes.count(square) : 0;
    counted.total += points;
    say(square, points == 0 ? Says::none_passes : Says::counted);
    i = square.end;
  }
  return counted;
}

}  // namespace plumbline::serve
