// SPDX-License-Identifier: MIT
#include "derived_tile.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>

#include "../stages.h"
#include "core/error.h"

namespace plumbline::cli {
namespace {

/// The words of what the stages after ingest say that they write: their columns are among them.
std::set<std::string, std::less<>> columns_of_later_stages() {
  std::set<std::string, std::less<>> names;
  for (const Stage& stage : stages()) {
    if (stage.name == "ingest") continue;
    for (std::string_view rest = stage.writes; !rest.empty();) {
      const std::size_t end = std::min(rest.find(", "), rest.size());
      names.emplace(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
  }
  return names;
}

template <typename T>
T missing_value() {
  if constexpr (std::is_floating_point_v<T>) return std::numeric_limits<T>::quiet_NaN();
  if constexpr (std::is_same_v<T, std::int32_t>) return kMissingInt32;
  if constexpr (std::is_same_v<T, std::int64_t>) return kMissingInt64;
  if constexpr (std::is_same_v<T, std::string>) return {};
  if constexpr (std::is_same_v<T, Flag>) return Flag::missing;
}

}  // namespace

std::vector<std::pair<std::string, ColumnType>> delivered_columns(const store::Store& store,
                                                                  std::string_view stem) {
  const auto later = columns_of_later_stages();
  auto columns = store.column_names(stem);
  std::erase_if(columns, [&](const auto& column) { return later.contains(column.first); });
  return columns;
}

Column missing_column(std::string name, ColumnType type, std::size_t count) {
  Column column = make_column(std::move(name), type, count);
  std::visit(
      [count](auto& values) {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        values.assign(count, missing_value<Value>());
      },
      column.values);
  return column;
}

void gather(const Column& from, std::span<const std::uint32_t> rows, std::uint32_t absent, Column& to) {
  if (from.type() != to.type()) return;
  std::visit(
      [&](auto& values) {
        const auto& source = std::get<std::decay_t<decltype(values)>>(from.values);
        for (std::size_t i = 0; i < rows.size(); ++i)
          if (rows[i] != absent) values[i] = source[rows[i]];
      },
      to.values);
}

void put_column(Table& table, Column column) {
  const auto place = std::ranges::find(table.columns(), column.name, &Column::name);
  if (place == table.columns().end()) {
    table.add(std::move(column));
  } else {
    *place = std::move(column);
  }
}

std::string gnss_column(Component component) {
  switch (component) {
    case Component::east:
      return "gnss_velocity_e";
    case Component::up:
      return "gnss_velocity_u";
    case Component::line_of_sight:
      break;
  }
  return "gnss_velocity";
}

store::TableRows rows_of(const Table& table) {
  return {table.rows(), [&table](std::size_t first, std::size_t count) {
            Table part;
            for (const Column& column : table.columns()) {
              Column piece = make_column(column.name, column.type(), count);
              std::visit(
                  [&](auto& values) {
                    const auto& all = std::get<std::decay_t<decltype(values)>>(column.values);
                    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
                    values.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
                  },
                  piece.values);
              part.add(std::move(piece));
            }
            return part;
          }};
}

void check_other_store(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (!std::filesystem::exists(to) || !std::filesystem::equivalent(from, to)) return;
  throw Error(ErrorCode::usage, {.file = to.string()},
              "--out names the store that is read; its points would be counted twice there",
              "Name another folder");
}

}  // namespace plumbline::cli
