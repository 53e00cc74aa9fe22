// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/table.h"
#include "correct/gaps.h"
#include "correct/stitch.h"
#include "features/egms_statistics.h"

namespace plumbline::cli {

/// What the joins and the long series say of each point, as columns. Different points may be set at the same
/// time.
class StitchFigures {
 public:
  StitchFigures(std::size_t points, std::size_t releases);

  void set(std::size_t point, std::span<const std::optional<correct::ReleaseJoin>> found);
  void set(std::size_t point, const std::optional<features::EgmsStatistics>& fitted);
  void set(std::size_t point, const correct::GapSummary& gaps);

  /// Moves the columns into the table, over those of the same names.
  void put_into(Table& table);

 private:
  struct Join {
    std::vector<std::int32_t> dates;
    std::vector<float> offset, rate, rmse, error;
  };
  std::vector<Join> joins_;  ///< of each older release
  std::array<std::vector<float>, features::kEgmsStatisticNames.size()> statistics_;
  std::vector<std::int32_t> max_gap_days_, n_acquisitions_;
};

}  // namespace plumbline::cli
