// SPDX-License-Identifier: MIT
#include "ingest/table_reader.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/line_reader.h"
#include "ingest/number_text.h"
#include "ingest/pid_index.h"
#include "ingest/projection.h"
#include "ingest/row_batch.h"
#include "ingest/row_parser.h"

namespace plumbline::ingest {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kMostRows = UINT32_MAX - 1;

/// Collects the rows of a table, batch by batch.
class TableReader {
 public:
  TableReader(const TableHeader& header, const std::string& file)
      : header_(header), file_(file), parser_(header, file), values_(header) {}

  /// Makes room for the rows that `total_bytes` of text will hold, judged by the first ones: a vector that
  /// grows as it goes would need twice the memory at times.
  void make_room(Lines first_lines, std::uint64_t total_bytes) {
    if (first_lines.empty()) return;
    // A zip may declare any size: trust it only so far.
    constexpr std::uint64_t kMostTrusted = std::uint64_t{8} << 30;
    const std::string_view last = first_lines.back();
    const double bytes_a_row =
        static_cast<double>(last.data() + last.size() + 1 - first_lines.front().data()) /
        static_cast<double>(first_lines.size());
    const double rows = static_cast<double>(std::min(total_bytes, kMostTrusted)) / bytes_a_row;
    values_.reserve(static_cast<std::size_t>(rows * 1.03) + 1, header_.axis.size());
  }

  void add(Lines lines, std::size_t first_line) {
    const std::size_t first_row = rows_;
    if (lines.size() > kMostRows - rows_)
      throw Error(ErrorCode::bad_value, {.file = file_}, "the table has more than 4 billion rows");
    values_.resize(first_row + lines.size(), header_.axis.size());
    parse_rows(parser_, lines, first_line, values_, first_row,
               [&](std::size_t line) { check_pid_is_new(first_row + line); });
    rows_ += lines.size();
  }

  std::size_t rows() const { return rows_; }
  TableValues& values() { return values_; }

 private:
  void check_pid_is_new(std::size_t row) {
    const auto earlier = pid_index_.insert(values_.pids(), row);
    if (earlier)
      throw point_twice(file_, header_.find("pid")->name_in_file, values_.pids()[row], row, *earlier);
  }

  const TableHeader& header_;
  const std::string& file_;
  RowParser parser_;
  TableValues values_;
  PidIndex pid_index_;
  std::size_t rows_ = 0;
};

/// Gives a column that was read as text the type that its values allow.
void settle_type(Column& column) {
  const auto& texts = std::get<std::vector<std::string>>(column.values);
  std::vector<double> numbers(texts.size());
  bool fits_float = true;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const FieldText kind = read_number(texts[i], numbers[i]);
    if (kind == FieldText::missing) continue;
    if (kind != FieldText::value) return;
    fits_float = fits_float && significant_digits(texts[i]) <= 7 &&
                 std::abs(numbers[i]) <= std::numeric_limits<float>::max();
  }
  if (!fits_float) {
    column.values = std::move(numbers);
    return;
  }
  std::vector<float> floats(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) read_number(texts[i], floats[i]);
  column.values = std::move(floats);
}

/// Descending tracks look back to the south: track_angle, in degrees from north, is written as -9 or 351
/// (ascending) and 191 (descending).
Column orbit_column(std::span<const float> track_angle) {
  std::vector<std::string> orbit;
  orbit.reserve(track_angle.size());
  for (const float angle : track_angle) {
    const float turned = std::fmod(angle + 360.0f, 360.0f);
    orbit.emplace_back(turned > 90.0f && turned < 270.0f ? "D" : "A");
  }
  return {"orbit", std::move(orbit)};
}

void add_derived_columns(Table& table, Level level, const TableName& name) {
  if (level != Level::L3) {
    table.add(orbit_column(table.get<float>("track_angle")));
    return;
  }
  const bool has_latitude = table.find("latitude") != nullptr;
  if (has_latitude != (table.find("longitude") != nullptr))
    throw Error(ErrorCode::bad_header, {.file = name.file, .line = 1},
                "the table has only one of latitude and longitude");
  if (has_latitude) return;
  Geographic places = geographic_from_laea(table.get<double>("easting"), table.get<double>("northing"));
  table.add({"latitude", std::move(places.latitude)});
  table.add({"longitude", std::move(places.longitude)});
}

}  // namespace

Tile read_table(ByteStream& stream, const TableName& name, TableShape shape) {
  LineReader reader(stream);
  Lines lines = reader.next();
  if (lines.empty()) throw Error(ErrorCode::bad_header, {.file = name.file}, "the table is empty");
  const TableHeader header = read_header(lines.front(), name, shape);
  TableReader table(header, name.file);
  lines = lines.subspan(1);
  table.make_room(lines, stream.total_bytes());
  table.add(lines, 2);
  for (lines = reader.next(); !lines.empty(); lines = reader.next()) table.add(lines, reader.first_line());
  if (table.rows() == 0)
    throw Error(ErrorCode::bad_value, {.file = name.file, .line = 2}, "the table has a header and no rows",
                "The file may be cut off here");

  Tile tile{.stem = name.stem, .level = header.level, .component = header.component, .axis = header.axis};
  for (const Field& field : header.fields) {
    if (field.kind == FieldKind::other) settle_type(table.values().columns[field.target]);
  }
  tile.columns = Table(std::move(table.values().columns));
  tile.series_mm = std::move(table.values().series_mm);
  if (shape == TableShape::delivery) add_derived_columns(tile.columns, tile.level, name);
  return tile;
}

}  // namespace plumbline::ingest
