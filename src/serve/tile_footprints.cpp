// SPDX-License-Identifier: MIT
#include "serve/tile_footprints.h"

namespace plumbline::serve {

std::vector<TileFootprint> tile_footprints(const store::Store& store, const ViewportIndex& index) {
  std::vector<TileFootprint> footprints;
  for (std::size_t i = 0; i < store.tiles().size(); ++i) {
    const store::TileRecord& record = store.tiles()[i];
    const TileFigures& figures = index.tile_figures()[i];
    TileFootprint footprint{.stem = record.stem,
                            .level = record.level,
                            .component = record.component,
                            .points = figures.points,
                            .acquisitions = record.axis.size()};
    if (!record.axis.empty()) {
      footprint.first = record.axis.date(0);
      footprint.last = record.axis.date(record.axis.size() - 1);
    }
    if (figures.points > 0)
      footprint.box = GeographicWindow{figures.min_latitude, figures.max_latitude, figures.min_longitude,
                                       figures.max_longitude};
    footprints.push_back(std::move(footprint));
  }
  return footprints;
}

}  // namespace plumbline::serve
