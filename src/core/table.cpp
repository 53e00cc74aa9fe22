// SPDX-License-Identifier: MIT
#include "core/table.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline {

std::size_t Column::size() const {
  return std::visit([](const auto& v) { return v.size(); }, values);
}

Column make_column(std::string name, ColumnType type, std::size_t rows) {
  Column column{std::move(name), {}};
  switch (type) {
    case ColumnType::float64:
      column.values = std::vector<double>();
      break;
    case ColumnType::float32:
      column.values = std::vector<float>();
      break;
    case ColumnType::int32:
      column.values = std::vector<std::int32_t>();
      break;
    case ColumnType::int64:
      column.values = std::vector<std::int64_t>();
      break;
    case ColumnType::text:
      column.values = std::vector<std::string>();
      break;
    case ColumnType::flag:
      column.values = std::vector<Flag>();
      break;
  }
  std::visit([rows](auto& v) { v.reserve(rows); }, column.values);
  return column;
}

Table::Table(std::vector<Column> columns) {
  for (Column& column : columns) add(std::move(column));
}

void Table::add(Column column) {
  if (find(column.name) != nullptr)
    throw Error(ErrorCode::internal, {.column = column.name}, "the table has this column already");
  if (!columns_.empty() && column.size() != rows())
    throw Error(ErrorCode::internal, {.column = column.name},
                fmt::format("the column has {} rows, the table {}", column.size(), rows()));
  columns_.push_back(std::move(column));
}

const Column* Table::find(std::string_view name) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == name; });
  return found == columns_.end() ? nullptr : &*found;
}

const Column& Table::require(std::string_view name) const {
  const Column* column = find(name);
  if (column == nullptr)
    throw Error(ErrorCode::missing_stage, {.column = std::string(name)},
                "this column is needed and not there");
  return *column;
}

void Table::wrong_type(std::string_view name) {
  throw Error(ErrorCode::internal, {.column = std::string(name)},
              "the column was asked for under a wrong type");
}

}  // namespace plumbline
