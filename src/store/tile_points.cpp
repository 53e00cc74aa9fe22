// SPDX-License-Identifier: MIT
#include "store/tile_points.h"

#include <memory>
#include <set>
#include <string>

#include "store/export_columns.h"

namespace plumbline::store {
namespace {

void add_constant(Table& table, std::string_view name, std::string_view value) {
  if (table.find(name) == nullptr)
    table.add({std::string(name), std::vector<std::string>(table.rows(), std::string(value))});
}

}  // namespace

std::vector<Date> dates_of(const std::vector<TilePoints>& points, std::optional<Date> from,
                           std::optional<Date> to) {
  std::set<Date> dates;
  for (const TilePoints& of_tile : points) {
    for (const Date date : of_tile.tile->axis.dates()) {
      if ((!from || date >= *from) && (!to || date <= *to)) dates.insert(date);
    }
  }
  return {dates.begin(), dates.end()};
}

std::function<bool(Table&)> rows_of(const PointReader& reader, const std::vector<TilePoints>& points,
                                    const std::vector<WantedColumn>& wanted, const std::vector<Date>& dates,
                                    std::function<void(std::size_t rows)> on_rows) {
  return [&, on_rows = std::move(on_rows), next_tile = std::size_t{0},
          rows = std::shared_ptr<RowReader>()](Table& table) mutable {
    while (true) {
      on_rows(0);
      if (rows && rows->next(table)) {
        const TileRecord& tile = *points[next_tile - 1].tile;
        add_constant(table, kTileColumn, tile.stem);
        add_constant(table, kLevelColumn, name_of(tile.level));
        add_constant(table, kComponentColumn, name_of(tile.component));
        on_rows(table.rows());
        return true;
      }
      if (next_tile == points.size()) return false;
      const TilePoints& of_tile = points[next_tile++];
      rows = std::make_shared<RowReader>(reader.read(of_tile.tile->stem, of_tile.rows, wanted, dates));
    }
  };
}

}  // namespace plumbline::store
