// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "serve/column_stretch.h"
#include "serve/digit_sort.h"
#include "serve/encoded_cell.h"
#include "serve/tree_origins.h"
#include "serve/view_file.h"
#include "serve/view_records.h"

namespace plumbline::serve {

/// One block on its way to bytes.
class BlockEncoder {
 public:
  /// `numbers`: those of the records that are in the block. `origins`: of its tree, which follow those that
  /// `to` has. `window`: of its points and of those below. All must outlive it.
  BlockEncoder(std::span<const ViewRecord> records, std::span<const std::uint32_t> numbers,
               const TreeOrigins& origins, const PointRanges& window, const ViewCodes& codes, EncodedCell& to)
      : records_(records),
        numbers_(numbers),
        origins_(origins),
        codes_(codes),
        to_(to),
        figures_{.ranges = window} {}

  BlockFigures encode(ColumnStretch& stretch);
  /// After that: the combinations of its points, which have the dataset in common.
  void add_combinations(unsigned dataset, std::vector<KeyedNumber>& to);

 private:
  using Values = std::array<std::uint64_t, kBlockPoints>;

  const ViewRecord& record(std::size_t i) const { return records_[numbers_[i]]; }
  Values& values(PointColumn column) { return values_[static_cast<std::size_t>(column)]; }
  std::uint8_t& width(PointColumn column) { return figures_.widths[static_cast<std::size_t>(column)]; }
  /// A column of what `get` says of each point. The least and the greatest.
  template <typename Get>
  std::pair<std::uint64_t, std::uint64_t> take(PointColumn column, const Get& get);
  template <typename Get>
  void take_codes(PointColumn column, const Get& get, std::uint32_t& least, std::uint32_t& greatest);

  void take_values();
  void take_origins();
  void take_kinds();
  void take_places();
  void count_cells();
  std::size_t cells_of_size(double size) const;
  void add_columns(ColumnStretch& stretch);
  void add_clustered();

  std::span<const ViewRecord> records_;
  std::span<const std::uint32_t> numbers_;
  const TreeOrigins& origins_;
  const ViewCodes& codes_;
  EncodedCell& to_;
  BlockFigures figures_;
  ExactPlace least_;
  ExactPlace greatest_;
  std::array<Values, kColumns> values_{};
};

}  // namespace plumbline::serve
