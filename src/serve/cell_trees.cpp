// SPDX-License-Identifier: MIT
#include "serve/cell_trees.h"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "serve/compact_values.h"

namespace plumbline::serve {
namespace {

constexpr unsigned kPidBits = 60;  // 62^10 < 2^60

struct Ranked {
  std::uint64_t key;  ///< falling coherence, then as much of the pid as there is room for
  std::uint32_t number;
  std::uint16_t tree;
};

/// What the points of a tree have in common, ascending by dataset.
std::uint16_t tree_of(const ViewRecord& record, std::span<const TileFigures> tiles) {
  const bool has_orbit = record.orbit != static_cast<unsigned>(Orbit::none);
  return static_cast<std::uint16_t>(2 * tiles[record.tile].dataset + (has_orbit ? 1 : 0));
}

/// The records by tree, and of each by falling coherence, pid, tile and row.
std::vector<Ranked> ranked(std::span<const ViewRecord> records, std::span<const TileFigures> tiles,
                           const CodeFinder& coherences) {
  const auto codes = static_cast<std::uint64_t>(coherences.size());
  const auto code_bits = static_cast<unsigned>(std::bit_width(codes));
  const unsigned pid_shift = code_bits + kPidBits > 64 ? code_bits + kPidBits - 64 : 0;
  std::vector<Ranked> items(records.size());
  for (std::uint32_t i = 0; i < records.size(); ++i) {
    const std::uint64_t fall = codes - coherences.code_of(records[i].coherence);
    items[i] = {(fall << (kPidBits - pid_shift)) | (records[i].pid >> pid_shift), i,
                tree_of(records[i], tiles)};
  }
  std::sort(items.begin(), items.end(), [&](const Ranked& a, const Ranked& b) {
    if (a.tree != b.tree) return a.tree < b.tree;
    if (a.key != b.key) return a.key < b.key;
    const ViewRecord& first = records[a.number];
    const ViewRecord& second = records[b.number];
    return std::tuple(first.pid, first.tile, first.row) < std::tuple(second.pid, second.tile, second.row);
  });
  return items;
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

CellTrees plant_trees(std::span<const ViewRecord> records, std::span<const TileFigures> tiles,
                      const CodeFinder& coherences) {
  CellTrees trees;
  const auto items = ranked(records, tiles, coherences);
  std::vector<std::uint32_t> numbers(items.size());
  std::transform(items.begin(), items.end(), numbers.begin(), [](const Ranked& r) { return r.number; });
  Planter planter(records, trees);
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t end = begin;
    while (end < items.size() && items[end].tree == items[begin].tree) ++end;
    const auto first_block = static_cast<std::uint32_t>(trees.blocks.size());
    planter.plant(std::span(numbers).subspan(begin, end - begin));
    trees.trees.push_back({first_block, static_cast<std::uint32_t>(trees.blocks.size()),
                           static_cast<std::uint8_t>(items[begin].tree / 2)});
    begin = end;
  }
  return trees;
}

}  // namespace plumbline::serve
