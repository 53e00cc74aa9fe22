// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "core/row_set.h"
#include "store/selection.h"
#include "store/store.h"

namespace plumbline::store {

/// The chosen points of a tile.
struct TilePoints {
  const TileRecord* tile = nullptr;
  RowSet rows;
  std::size_t count = 0;
};

/// All dates of the tiles from a day to a day, in order.
std::vector<Date> dates_of(const std::vector<TilePoints>& points, std::optional<Date> from,
                           std::optional<Date> to);

/// The rows of all tiles, one after the other, as PointLayer::next takes them: the wanted columns, those that
/// say which tile, level and component a point is of, and the series at the dates. `on_rows` is called with
/// the number of rows each time that some were read, and with 0 before; what it throws ends the reading.
/// Everything must outlive the function.
std::function<bool(Table&)> rows_of(const PointReader& reader, const std::vector<TilePoints>& points,
                                    const std::vector<WantedColumn>& wanted, const std::vector<Date>& dates,
                                    std::function<void(std::size_t rows)> on_rows);

}  // namespace plumbline::store
