// SPDX-License-Identifier: MIT
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"
#include "serve/json_text.h"
#include "serve/service.h"
#include "store/sql.h"

namespace plumbline::serve {
namespace {

/// Values further apart are a gap even where the satellite took no picture between them (science.md, "Gap
/// correction").
constexpr std::int32_t kLongestOrdinaryDays = 30;

PointId required_pid(const Parameters& parameters) {
  const auto text = parameters.text("pid");
  if (!text) throw Error(ErrorCode::usage, {}, "parameter \"pid\" is missing");
  const auto pid = PointId::from_text(*text);
  if (!pid)
    throw Error(ErrorCode::usage, {}, "parameter \"pid\": " + quoted(*text) + " is not a point id",
                "A point id has ten characters 0-9, A-Z, a-z");
  return *pid;
}

std::string sql_name(std::string_view name, char quote) {
  std::string text(1, quote);
  for (const char c : name) text += c == quote ? std::string(2, quote) : std::string(1, c);
  return text + quote;
}

/// A number as DuckDB prints it is JSON, but for NaN and infinity.
bool is_json_number(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc{} && end == text.data() + text.size() && std::isfinite(value);
}

void append_value(std::string& text, const store::QueryColumn& column, const store::QueryValue& value) {
  if (value.is_null) {
    text += "null";
  } else if (column.is_number) {
    text += is_json_number(value.text) ? value.text : "null";
  } else if (column.type == "BOOLEAN") {
    text += value.text;
  } else {
    append_json(text, value.text);
  }
}

/// All plain columns of one point as a JSON object. The pid has been checked to be one, so the SQL holds
/// nothing that a client wrote.
std::string metadata_json(const store::Store& store, const std::string& stem, const PointId& pid) {
  std::string names;
  for (const auto& [name, type] : store.column_names(stem))
    names += (names.empty() ? "" : ", ") + sql_name(name, '"');
  const std::string sql = "SELECT " + names + " FROM all_metadata WHERE tile = " + sql_name(stem, '\'') +
                          " AND pid = '" + std::string(pid.text()) + "'";
  std::vector<store::QueryColumn> columns;
  std::string text = "{";
  store::query(
      store, sql,
      [&](std::span<const store::QueryColumn> header) { columns.assign(header.begin(), header.end()); },
      [&](std::span<const store::QueryValue> row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
          if (text.back() != '{') text += ',';
          append_json(text, std::string_view(columns[i].name));
          text += ':';
          append_value(text, columns[i], row[i]);
        }
      });
  return text + '}';
}

void append_dates(std::string& text, const TimeAxis& axis) {
  for (std::size_t i = 0; i < axis.size(); ++i) text += (i == 0 ? "\"" : ",\"") + axis.date(i).iso() + '"';
}

void append_values(std::string& text, std::span<const float> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) text += ',';
    append_json(text, values[i]);
  }
}

void append_gaps(std::string& text, const store::PointSeries& series) {
  std::optional<std::size_t> before;
  bool is_first = true;
  for (std::size_t i = 0; i < series.values_mm.size(); ++i) {
    if (std::isnan(series.values_mm[i])) continue;
    if (before) {
      const std::size_t missing = i - *before - 1;
      const std::int32_t days = days_between(series.axis.date(*before), series.axis.date(i));
      if (missing > 0 || days > kLongestOrdinaryDays) {
        text += is_first ? "{\"from\":\"" : ",{\"from\":\"";
        text += series.axis.date(*before).iso() + "\",\"to\":\"" + series.axis.date(i).iso() +
                "\",\"days\":" + std::to_string(days) + ",\"missing\":" + std::to_string(missing) + '}';
        is_first = false;
      }
    }
    before = i;
  }
}

std::string series_json(const store::Store& store, const PointId& pid, std::optional<std::string_view> tile) {
  if (tile && store.find_tile(*tile) == nullptr)
    throw Error(ErrorCode::not_found, {}, "the store has no tile " + quoted(*tile));
  const auto series = store.read_series(pid, tile.value_or(std::string_view{}));
  if (!series)
    throw Error(ErrorCode::not_found, {},
                "no point " + quoted(pid.text()) + (tile ? " in tile " + quoted(*tile) : " in the store"));
  std::string text = "{\"pid\":\"" + std::string(pid.text()) + "\",\"tile\":";
  append_json(text, std::string_view(series->stem));
  text += ",\"dates\":[";
  append_dates(text, series->axis);
  text += "],\"values\":[";
  append_values(text, series->values_mm);
  text += "],\"gaps\":[";
  append_gaps(text, *series);
  text += "],\"metadata\":" + metadata_json(store, series->stem, pid) + '}';
  return text;
}

}  // namespace

Answer get_timeseries(const Service& service, std::string_view query) {
  constexpr std::array<std::string_view, 2> kNames{"pid", "tile"};
  const Parameters parameters(query, kNames);
  const PointId pid = required_pid(parameters);
  const auto tile = parameters.text("tile");
  if (tile && tile->empty()) throw Error(ErrorCode::usage, {}, "parameter \"tile\" is empty");
  return json_answer(
      service.store.read([&](const store::Store& store) { return series_json(store, pid, tile); }));
}

}  // namespace plumbline::serve
