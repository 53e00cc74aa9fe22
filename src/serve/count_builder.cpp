// SPDX-License-Identifier: MIT
#include "serve/count_builder.h"

#include <algorithm>

#include "serve/packed_numbers.h"
#include "serve/point_ranges.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kMostCombinations = 4'000'000;  ///< of a square: 16 bytes each
constexpr std::size_t kPointsACombination = 4;        ///< at least, where counts are kept

/// The codes and kinds of some combinations.
PointRanges ranges_of(std::span<const Combination> combinations) {
  PointRanges ranges;
  for (std::size_t i = 0; i < combinations.size(); ++i) {
    const auto key = CombinationKey::of(combinations[i].key);
    PointRanges one;
    one.min_velocity = one.max_velocity = key.velocity;
    one.min_coherence = one.max_coherence = key.coherence;
    one.classes = static_cast<std::uint16_t>(1U << key.motion_class);
    one.some_flags = one.all_flags = static_cast<std::uint8_t>(key.flags);
    if (i == 0) ranges = one;
    widen(ranges, one);
  }
  return ranges;
}

/// Columns one after the other.
class ColumnPacker {
 public:
  template <typename Get>
  void add(std::span<const Combination> combinations, unsigned width, const Get& get) {
    const std::size_t begin = bytes_.size();
    bytes_.resize(begin + width * combinations.size() + sizeof(std::uint64_t));
    for (std::size_t i = 0; i < combinations.size(); ++i)
      pack_number(bytes_.data() + begin, width, i, get(combinations[i]));
    bytes_.resize(begin + width * combinations.size());
  }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

}  // namespace

void CountBuilder::Open::add(std::size_t more_points, const Combinations& more) {
  points += more_points;
  too_many = too_many || more.empty() || combinations.size() + more.size() > kMostCombinations;
  if (too_many) {
    combinations = {};
  } else {
    combinations = merged(combinations, more);
  }
}

void CountBuilder::add(std::uint32_t cell, std::span<const TreeFigures> trees, std::uint32_t first_tree,
                       const Combinations& combinations) {
  std::size_t level = 0;
  while (level < open_.size() && open_[level].square == cell >> (2 * kCountLevels[level])) ++level;
  close(level);
  for (; level < kCountLevels.size(); ++level) {
    open_.push_back(
        {.square = cell >> (2 * kCountLevels[level]), .node = static_cast<std::uint32_t>(nodes_.size())});
    nodes_.push_back({.ranges = trees.front().ranges, .first_tree = first_tree});
  }
  std::size_t points = 0;
  for (const TreeFigures& tree : trees) points += tree.points;
  open_.back().add(points, combinations);
  for (const Open& square : open_) {
    CountNode& node = nodes_[square.node];
    for (const TreeFigures& tree : trees) widen(node.ranges, tree.ranges);
    node.end_tree = first_tree + static_cast<std::uint32_t>(trees.size());
  }
}

/// Ends the squares of this level and of those inside.
void CountBuilder::close(std::size_t level) {
  while (open_.size() > level) {
    const Open square = std::move(open_.back());
    open_.pop_back();
    CountNode& node = nodes_[square.node];
    node.end = static_cast<std::uint32_t>(nodes_.size());
    write_counts(square, node);
    if (!open_.empty()) open_.back().add(square.points, square.combinations);
  }
}

void CountBuilder::write_counts(const Open& square, CountNode& node) {
  const std::size_t most = square.points / kPointsACombination;
  const Combinations by_class = without_flags(square.combinations);
  const auto next_block = [this] { return static_cast<std::uint32_t>(blocks_.size()); };
  node.by_class = next_block();
  if (by_class.size() <= most) write_blocks(by_class);
  node.by_kind = next_block();
  if (square.combinations.size() <= most) write_blocks(square.combinations);
  node.end_block = next_block();
}

void CountBuilder::write_blocks(std::span<const Combination> combinations) {
  constexpr unsigned kCommon = 2 * CombinationKey::kCodeBits + CombinationKey::kKindBits;
  while (!combinations.empty()) {
    const std::uint64_t common = combinations.front().key >> kCommon;  // orbit and dataset
    const auto end = std::find_if(combinations.begin(), combinations.end(),
                                  [&](const Combination& one) { return one.key >> kCommon != common; });
    const auto count = std::min(kBlockPoints, static_cast<std::size_t>(end - combinations.begin()));
    write_block(combinations.first(count));
    combinations = combinations.subspan(count);
  }
}

void CountBuilder::write_block(std::span<const Combination> combinations) {
  const auto key_of = [](const Combination& one) { return CombinationKey::of(one.key); };
  const CombinationKey first = key_of(combinations.front());
  CountBlock block{.ranges = ranges_of(combinations),
                   .combinations = static_cast<std::uint16_t>(combinations.size()),
                   .orbit = static_cast<std::uint8_t>(first.orbit),
                   .dataset = static_cast<std::uint8_t>(first.dataset)};
  std::uint32_t most_points = 0;
  for (const Combination& one : combinations) {
    block.points += one.points;
    most_points = std::max(most_points, one.points);
  }
  const PointRanges& r = block.ranges;
  block.velocity_bytes = static_cast<std::uint8_t>(lane_bytes_of(r.max_velocity - r.min_velocity));
  block.coherence_bytes = static_cast<std::uint8_t>(lane_bytes_of(r.max_coherence - r.min_coherence));
  block.count_bytes = static_cast<std::uint8_t>(lane_bytes_of(most_points));
  ColumnPacker columns;
  columns.add(combinations, block.velocity_bytes,
              [&](const auto& one) { return key_of(one).velocity - r.min_velocity; });
  columns.add(combinations, block.coherence_bytes,
              [&](const auto& one) { return key_of(one).coherence - r.min_coherence; });
  columns.add(combinations, 1, [&](const auto& one) {
    return PointKind::pack(key_of(one).motion_class, Orbit::none, key_of(one).flags);
  });
  columns.add(combinations, block.count_bytes, [](const auto& one) { return one.points; });
  block.columns = add_columns_(columns.bytes());
  blocks_.push_back(block);
}

}  // namespace plumbline::serve
