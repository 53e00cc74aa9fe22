// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "core/time_axis.h"
#include "correct/tile_gaps.h"

namespace plumbline::cli {

/// What a tile lacks, for a report.
struct ReportedTile {
  std::string stem;
  TimeAxis axis;
  correct::TileGaps gaps;
};

/// What the rows of a table stand for.
enum class GapRows : std::uint8_t { tile, month, date };

/// For people: a table of the tiles, the months and the dates in which most values are missing, and how long
/// points go without a value.
std::string gap_text(const std::vector<ReportedTile>& tiles, std::int32_t gap_days);
/// All of it; of the dates those that lack a value.
nlohmann::ordered_json gap_json(const std::vector<ReportedTile>& tiles, std::int32_t gap_days);
/// One table; of a tile's dates all.
std::string gap_csv(const std::vector<ReportedTile>& tiles, GapRows rows);

}  // namespace plumbline::cli
