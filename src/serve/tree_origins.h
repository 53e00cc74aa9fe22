// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "serve/view_file.h"
#include "serve/view_records.h"

namespace plumbline::serve {

/// The origins of the points of one tree.
class TreeOrigins {
 public:
  /// `numbers`: those of the records that are in the tree.
  TreeOrigins(std::span<const ViewRecord> records, std::span<const std::uint32_t> numbers);

  std::span<const Origin> all() const { return origins_; }
  /// Which of them that of a point of the tree is.
  std::uint32_t number_of(const ViewRecord& point) const;

 private:
  std::vector<Origin> origins_;  ///< ascending by orbit, tile, and unknown flags
};

}  // namespace plumbline::serve
