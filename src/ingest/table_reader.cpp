// SPDX-License-Identifier: MIT
#include "ingest/table_reader.h"

#include <utility>

#include "ingest/table_blocks.h"

namespace plumbline::ingest {
namespace {

void append(Column& column, Column&& more) {
  std::visit(
      [&](auto& values) {
        auto& other = std::get<std::remove_cvref_t<decltype(values)>>(more.values);
        values.insert(values.end(), std::make_move_iterator(other.begin()),
                      std::make_move_iterator(other.end()));
      },
      column.values);
}

}  // namespace

Tile read_table(ByteStream& stream, const TableName& name, TableShape shape) {
  std::vector<Column> columns;
  std::vector<float> series_mm;
  TableFacts facts = read_table_blocks(
      stream, name, shape, [](const TableHeader&) {}, [](RowBlock&) {},
      [&](RowBlock& block) {
        series_mm.insert(series_mm.end(), block.series_mm.begin(), block.series_mm.end());
        if (columns.empty()) {
          columns = std::move(block.columns);
          return;
        }
        for (std::size_t i = 0; i < columns.size(); ++i) append(columns[i], std::move(block.columns[i]));
      });
  for (const UnknownColumn& unknown : facts.unknown) {
    Column& column = columns[unknown.column];
    column.values = unknown.typed(std::get<std::vector<std::string>>(column.values));
  }
  Tile tile{.stem = name.stem, .level = facts.header.level, .component = facts.header.component};
  tile.columns = Table(std::move(columns));
  tile.axis = std::move(facts.header.axis);
  tile.series_mm = std::move(series_mm);
  return tile;
}

}  // namespace plumbline::ingest
