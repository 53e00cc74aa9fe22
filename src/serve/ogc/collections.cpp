// SPDX-License-Identifier: MIT
#include "serve/ogc/collections.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace plumbline::serve::ogc {

void Extent::add(const GeographicWindow& other) {
  if (!std::isfinite(other.min_latitude)) return;  // of nothing
  if (!box) box = other;
  box->min_latitude = std::min(box->min_latitude, other.min_latitude);
  box->max_latitude = std::max(box->max_latitude, other.max_latitude);
  box->min_longitude = std::min(box->min_longitude, other.min_longitude);
  box->max_longitude = std::max(box->max_longitude, other.max_longitude);
}

Extent extent_of_tiles(const Service& service) {
  Extent extent;
  for (const TileFootprint& tile : service.snapshot.tiles) {
    if (tile.box) extent.add(*tile.box);
    if (!tile.first) continue;
    extent.time.first = std::min(extent.time.first.value_or(*tile.first), *tile.first);
    extent.time.last = std::max(extent.time.last.value_or(*tile.last), *tile.last);
  }
  return extent;
}

std::span<const Collection> collections() {
  static const std::array all{points(), clusters(), subclusters(), tiles()};
  return all;
}

}  // namespace plumbline::serve::ogc
