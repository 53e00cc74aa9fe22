// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/series_block.h"
#include "core/time_axis.h"
#include "serve/cancellation.h"
#include "serve/date_window.h"
#include "serve/service.h"

namespace plumbline::serve {

/// Consecutive points of one tile.
struct TilePoints {
  std::uint16_t tile = 0;
  std::size_t first_point = 0;      ///< place of the first among all
  std::vector<std::uint32_t> rows;  ///< ascending
};
/// Points sorted as stored, divided by tile.
std::vector<TilePoints> by_tile(const ViewportIndex& index, std::span<const std::uint32_t> points);

/// A tile as it is now. Throws Error(not_found) when it is not the one any more that the map was made from:
/// its rows are the map's only while its series are.
const store::TileRecord& tile_of_map(const store::Store& store, const Snapshot& snapshot, std::uint16_t tile);

/// Series of points of one tile.
struct TileSeries {
  std::uint16_t tile = 0;
  std::size_t first_point = 0;  ///< place of the first among the points that were asked for; the rest follow
  TimeAxis axis;                ///< the tile's dates in the window
  SeriesBlock values_mm;        ///< missing = NaN
};

/// The series of points of the map, which must be sorted as stored, tile by tile: only the row groups that
/// hold one of them, and the dates in the window. Memory: four bytes a value. Throws as tile_of_map does.
std::vector<TileSeries> read_point_series(const Service& service, std::span<const std::uint32_t> points,
                                          const DateWindow& window, const Cancellation& cancellation);

}  // namespace plumbline::serve
