// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "../command.h"
#include "core/row_set.h"
#include "store/selection.h"
#include "store/store.h"

namespace plumbline::cli {

/// Points that more than one tile delivers, because bursts of a track overlap (overlap/same_points.h).
struct Overlaps {
  std::uint64_t pairs = 0;  ///< of points that are the same
  /// By tile: its points that another tile has, too, with more coherence (or as much, and the other tile
  /// comes first by name). Tiles without any are left out.
  std::map<std::string, RowSet> less_coherent;
};

/// Compares the tiles of the store two by two: those of one level, release and track whose extents overlap.
/// With `only`, those pairs that have one of these tiles. Reads the overlapping parts alone.
Overlaps find_overlaps(Session& session, const store::Store& store, const store::PointReader& reader,
                       std::span<const std::string> only = {});

/// "1,234 points are delivered by two overlapping bursts: …", for people; empty when there are none.
std::string overlap_note(std::uint64_t pairs);

}  // namespace plumbline::cli
