// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "serve/polygons.h"
#include "serve/viewport_index.h"
#include "store/store.h"

namespace plumbline::serve {

/// Where and when the points of a tile are.
struct TileFootprint {
  std::string stem;
  Level level = Level::L2b;
  Component component = Component::line_of_sight;
  std::size_t points = 0;
  std::size_t acquisitions = 0;
  std::optional<Date> first;
  std::optional<Date> last;
  std::optional<GeographicWindow> box;  ///< nothing for a tile without points
};

/// Of all tiles, in the order of the store. `index` is that of the store.
std::vector<TileFootprint> tile_footprints(const store::Store& store, const ViewportIndex& index);

}  // namespace plumbline::serve
