// SPDX-License-Identifier: MIT
// /api/v1/series: several series at a time, of any window of time, with a model fitted to each.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "serve/cached_series.h"
#include "serve/endpoints/endpoints.h"
#include "serve/endpoints/series_json.h"
#include "serve/service.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kMostSeries = 50;
constexpr std::array<std::string_view, 6> kNames{"pids", "tile", "rows", "fit", "from", "to"};

/// What is asked for, checked.
struct SeriesRequest {
  std::vector<PointId> pids;
  std::vector<std::size_t> rows;
  std::string tile;  ///< empty: any
  std::optional<features::MotionModel> model;
  DateWindow dates;
};

std::vector<std::string_view> members(std::string_view list, std::string_view parameter) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    parts.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  if (parts.size() > kMostSeries)
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter {}: {} are more than {} at a time", quoted(parameter), parts.size(),
                            kMostSeries));
  return parts;
}

std::vector<PointId> read_pids(std::string_view list) {
  std::vector<PointId> pids;
  for (const std::string_view text : members(list, "pids")) pids.push_back(read_pid("pids", text));
  return pids;
}

std::vector<std::size_t> read_rows(std::string_view list) {
  std::vector<std::size_t> rows;
  for (const std::string_view text : members(list, "rows")) {
    const bool is_number =
        !text.empty() && text.size() <= 10 && text.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_number)
      throw Error(ErrorCode::usage, {},
                  "parameter \"rows\": " + quoted(text) + " is not a row, counted from 0");
    rows.push_back(std::stoull(std::string(text)));
  }
  return rows;
}

SeriesRequest read_request(std::string_view query) {
  const Parameters parameters(query, kNames);
  SeriesRequest request;
  if (const auto list = parameters.text("pids")) request.pids = read_pids(*list);
  if (const auto list = parameters.text("rows")) request.rows = read_rows(*list);
  request.tile = parameters.text("tile").value_or("");
  if (request.pids.empty() == request.rows.empty())
    throw Error(ErrorCode::usage, {}, "give either the parameter \"pids\" or the parameter \"rows\"");
  if (!request.rows.empty() && request.tile.empty())
    throw Error(ErrorCode::usage, {}, "parameter \"tile\" is missing: rows are counted in a tile");
  request.model = read_model(parameters);
  request.dates = read_dates(parameters);
  return request;
}

/// The part of a series in the window of time that is asked for.
struct Window {
  TimeAxis axis;
  std::vector<float> values_mm;
};

Window window_of(const store::PointSeries& series, const SeriesRequest& request) {
  Window window;
  std::vector<Date> dates;
  for (std::size_t i = 0; i < series.axis.size(); ++i) {
    const Date date = series.axis.date(i);
    if (!request.dates.contains(date)) continue;
    dates.push_back(date);
    window.values_mm.push_back(series.values_mm[i]);
  }
  window.axis = TimeAxis(std::move(dates));
  return window;
}

void append_series(std::string& text, const SeriesOfPoint& point, const SeriesRequest& request) {
  const Window window = window_of(point.series, request);
  text += "{\"pid\":\"";
  text += point.pid.text();
  text += "\",\"tile\":";
  store::append_json(text, std::string_view(point.series.stem));
  text += fmt::format(",\"row\":{},\"dates\":", point.series.row);
  append_dates(text, window.axis.dates());
  text += ",\"values\":";
  append_numbers(text, window.values_mm);
  text += ",\"fit\":";
  append_fit(text, window.values_mm, window.axis, request.model);
  text += '}';
}

}  // namespace

Answer series(const Service& service, const Question& question) {
  const SeriesRequest request = read_request(question.query);
  std::string text = "{\"series\":[";
  const auto append = [&](const SharedSeries& point) {
    if (text.back() != '[') text += ',';
    append_series(text, *point, request);
  };
  for (const PointId& pid : request.pids) append(find_series(service, pid, request.tile));
  for (const std::size_t row : request.rows) append(find_series(service, row, request.tile));
  return json_answer(text + "]}");
}

}  // namespace plumbline::serve
