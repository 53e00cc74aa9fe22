// SPDX-License-Identifier: MIT
#include "ingest/row_parser.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/number_text.h"

namespace plumbline::ingest {
namespace {

constexpr std::string_view kNoQuotes = "EGMS tables have no quotes: remove them";

ColumnType column_type(FieldKind kind) {
  switch (kind) {
    case FieldKind::float64:
      return ColumnType::float64;
    case FieldKind::float32:
    case FieldKind::displacement:
      return ColumnType::float32;
    case FieldKind::int32:
      return ColumnType::int32;
    case FieldKind::pid:
    case FieldKind::other:
      return ColumnType::text;
  }
  return ColumnType::text;
}

template <typename T>
T& value_at(TableValues& values, std::size_t column, std::size_t row) {
  return std::get<std::vector<T>>(values.columns[column].values)[row];
}

}  // namespace

TableValues::TableValues(const TableHeader& header) : columns(header.columns) {
  for (const Field& field : header.fields) {
    if (field.kind != FieldKind::displacement)
      columns[field.target] = make_column(field.name, column_type(field.kind));
  }
}

void TableValues::reserve(std::size_t rows, std::size_t acquisitions) {
  for (Column& column : columns) std::visit([rows](auto& v) { v.reserve(rows); }, column.values);
  series_mm.reserve(rows * acquisitions);
}

void TableValues::resize(std::size_t rows, std::size_t acquisitions) {
  for (Column& column : columns) std::visit([rows](auto& v) { v.resize(rows); }, column.values);
  series_mm.resize(rows * acquisitions);
}

struct RowParser::Line {
  std::string_view text;
  std::size_t number = 0;
};

RowParser::RowParser(const TableHeader& header, std::string file) : header_(header), file_(std::move(file)) {
  for (const Field& field : header.fields)
    steps_.push_back({field.kind == FieldKind::displacement, field.target});
  if (header.shape == TableShape::delivery && header.level != Level::L3) {
    line_field_ = header.find("line");
    pixel_field_ = header.find("pixel");
  }
}

void RowParser::parse(std::string_view text, std::size_t line_number, TableValues& values,
                      std::size_t row) const {
  const Line line{text, line_number};
  float* const series = values.series_mm.data() + row * header_.axis.size();
  const char* const end = text.data() + text.size();
  const char* at = text.data();  // end + 1 when the line has no more fields
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (at > end) fail_for_the_line(line);
    if (steps_[i].is_displacement) {
      if (const char* stop = read_tenths(at, end, series[steps_[i].target])) {
        at = stop + 1;
        continue;
      }
    }
    const void* const comma = std::memchr(at, ',', static_cast<std::size_t>(end - at));
    const char* const stop = comma == nullptr ? end : static_cast<const char*>(comma);
    const std::string_view field(at, static_cast<std::size_t>(stop - at));
    if (steps_[i].is_displacement) {
      parse_float(line, i, field, series[steps_[i].target]);
    } else {
      parse_fixed(line, i, field, values, row);
    }
    at = stop + 1;
  }
  if (at <= end) fail_for_the_line(line);
  if (line_field_ != nullptr) check_burst_position(line, values, row);
}

void RowParser::parse_fixed(const Line& line, std::size_t field, std::string_view text, TableValues& values,
                            std::size_t row) const {
  const std::size_t column = steps_[field].target;
  switch (header_.fields[field].kind) {
    case FieldKind::float64:
      return parse_float(line, field, text, value_at<double>(values, column, row));
    case FieldKind::float32:
    case FieldKind::displacement:
      return parse_float(line, field, text, value_at<float>(values, column, row));
    case FieldKind::int32:
      return parse_int(line, field, text, value_at<std::int32_t>(values, column, row));
    case FieldKind::pid:
      return parse_pid(line, field, text, value_at<std::string>(values, column, row));
    case FieldKind::other:
      return parse_other(line, field, text, value_at<std::string>(values, column, row));
  }
}

template <typename Float>
void RowParser::parse_float(const Line& line, std::size_t field, std::string_view text, Float& value) const {
  const FieldText kind = read_number(text, value);
  const Field& column = header_.fields[field];
  const bool is_delivery = header_.shape == TableShape::delivery;
  if (kind == FieldText::missing && !(is_delivery && column.never_missing)) return;
  if (kind != FieldText::value) fail_number(line, field, text, kind);
  if (is_delivery &&
      (value < static_cast<Float>(column.lowest) || value > static_cast<Float>(column.highest)))
    fail(line, field, fmt::format("{} is not within {} and {}", quoted(text), column.lowest, column.highest));
}

void RowParser::parse_int(const Line& line, std::size_t field, std::string_view text,
                          std::int32_t& value) const {
  const FieldText kind = read_whole_number(text, value);
  if (kind != FieldText::value && kind != FieldText::missing) fail_number(line, field, text, kind);
}

void RowParser::parse_pid(const Line& line, std::size_t field, std::string_view text,
                          std::string& value) const {
  value = text;
  if (header_.shape == TableShape::series) {
    if (text.empty()) fail(line, field, "the point has no id");
    return parse_other(line, field, text, value);
  }
  const auto pid = PointId::from_text(text);
  if (!pid)
    fail(line, field, fmt::format("{} is not a point id", quoted(text)),
         text.find('"') == std::string_view::npos ? "It has ten characters of 0-9, A-Z, a-z"
                                                  : std::string(kNoQuotes));
  if (header_.level == Level::L3 && !grid_cell(*pid))
    fail(line, field, fmt::format("{} spells no cell of the L3 grid", quoted(text)));
  if (header_.level != Level::L3 && !burst_position(*pid))
    fail(line, field, fmt::format("{} spells no position in a burst", quoted(text)));
}

void RowParser::parse_other(const Line& line, std::size_t field, std::string_view text,
                            std::string& value) const {
  if (text.find('"') != std::string_view::npos)
    fail(line, field, fmt::format("{} contains a quote", quoted(text)), std::string(kNoQuotes));
  if (!is_utf8_text(text)) fail(line, field, fmt::format("{} is not UTF-8 text", quoted(text)));
  value = text;
}

/// The pid of an L2 point spells its line and pixel (Product Description v3, table 12).
void RowParser::check_burst_position(const Line& line, const TableValues& values, std::size_t row) const {
  const std::string& text = std::get<std::vector<std::string>>(values.columns.front().values)[row];
  const auto position = burst_position(PointId::from_text(text).value());
  const auto column_value = [&](const Field* field) {
    return std::get<std::vector<std::int32_t>>(values.columns[field->target].values)[row];
  };
  check_pid_spells(line, line_field_, column_value(line_field_), position->line, text);
  check_pid_spells(line, pixel_field_, column_value(pixel_field_), position->pixel, text);
}

void RowParser::check_pid_spells(const Line& line, const Field* field, std::int32_t column_value,
                                 int pid_value, std::string_view pid) const {
  if (column_value == pid_value || column_value == kMissingInt32) return;
  fail(line, static_cast<std::size_t>(field - header_.fields.data()),
       fmt::format("{} does not agree with the pid {}, which spells {}", quoted(std::to_string(column_value)),
                   quoted(pid), pid_value));
}

void RowParser::fail_number(const Line& line, std::size_t field, std::string_view text,
                            FieldText kind) const {
  switch (kind) {
    case FieldText::missing:
      fail(line, field, fmt::format("the value is missing: {}", quoted(text)), "Every point needs it");
    case FieldText::not_finite:
      fail(line, field, fmt::format("{} is not a finite number", quoted(text)));
    case FieldText::not_whole:
      fail(line, field, fmt::format("{} is not a whole number", quoted(text)));
    default:
      fail(line, field, fmt::format("{} is not a number", quoted(text)),
           text.find('"') == std::string_view::npos ? "" : std::string(kNoQuotes));
  }
}

/// A value may be wrong only because the whole line is: then that is what must be said.
void RowParser::fail(const Line& line, std::size_t field, std::string problem, std::string advice) const {
  fail_for_the_line(line);
  throw Error(ErrorCode::bad_value,
              {.file = file_, .line = line.number, .column = header_.fields[field].name_in_file},
              std::move(problem), std::move(advice));
}

/// Throws when the line as a whole is wrong.
void RowParser::fail_for_the_line(const Line& line) const {
  const auto fail_line = [&](std::string problem, std::string advice) {
    throw Error(ErrorCode::bad_value, {.file = file_, .line = line.number}, std::move(problem),
                std::move(advice));
  };
  if (line.text.empty()) fail_line("the line is empty", "Remove it");
  if (line.text.find('\0') != std::string_view::npos)
    fail_line("the line contains a NUL byte", "The file is damaged: download the delivery again");
  const std::size_t values =
      1 + static_cast<std::size_t>(std::count(line.text.begin(), line.text.end(), ','));
  const std::size_t expected = steps_.size();
  if (values == expected) return;
  fail_line(fmt::format("the row has {} values, the header {} columns", values, expected),
            values < expected                               ? "The file may be cut off here"
            : line.text.find('"') != std::string_view::npos ? std::string(kNoQuotes)
                                                            : "Decimal commas? Write decimals with a point");
}

}  // namespace plumbline::ingest
