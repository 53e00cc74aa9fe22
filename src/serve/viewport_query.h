// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "serve/cell_table.h"
#include "serve/local_cells.h"
#include "serve/view_conditions.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// One question to the index, from its filter to the points that are shown.
class ViewportQuery {
 public:
  ViewportQuery(const ViewportIndex& index, const PointFilter& filter);

  PointSelection answer();
  PointPage page(std::uint32_t first, std::size_t count);

 private:
  /// A block with points that pass: bit i of its 16 words for point i; no words where all pass.
  struct Hit {
    std::uint32_t block = 0;
    std::uint32_t first_word = 0;
  };
  static constexpr std::uint32_t kWholeBlock = 0xffffffff;
  static constexpr std::size_t kWords = kBlockPoints / 64;
  using Keep = std::array<std::uint8_t, kBlockPoints>;

  void find_passing();
  /// None or all without looking at points; otherwise fills `keep`, 0xff or 0 a point.
  Verdict test(std::uint32_t block, Keep& keep) const;
  bool test_codes(const std::vector<CodeRange>& ranges, const CodeColumn& codes, std::uint32_t least,
                  std::uint32_t greatest, std::size_t first, std::span<std::uint8_t> keep, bool& doubt) const;
  void keep_window(const BlockFigures& block, std::size_t first, std::span<std::uint8_t> keep) const;
  void keep_kinds(std::size_t first, std::span<std::uint8_t> keep) const;
  void keep_flags(std::size_t first, std::span<std::uint8_t> keep) const;
  /// False when no point of the block is in the cluster.
  bool keep_cluster(std::uint32_t block, std::span<std::uint8_t> keep) const;
  void add_hit(std::uint32_t block, const Keep& keep);

  /// Points of a block whose coherence has this code or a greater one: they come first.
  std::uint32_t points_from(std::uint32_t block, std::uint32_t least_code) const;
  /// How many pass with this code of coherence or a greater one.
  std::size_t count_from(std::uint32_t least_code) const;
  /// The greatest code from which at least `wanted` pass.
  std::uint32_t code_with(std::size_t wanted) const;
  /// Calls `body(point)` for those among the first `count` of a block that pass, until it says false.
  template <typename Body>
  void for_each_passing(const Hit& hit, std::uint32_t count, const Body& body) const;

  std::vector<std::uint32_t> all_passing() const;
  std::vector<std::uint32_t> most_coherent() const;
  std::vector<std::uint32_t> one_a_cell() const;
  std::vector<std::uint32_t> one_a_cell_from(std::uint32_t least_code) const;
  /// The best passing point of each cell that the block meets, among its first `count`.
  void add_cells(const Hit& hit, std::uint32_t count, LocalCells& local, CellTable& cells) const;
  void add_cells_exactly(const Hit& hit, std::uint32_t count, CellTable& cells) const;
  void keep_most_coherent(std::vector<std::uint32_t>& points) const;

  const ViewportIndex& index_;
  const PointFilter& filter_;
  ViewConditions conditions_;
  std::optional<std::uint32_t> cluster_;
  bool nothing_ = false;  ///< the cluster is not in the store
  std::size_t total_ = 0;
  std::vector<Hit> hits_;
  std::vector<std::uint64_t> words_;
};

}  // namespace plumbline::serve
