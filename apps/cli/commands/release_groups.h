// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "store/store.h"

namespace plumbline::cli {

/// The tiles of one burst (or of one L3 tile and component), from the oldest release to the newest.
struct ReleaseGroup {
  struct Release {
    store::TileRecord tile;
    std::string label;  ///< "2020_2024"
  };
  std::string stem;  ///< of the tile to be made
  std::vector<Release> releases;
};

/// The groups of two or more releases in a store, in order of their stem. Of several sub-releases of the same
/// years the last one counts. Tiles whose name is not EGMS's belong to none.
std::vector<ReleaseGroup> release_groups(const store::Store& store);

}  // namespace plumbline::cli
