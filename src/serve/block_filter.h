// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "serve/column_scan.h"
#include "serve/view_conditions.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// Which points of a tree and of a block pass a filter, but for thinning.
class BlockFilter {
 public:
  /// Both must outlive it.
  BlockFilter(const ViewportIndex& index, const PointFilter& filter);

  /// By what the tree says of itself.
  Verdict tree(const TreeFigures& tree) const;
  /// Whether the points of a square pass by their places, heights and clusters; and how many do then.
  Verdict uncounted(const CountNode& square) const;
  bool has_counts(const CountNode& square) const { return !counts(square).empty(); }
  std::size_t count(const CountNode& square) const;
  /// None or all without looking at points, if it can; `bits` are set in any case but none.
  Verdict block(std::uint32_t block, PassingBits& bits) const;

  /// Calls `body(block, bits)` for the blocks with points that pass.
  template <typename Body>
  void for_each_block(const Body& body) const {
    for (const TreeFigures& figures : index_.trees()) {
      const Verdict verdict = tree(figures);
      if (verdict == Verdict::none) continue;
      for (std::uint32_t i = figures.first_block; i < figures.end_block; ++i) {
        PassingBits bits;
        if (verdict == Verdict::all) {
          bits = all_bits(index_.blocks()[i].points);
        } else if (block(i, bits) == Verdict::none) {
          continue;
        }
        body(i, bits);
      }
    }
  }

 private:
  /// Conditions on one column of codes.
  struct CodeConditions {
    PointColumn column;
    std::span<const CodeRange> ranges;
    std::uint32_t PointRanges::*least;
    std::uint32_t PointRanges::*greatest;

    Verdict verdict(const PointRanges& ranges) const;
  };
  /// By the ranges of velocity, coherence and height.
  Verdict codes(const PointRanges& ranges) const;
  /// A column of codes of a block.
  struct Codes {
    const PointRanges& ranges;
    const std::byte* column;
    unsigned width;
    std::size_t size;
  };
  static void keep_codes(const CodeConditions& conditions, const Codes& codes, PassingBits& bits);
  std::span<const CountBlock> counts(const CountNode& square) const;
  std::size_t count(const CountBlock& block) const;
  void keep_kinds_and_orbits(const BlockFigures& block, PassingBits& bits) const;
  void keep_window(const BlockFigures& block, PassingBits& bits) const;
  void keep_exact_window(const BlockFigures& block, PassingBits& bits) const;
  bool keep_cluster(std::uint32_t block, PassingBits& bits) const;

  const ViewportIndex& index_;
  const PointFilter& filter_;
  ViewConditions conditions_;
  CodeConditions coherence_;
  CodeConditions velocity_;
  CodeConditions height_;
  std::optional<std::uint32_t> cluster_;
  bool nothing_ = false;  ///< the cluster is not in the store
};

}  // namespace plumbline::serve
