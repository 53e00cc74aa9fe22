// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/row_set.h"
#include "store/selection.h"
#include "store/store.h"

namespace plumbline::store {

/// Points of a tile that an earlier tile of the same dataset holds already.
struct RepeatedPoints {
  std::string stem;
  std::string first_stem;  ///< a tile that has them, too
  RowSet rows;             ///< of `stem`
};

/// Finds points that several of the tiles hold: the same pid at the same place, in tiles of one dataset
/// (dataset.h). Merged tables and overlapping extracts of one delivery have some. Of tiles with the same
/// point the first one keeps it: named as EGMS names deliveries, then by name. One entry a tile that loses
/// points. Reads pids only of tiles whose extents overlap and whose names do not say that they are different
/// bursts.
/// `tiles` must not hold one that a later sub-release replaces.
std::vector<RepeatedPoints> find_repeated_points(const PointReader& reader,
                                                 std::span<const TileRecord* const> tiles);

}  // namespace plumbline::store
