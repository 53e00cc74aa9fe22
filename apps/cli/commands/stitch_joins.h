// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/table.h"
#include "release_groups.h"

namespace plumbline::cli {

/// One join of a stitched tile: medians over all points that have it (mm, mm/yr), and how far half of them
/// lie from the median, times 1.4826. NaN without points.
struct TileJoin {
  std::string tile, older;
  std::int32_t dates = 0;
  std::int64_t points = 0;
  double offset = 0, offset_spread = 0, rate = 0, rate_spread = 0, rmse = 0, error = 0;
};

/// Of release `older` of the group, from the columns of the stitched tile.
TileJoin summary_of(const store::Store& store, const ReleaseGroup& group, std::size_t older);

/// stitch_joins.parquet.
Table joins_table(const std::vector<TileJoin>& joins);

/// One line for the user.
std::string text_of(const TileJoin& join);

}  // namespace plumbline::cli
