// SPDX-License-Identifier: MIT
#include "store/selection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "store/series_visitor.h"
#include "store/store_state.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 6> kSqlTypes{"DOUBLE", "FLOAT",   "INTEGER",
                                                    "BIGINT", "VARCHAR", "BOOLEAN"};  // as ColumnType
constexpr std::string_view kRowNumber = ", file_row_number = true";

std::string number_text(double value) { return fmt::format("'{}'::DOUBLE", value); }  // also inf

std::string condition(const ColumnRange& range, bool there) {
  if (!there) return "false";
  const std::string name = sql_name(range.column);
  std::string text = fmt::format("NOT isnan({}::DOUBLE)", name);
  if (std::isfinite(range.lowest)) text += fmt::format(" AND {} >= {}", name, number_text(range.lowest));
  if (std::isfinite(range.highest)) text += fmt::format(" AND {} <= {}", name, number_text(range.highest));
  return text;
}

std::string condition(const ColumnIsOneOf& one_of, bool there) {
  if (!there) return std::ranges::find(one_of.texts, "") == one_of.texts.end() ? "false" : "true";
  const std::string name = sql_name(one_of.column);
  std::string list;
  bool missing_too = false;
  for (const std::string& text : one_of.texts) {
    missing_too |= text.empty();
    if (!text.empty()) list += (list.empty() ? "" : ", ") + sql_text(text);
  }
  if (list.empty()) return missing_too ? name + " IS NULL" : "false";
  const std::string is_in = fmt::format("{} IN ({})", name, list);
  return missing_too ? fmt::format("({} IS NULL OR {})", name, is_in) : is_in;
}

// A float32 that was printed as 0.7 is a little less than the double 0.7: bounds are taken as float32 where
// the column is.
double in_precision_of(const FileColumn& column, double bound) {
  return column.type == "FLOAT" ? static_cast<double>(static_cast<float>(bound)) : bound;
}

std::vector<ColumnRange> all_ranges(const PointFilter& filter) {
  std::vector<ColumnRange> ranges = filter.ranges;
  if (filter.area == nullptr) return ranges;
  const GeographicBox& box = filter.area->box();
  ranges.push_back({"longitude", box.west, box.east});
  ranges.push_back({"latitude", box.south, box.north});
  return ranges;
}

std::string where(const PointFilter& filter, const std::vector<FileColumn>& columns) {
  const auto find = [&](const std::string& name) {
    return std::ranges::find(columns, name, &FileColumn::name);
  };
  std::string text = "true";
  for (ColumnRange range : all_ranges(filter)) {
    const auto column = find(range.column);
    const bool there = column != columns.end();
    if (there) {
      range.lowest = in_precision_of(*column, range.lowest);
      range.highest = in_precision_of(*column, range.highest);
    }
    text += " AND " + condition(range, there);
  }
  for (const ColumnIsOneOf& one_of : filter.one_of)
    text += " AND " + condition(one_of, find(one_of.column) != columns.end());
  return text;
}

void widen(GeographicBox& box, double longitude, double latitude) {
  if (std::isnan(longitude) || std::isnan(latitude)) return;
  if (box.empty) box = {longitude, latitude, longitude, latitude, false};
  box = {std::min(box.west, longitude), std::min(box.south, latitude), std::max(box.east, longitude),
         std::max(box.north, latitude), false};
}

using Rows = std::vector<std::size_t>;  // of a chunk

/// About a row group of the series.
constexpr std::size_t kRowsAtOnce = 20'480;

template <typename T>
void append(std::vector<T>& values, const Chunk& chunk, std::size_t column, const Rows& rows) {
  const std::span<const T> read = chunk.values<T>(column);
  for (const std::size_t row : rows)
    values.push_back(chunk.is_null(column, row) ? kMissingNumber<T> : read[row]);
}

void append(std::vector<std::string>& values, const Chunk& chunk, std::size_t column, const Rows& rows) {
  for (const std::size_t row : rows)
    values.emplace_back(chunk.is_null(column, row) ? std::string_view() : chunk.text(column, row));
}

void append(std::vector<Flag>& values, const Chunk& chunk, std::size_t column, const Rows& rows) {
  const std::span<const bool> read = chunk.values<bool>(column);
  for (const std::size_t row : rows)
    values.push_back(chunk.is_null(column, row) ? Flag::missing : read[row] ? Flag::yes : Flag::no);
}

/// Rows `first` to `last` − 1 of a file.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

// What has to be read: pieces of the file that hold some of the rows, those next to each other as one, each
// from the first of its rows to the last.
std::vector<Span> spans_of(const RowSet& rows) {
  std::vector<Span> spans;
  for (std::size_t first = 0; first < rows.rows(); first += kRowsAtOnce) {
    const std::size_t last = std::min(first + kRowsAtOnce, rows.rows());
    if (!rows.any_in(first, last)) continue;
    if (!spans.empty() && spans.back().last == first) {
      spans.back().last = last;
    } else {
      spans.push_back({first, last});
    }
  }
  for (Span& span : spans) {
    while (!rows.contains(span.first)) ++span.first;
    while (!rows.contains(span.last - 1)) --span.last;
  }
  return spans;
}

/// Some columns of a span of rows, in order.
class FileScan {
 public:
  FileScan(const Database& database, const fs::path& file, std::string_view columns, Span span)
      : file_(file),
        connection_(std::make_unique<Connection>(database.connect())),
        result_(connection_->stream(
            fmt::format(
                "SELECT {}{}file_row_number FROM {} WHERE file_row_number >= {} AND file_row_number < {}",
                columns, columns.empty() ? "" : ", ", read_parquet(file, kRowNumber), span.first, span.last),
            {}, damaged(file))),
        next_row_(span.first),
        last_(span.last) {}

  /// The next chunk; empty at the end. Its rows follow those of the chunk before.
  Chunk next() {
    Chunk chunk = result_.next();
    while (chunk && chunk.rows() == 0) chunk = result_.next();
    if (!chunk) {
      check_points(next_row_, last_, file_);
      return chunk;
    }
    const auto numbers = chunk.values<std::int64_t>(result_.columns() - 1);
    if (static_cast<std::size_t>(numbers.front()) != next_row_)
      throw Error(ErrorCode::internal, {.file = file_.string()}, "DuckDB gives the rows in another order");
    next_row_ += chunk.rows();
    return chunk;
  }

 private:
  fs::path file_;
  std::unique_ptr<Connection> connection_;
  Result result_;
  std::size_t next_row_;
  std::size_t last_;
};

/// Pieces of consecutive rows of a FileScan, of any length.
class ScanCursor {
 public:
  ScanCursor(const Database& database, const fs::path& file, std::string_view columns, Span span)
      : scan_(database, file, columns, span) {}
  /// Rows that lie ready; 0 at the end.
  std::size_t ready() {
    if (!chunk_ || used_ == chunk_.rows()) {
      chunk_ = scan_.next();
      used_ = 0;
    }
    return chunk_ ? chunk_.rows() - used_ : 0;
  }
  const Chunk& chunk() const { return chunk_; }
  std::size_t used() const { return used_; }
  void use(std::size_t rows) { used_ += rows; }

 private:
  FileScan scan_;
  Chunk chunk_;
  std::size_t used_ = 0;
};

Table empty_table(const std::vector<WantedColumn>& columns, const std::vector<Date>& dates) {
  Table table;
  for (const WantedColumn& column : columns) table.add(make_column(column.name, column.type));
  for (const Date date : dates) table.add(make_column(date.yyyymmdd(), ColumnType::float32));
  return table;
}

}  // namespace

PointReader::PointReader(const Store& store) : store_(store.state_.get()) {}

SelectedPoints PointReader::select(std::string_view stem, const PointFilter& filter) const {
  const TileRecord& tile = store_->tile(stem);
  const fs::path file = checked_file(store_->folder, tile.meta);
  const Connection connection = store_->database.connect();
  Result result = connection.stream(
      fmt::format("SELECT file_row_number, longitude, latitude FROM {} WHERE {}",
                  read_parquet(file, kRowNumber), where(filter, columns_of_file(connection, file))),
      {}, damaged(file));
  SelectedPoints selected{RowSet(tile.points), {}};
  while (const Chunk chunk = result.next()) {
    const auto rows = chunk.values<std::int64_t>(0);
    const auto longitude = chunk.values<double>(1);
    const auto latitude = chunk.values<double>(2);
    for (std::size_t i = 0; i < chunk.rows(); ++i) {
      const bool placed = !chunk.is_null(1, i) && !chunk.is_null(2, i);
      if (filter.area != nullptr && !(placed && filter.area->contains(longitude[i], latitude[i]))) continue;
      if (placed) widen(selected.box, longitude[i], latitude[i]);
      const auto row = static_cast<std::size_t>(rows[i]);
      check_points(std::max(row + 1, tile.points), tile.points, file);
      selected.rows.insert(row);
    }
  }
  return selected;
}

GeographicBox PointReader::extent(std::string_view stem) const {
  const fs::path file = checked_file(store_->folder, store_->tile(stem).meta);
  const Connection connection = store_->database.connect();
  Result result = connection.stream(
      fmt::format("SELECT value FROM parquet_kv_metadata({}) WHERE key = 'geo'", sql_text(file.string())), {},
      damaged(file));
  const Chunk chunk = result.next();
  if (!chunk || chunk.rows() == 0) return {};
  const auto geo = nlohmann::json::parse(chunk.text(0, 0), nullptr, false);
  const auto at = nlohmann::json::json_pointer(fmt::format("/columns/{}/bbox", kGeometryColumn));
  if (!geo.is_object() || !geo.contains(at) || geo[at].size() != 4) return {};
  const auto& box = geo[at];
  return {box[0], box[1], box[2], box[3], false};
}

struct RowReader::Source {
  Source(const Database& asked, const RowSet& set) : database(asked), rows(set) {}

  const Database& database;
  const RowSet& rows;
  fs::path meta_file;
  fs::path series_file;
  std::vector<WantedColumn> columns;
  std::vector<Date> dates;
  std::string meta_names;         ///< as SQL lists them
  std::string series_names;       ///< empty when no series is wanted
  std::vector<int> meta_place;    ///< of each wanted column in the chunk; −1 where the tile lacks it
  std::vector<int> series_place;  ///< likewise of each date
  std::vector<Span> spans;
  std::size_t span = 0;
  std::size_t row = 0;
  std::optional<ScanCursor> meta;
  std::optional<ScanCursor> series;

  bool open_next_span() {
    if (span == spans.size()) return false;
    row = spans[span].first;
    meta.emplace(database, meta_file, meta_names, spans[span]);
    if (!series_names.empty()) series.emplace(database, series_file, series_names, spans[span]);
    ++span;
    return true;
  }

  /// Consecutive rows that lie ready in both files; 0 at the end of the span.
  std::size_t ready() {
    if (!meta) return 0;
    std::size_t count = meta->ready();
    if (series) count = std::min(count, series->ready());
    return count;
  }

  /// Those of the next `count` rows that are wanted, as places in a chunk that has `used` rows behind it.
  Rows wanted(std::size_t count, std::size_t used) const {
    Rows places;
    for (std::size_t i = 0; i < count; ++i) {
      if (rows.contains(row + i)) places.push_back(used + i);
    }
    return places;
  }
};

RowReader::RowReader(std::unique_ptr<Source> source) : source_(std::move(source)) {}
RowReader::RowReader(RowReader&&) noexcept = default;
RowReader& RowReader::operator=(RowReader&&) noexcept = default;
RowReader::~RowReader() = default;

namespace {

void append_column(Column& column, const Chunk& chunk, int place, const Rows& rows) {
  std::visit(
      [&]<typename T>(std::vector<T>& values) {
        if (place >= 0) return append(values, chunk, static_cast<std::size_t>(place), rows);
        if constexpr (std::is_same_v<T, std::string>) {
          values.resize(values.size() + rows.size());
        } else if constexpr (std::is_same_v<T, Flag>) {
          values.resize(values.size() + rows.size(), Flag::missing);
        } else {
          values.resize(values.size() + rows.size(), kMissingNumber<T>);
        }
      },
      column.values);
}

}  // namespace

bool RowReader::next(Table& rows) {
  Source& source = *source_;
  rows = empty_table(source.columns, source.dates);
  while (true) {
    const std::size_t count = source.ready();
    if (count == 0) {
      if (!source.open_next_span()) return false;
      continue;
    }
    const Rows places = source.wanted(count, source.meta->used());
    for (std::size_t i = 0; i < source.columns.size() && !places.empty(); ++i)
      append_column(rows.columns()[i], source.meta->chunk(), source.meta_place[i], places);
    const Rows series_places =
        source.series && !places.empty() ? source.wanted(count, source.series->used()) : Rows();
    for (std::size_t i = 0; i < source.dates.size() && !places.empty(); ++i) {
      Column& column = rows.columns()[source.columns.size() + i];
      if (source.series) {
        append_column(column, source.series->chunk(), source.series_place[i], series_places);
      } else {
        append_column(column, source.meta->chunk(), -1, places);
      }
    }
    source.meta->use(count);
    if (source.series) source.series->use(count);
    source.row += count;
    if (!places.empty()) return true;
  }
}

RowReader PointReader::read(std::string_view stem, const RowSet& rows, std::vector<WantedColumn> columns,
                            std::vector<Date> dates) const {
  const TileRecord& tile = store_->tile(stem);
  const fs::path& folder = store_->folder;
  auto source = std::make_unique<RowReader::Source>(store_->database, rows);
  source->meta_file = checked_file(folder, tile.meta);
  source->series_file = checked_file(folder, tile.series);
  const auto there = columns_of_file(store_->database.connect(), source->meta_file);
  int place = 0;
  for (const WantedColumn& column : columns) {
    const bool found = std::ranges::find(there, column.name, &FileColumn::name) != there.end();
    source->meta_place.push_back(found ? place++ : -1);
    if (found)
      source->meta_names +=
          fmt::format("{}CAST({} AS {})", source->meta_names.empty() ? "" : ", ", sql_name(column.name),
                      kSqlTypes.at(static_cast<std::size_t>(column.type)));
  }
  place = 0;
  for (const Date date : dates) {
    const bool found = std::ranges::binary_search(tile.axis.dates(), date);
    source->series_place.push_back(found ? place++ : -1);
    if (found)
      source->series_names +=
          fmt::format("{}{}", source->series_names.empty() ? "" : ", ", sql_name(date.yyyymmdd()));
  }
  source->columns = std::move(columns);
  source->dates = std::move(dates);
  source->spans = spans_of(rows);
  return RowReader(std::move(source));
}

}  // namespace plumbline::store
