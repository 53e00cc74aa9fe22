// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include "core/error.h"
#include "core/row_set.h"
#include "serve/cached_series.h"
#include "serve/endpoints/endpoints.h"
#include "serve/endpoints/series_json.h"
#include "serve/service.h"
#include "store/json_text.h"
#include "store/selection.h"

namespace plumbline::serve {
namespace {

/// Values further apart are a gap even where the satellite took no picture between them (science.md, "Gap
/// correction").
constexpr std::int32_t kLongestOrdinaryDays = 30;

PointId required_pid(const Parameters& parameters) {
  const auto text = parameters.text("pid");
  if (!text) throw Error(ErrorCode::usage, {}, "parameter \"pid\" is missing");
  return read_pid("pid", *text);
}

/// All plain columns of one point as a JSON object.
std::string metadata_json(const store::Store& store, const store::PointSeries& point) {
  const store::TileRecord* tile = store.find_tile(point.stem);
  if (tile == nullptr || point.row >= tile->points)
    throw Error(ErrorCode::not_found, {}, "the store was written again meanwhile", "Ask again");
  std::vector<store::WantedColumn> columns;
  for (const auto& [name, type] : store.column_names(point.stem)) columns.push_back({name, type});
  RowSet rows(tile->points);
  rows.insert(point.row);
  const store::PointReader reader(store);
  Table table;
  reader.read(point.stem, rows, columns, {}).next(table);
  std::string text = "{";
  for (const Column& column : table.columns()) {
    if (text.back() != '{') text += ',';
    store::append_json(text, std::string_view(column.name));
    text += ':';
    store::append_json(text, column, 0);
  }
  return text + '}';
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

std::string series_json(const Service& service, const PointId& pid, const std::string& tile) {
  const SharedSeries point = find_series(service, pid, tile);
  std::string text = "{\"pid\":\"" + std::string(pid.text()) + "\",\"tile\":";
  store::append_json(text, std::string_view(point->series.stem));
  text += ",\"dates\":";
  append_dates(text, point->series.axis.dates());
  text += ",\"values\":";
  append_numbers(text, point->series.values_mm);
  text += ",\"gaps\":[";
  append_gaps(text, point->series);
  text += "],\"metadata\":";
  return text + service.store.read([&](const store::Store& store) {
    return metadata_json(store, point->series);
  }) + '}';
}

}  // namespace

Answer get_timeseries(const Service& service, const Question& question) {
  constexpr std::array<std::string_view, 2> kNames{"pid", "tile"};
  const Parameters parameters(question.query, kNames);
  const PointId pid = required_pid(parameters);
  const auto tile = parameters.text("tile");
  if (tile && tile->empty()) throw Error(ErrorCode::usage, {}, "parameter \"tile\" is empty");
  return json_answer(series_json(service, pid, std::string(tile.value_or(""))));
}

}  // namespace plumbline::serve
