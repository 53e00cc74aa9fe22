// SPDX-License-Identifier: MIT
#include "serve/cell_trees.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "serve/compact_values.h"
#include "serve/view_file.h"

namespace plumbline::serve {
namespace {

constexpr unsigned kPidBits = 60;  // 62^10 < 2^60

/// The key of the trees: what all points of one have in common.
std::tuple<std::uint16_t, std::uint8_t, unsigned> tree_of(const ViewRecord& record) {
  return {record.tile, static_cast<std::uint8_t>(record.orbit), unsigned{record.flags} >> 4U};
}

/// The numbers of the records by tree, and in each by falling coherence, pid and row.
std::vector<std::uint32_t> ranked(std::span<const ViewRecord> records, const CodeFinder& coherences) {
  struct Ranked {
    std::uint64_t key;  ///< falling coherence, then as much of the pid as there is room for
    std::uint32_t number;
  };
  const auto codes = static_cast<std::uint64_t>(coherences.size());
  const auto code_bits = static_cast<unsigned>(std::bit_width(codes));
  const unsigned pid_shift = code_bits + kPidBits > 64 ? code_bits + kPidBits - 64 : 0;
  std::vector<Ranked> items(records.size());
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const std::uint64_t fall = codes - coherences.code_of(records[i].coherence);
    items[i] = {(fall << (kPidBits - pid_shift)) | (records[i].pid >> pid_shift), i};
  }
  std::sort(items.begin(), items.end(), [&](const Ranked& a, const Ranked& b) {
    const ViewRecord& first = records[a.number];
    const ViewRecord& second = records[b.number];
    const auto tree_a = tree_of(first), tree_b = tree_of(second);
    if (tree_a != tree_b) return tree_a < tree_b;
    if (a.key != b.key) return a.key < b.key;
    return std::tuple(first.pid, first.row) < std::tuple(second.pid, second.row);
  });
  std::vector<std::uint32_t> numbers(items.size());
  std::transform(items.begin(), items.end(), numbers.begin(), [](const Ranked& r) { return r.number; });
  return numbers;
}

/// In millionths of a degree from the corner of the cell.
struct Square {
  std::int32_t south = 0;
  std::int32_t west = 0;
  std::int32_t side = 0;
};

class Planter {
 public:
  Planter(std::span<const ViewRecord> records, CellTrees& to) : records_(records), to_(to) {
    constexpr auto kSide = static_cast<std::int32_t>(kCellDegrees[kHomeZoom] * 1e6 + 0.5);
    const HomeCell cell = home_cell(records.front().latitude, records.front().longitude);
    whole_ = {.south = cell.row * kSide, .west = cell.column * kSide, .side = kSide};
  }
  void plant(std::span<const std::uint32_t> best_first) { grow(best_first, whole_, 0); }

 private:
  void grow(std::span<const std::uint32_t> best_first, const Square& square, unsigned depth) {
    const std::size_t block = add_block(best_first.first(std::min(kBlockPoints, best_first.size())), depth);
    auto rest = best_first.subspan(to_.blocks[block].points);
    if (rest.size() > kBlockPoints && square.side > 1) {
      divide(rest, square, depth);
    } else {
      for (; !rest.empty(); rest = rest.subspan(std::min(kBlockPoints, rest.size())))
        add_block(rest.first(std::min(kBlockPoints, rest.size())), depth + 1);
    }
    to_.blocks[block].end = static_cast<std::uint32_t>(to_.blocks.size());
  }
  void divide(std::span<const std::uint32_t> best_first, const Square& square, unsigned depth) {
    const std::int32_t half = square.side / 2;
    const std::int32_t middle_row = square.south + half, middle_column = square.west + half;
    std::array<std::vector<std::uint32_t>, 4> quarters;
    for (const std::uint32_t number : best_first) {
      const bool is_north = millionths(records_[number].latitude) >= middle_row;
      const bool is_east = millionths(records_[number].longitude) >= middle_column;
      quarters[(is_north ? 2U : 0U) + (is_east ? 1U : 0U)].push_back(number);
    }
    for (std::size_t i = 0; i < quarters.size(); ++i) {
      if (quarters[i].empty()) continue;
      // An odd side leaves the larger half in the north and east.
      grow(quarters[i],
           {.south = i < 2 ? square.south : middle_row,
            .west = i % 2 == 0 ? square.west : middle_column,
            .side = square.side - half},
           depth + 1);
    }
  }
  std::size_t add_block(std::span<const std::uint32_t> numbers, unsigned depth) {
    to_.blocks.push_back({.first = static_cast<std::uint32_t>(to_.order.size()),
                          .points = static_cast<std::uint32_t>(numbers.size()),
                          .end = static_cast<std::uint32_t>(to_.blocks.size() + 1),
                          .depth = static_cast<std::uint8_t>(depth)});
    to_.order.insert(to_.order.end(), numbers.begin(), numbers.end());
    return to_.blocks.size() - 1;
  }
  std::span<const ViewRecord> records_;
  CellTrees& to_;
  Square whole_;
};

}  // namespace

CellTrees plant_trees(std::span<const ViewRecord> records, const CodeFinder& coherences) {
  CellTrees trees;
  const auto numbers = ranked(records, coherences);
  Planter planter(records, trees);
  for (std::size_t begin = 0; begin < numbers.size();) {
    std::size_t end = begin;
    while (end < numbers.size() && tree_of(records[numbers[end]]) == tree_of(records[numbers[begin]])) ++end;
    const auto first_block = static_cast<std::uint32_t>(trees.blocks.size());
    planter.plant(std::span(numbers).subspan(begin, end - begin));
    trees.trees.push_back({first_block, static_cast<std::uint32_t>(trees.blocks.size())});
    begin = end;
  }
  return trees;
}

}  // namespace plumbline::serve
