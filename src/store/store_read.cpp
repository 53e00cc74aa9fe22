// SPDX-License-Identifier: MIT
// The reading half of Store.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/dataset.h"
#include "store/geo_metadata.h"
#include "store/series_visitor.h"
#include "store/store.h"
#include "store/store_state.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr float kMissingMm = std::numeric_limits<float>::quiet_NaN();

struct TypeName {
  ColumnType type;
  duckdb_type duckdb;
  std::string_view name;
};
constexpr std::array<TypeName, 6> kTypes{{{ColumnType::float64, DUCKDB_TYPE_DOUBLE, "DOUBLE"},
                                          {ColumnType::float32, DUCKDB_TYPE_FLOAT, "FLOAT"},
                                          {ColumnType::int32, DUCKDB_TYPE_INTEGER, "INTEGER"},
                                          {ColumnType::int64, DUCKDB_TYPE_BIGINT, "BIGINT"},
                                          {ColumnType::text, DUCKDB_TYPE_VARCHAR, "VARCHAR"},
                                          {ColumnType::flag, DUCKDB_TYPE_BOOLEAN, "BOOLEAN"}}};

ColumnType column_type(duckdb_type type, const std::string& name, const fs::path& file) {
  for (const TypeName& known : kTypes) {
    if (known.duckdb == type) return known.type;
  }
  throw Error(ErrorCode::bad_store, {.file = file.string(), .column = name},
              "the column has a type that stores do not have");
}

template <typename T>
void append(std::vector<T>& values, const Chunk& chunk, std::size_t column) {
  const std::size_t first = values.size();
  const std::span<const T> read = chunk.values<T>(column);
  values.insert(values.end(), read.begin(), read.end());
  if (chunk.complete(column)) return;
  for (std::size_t row = 0; row < chunk.rows(); ++row) {
    if (chunk.is_null(column, row)) values[first + row] = kMissingNumber<T>;
  }
}

void append(std::vector<std::string>& values, const Chunk& chunk, std::size_t column) {
  for (std::size_t row = 0; row < chunk.rows(); ++row)
    values.emplace_back(chunk.is_null(column, row) ? std::string_view() : chunk.text(column, row));
}

void append(std::vector<Flag>& values, const Chunk& chunk, std::size_t column) {
  const std::span<const bool> read = chunk.values<bool>(column);
  for (std::size_t row = 0; row < chunk.rows(); ++row)
    values.push_back(chunk.is_null(column, row) ? Flag::missing : read[row] ? Flag::yes : Flag::no);
}

Table read_all(Result result, std::span<const std::string> names, const fs::path& file, std::size_t rows) {
  std::vector<Column> columns;
  for (std::size_t i = 0; i < names.size(); ++i)
    columns.push_back(make_column(names[i], column_type(result.type(i), names[i], file), rows));
  while (const Chunk chunk = result.next()) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      std::visit([&](auto& values) { append(values, chunk, i); }, columns[i].values);
  }
  return Table(std::move(columns));
}

// Whether the name of the tile's delivery is the one that a point with this id comes from. Only a hint.
bool name_fits(const PointId& pid, const TileRecord& tile) {
  const auto name = delivery_name(tile.stem);
  if (!name) return false;
  if (name->level == Level::L3) {
    const auto cell = grid_cell(pid);
    return cell && static_cast<int>(cell->easting_100m / 1000) == name->easting_100km &&
           static_cast<int>(cell->northing_100m / 1000) == name->northing_100km;
  }
  const auto position = burst_position(pid);
  return position && position->track == name->track && position->burst == name->burst &&
         position->swath == name->swath;
}

std::optional<std::size_t> first_row(const Connection& connection, const fs::path& file,
                                     const std::string& condition, std::span<const Parameter> parameters) {
  Result result = connection.stream(fmt::format("SELECT file_row_number FROM {} WHERE {} LIMIT 1",
                                                read_parquet(file, ", file_row_number = true"), condition),
                                    parameters, damaged(file));
  const Chunk chunk = result.next();
  if (!chunk || chunk.rows() == 0) return std::nullopt;
  return static_cast<std::size_t>(chunk.values<std::int64_t>(0)[0]);
}

// For files that another program wrote.
// The row of a point. In a burst, a pid says line and pixel: with them DuckDB skips nearly all row groups,
// since the rows are spatially sorted. Where that finds nothing, the columns may disagree with the pid.
std::optional<std::size_t> find_row(const Connection& connection, const fs::path& file,
                                    const TileRecord& tile, const PointId& pid) {
  const Parameter text = std::string(pid.text());
  const auto position = tile.level == Level::L3 ? std::nullopt : burst_position(pid);
  if (position) {
    const std::vector<FileColumn> columns = columns_of_file(connection, file);
    const auto has = [&](std::string_view name) {
      return std::ranges::find(columns, name, &FileColumn::name) != columns.end();
    };
    if (has("line") && has("pixel")) {
      const std::array<Parameter, 3> parameters{text, std::int64_t{position->line},
                                                std::int64_t{position->pixel}};
      const auto row = first_row(connection, file, "pid = ? AND line = ? AND pixel = ?", parameters);
      if (row) return row;
    }
  }
  return first_row(connection, file, "pid = ?", std::array{text});
}

// DuckDB skips the row groups that do not hold the row.
std::vector<float> series_of_row(const Connection& connection, const fs::path& file, const TimeAxis& axis,
                                 std::size_t row) {
  if (axis.empty()) return {};
  Result result = connection.stream(
      fmt::format("SELECT {} FROM {} WHERE file_row_number = ?", name_list(date_names(axis)),
                  read_parquet(file, ", file_row_number = true")),
      std::array<Parameter, 1>{static_cast<std::int64_t>(row)}, damaged(file));
  check_series_types(result, file);
  const Chunk chunk = result.next();
  check_points(chunk ? chunk.rows() : 0, 1, file);
  std::vector<float> values(axis.size());
  for (std::size_t i = 0; i < axis.size(); ++i)
    values[i] = chunk.is_null(i, 0) ? kMissingMm : chunk.values<float>(i)[0];
  return values;
}

std::optional<PointId> pid_of_row(const Connection& connection, const fs::path& file, std::size_t row) {
  Result result = connection.stream(fmt::format("SELECT pid FROM {} WHERE file_row_number = ?",
                                                read_parquet(file, ", file_row_number = true")),
                                    std::array<Parameter, 1>{static_cast<std::int64_t>(row)}, damaged(file));
  const Chunk chunk = result.next();
  if (!chunk || chunk.rows() == 0) return std::nullopt;
  return PointId::from_text(chunk.text(0, 0));
}

}  // namespace

std::vector<std::pair<std::string, ColumnType>> Store::column_names(std::string_view stem) const {
  const fs::path file = state_->checked_path(state_->tile(stem).meta);
  std::vector<std::pair<std::string, ColumnType>> columns;
  for (const FileColumn& column : columns_of_file(state_->database.connect(), file)) {
    const auto known = std::ranges::find(kTypes, column.type, &TypeName::name);
    if (known != kTypes.end()) columns.emplace_back(column.name, known->type);
  }
  return columns;
}

Table Store::read_columns(std::string_view stem, std::span<const std::string> names) const {
  if (names.empty()) return {};
  const TileRecord& tile = state_->tile(stem);
  const fs::path file = state_->checked_path(tile.meta);
  const auto present = column_names(stem);
  for (const std::string& name : names) {
    if (std::ranges::find(present, name, &std::pair<std::string, ColumnType>::first) == present.end())
      throw Error(ErrorCode::missing_stage, {.file = tile.stem, .column = name},
                  "the tile does not have this column", "Run the stage that writes it (`plumbline stages`)");
  }
  const Connection connection = state_->database.connect();
  Table table =
      read_all(connection.stream(fmt::format("SELECT {} FROM {}", name_list(names), read_parquet(file)), {},
                                 damaged(file)),
               names, file, tile.points);
  check_points(table.rows(), tile.points, file);
  return table;
}

std::optional<Table> Store::read_table(std::string_view name, std::span<const std::string> columns,
                                       std::string_view column, const std::string& text) const {
  const FileRecord* record = find_file(name);
  if (record == nullptr) return std::nullopt;
  const fs::path file = state_->checked_path(*record);
  const Connection connection = state_->database.connect();
  return read_all(connection.stream(fmt::format("SELECT {} FROM {} WHERE {} = ?", name_list(columns),
                                                read_parquet(file), sql_name(column)),
                                    std::array<Parameter, 1>{text}, damaged(file)),
                  columns, file, 0);
}

std::shared_ptr<const SeriesLookup> Store::State::lookup(const TileRecord& tile) {
  const fs::path file = checked_path(tile.series);
  const std::lock_guard guard(lookups_mutex);
  const auto [place, is_new] = lookups.try_emplace(tile.series.sha256);
  if (!is_new) return place->second;
  try {
    if (auto lookup = SeriesLookup::open(file)) {
      check_points(lookup->rows(), tile.points, file);
      check_points(lookup->acquisitions(), tile.axis.size(), file);
      place->second = std::make_shared<const SeriesLookup>(std::move(*lookup));
    }
    return place->second;
  } catch (...) {
    lookups.erase(place);
    throw;
  }
}

std::optional<PointSeries> Store::read_series(const PointId& pid, std::string_view stem) const {
  std::vector<const TileRecord*> candidates;
  for (const TileRecord& tile : tiles()) {
    if (stem.empty() || tile.stem == stem) candidates.push_back(&tile);
  }
  const auto fitting_end = std::stable_partition(
      candidates.begin(), candidates.end(), [&](const TileRecord* tile) { return name_fits(pid, *tile); });
  std::stable_sort(candidates.begin(), fitting_end,
                   [](const TileRecord* a, const TileRecord* b) { return is_preferred(*a, *b); });
  for (const TileRecord* tile : candidates) {
    const fs::path file = state_->checked_path(tile->series);
    const auto lookup = state_->lookup(*tile);
    const auto row = lookup
                         ? lookup->find(pid.text())
                         : find_row(state_->database.connect(), state_->checked_path(tile->meta), *tile, pid);
    if (!row) continue;
    return PointSeries{
        tile->stem, *row, tile->axis,
        lookup ? lookup->series(*row) : series_of_row(state_->database.connect(), file, tile->axis, *row)};
  }
  return std::nullopt;
}

std::optional<std::pair<PointSeries, PointId>> Store::read_series_of_row(std::string_view stem,
                                                                         std::size_t row) const {
  const TileRecord* tile = find_tile(stem);
  if (tile == nullptr || row >= tile->points) return std::nullopt;
  if (const auto lookup = state_->lookup(*tile)) {
    const auto pid = PointId::from_text(lookup->pid(row));
    if (!pid) return std::nullopt;
    return std::pair{PointSeries{tile->stem, row, tile->axis, lookup->series(row)}, *pid};
  }
  const Connection connection = state_->database.connect();
  const fs::path file = state_->checked_path(tile->series);
  const auto pid = pid_of_row(connection, file, row);
  if (!pid) return std::nullopt;
  return std::pair{PointSeries{tile->stem, row, tile->axis, series_of_row(connection, file, tile->axis, row)},
                   *pid};
}

}  // namespace plumbline::store
