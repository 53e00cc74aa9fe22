// SPDX-License-Identifier: MIT
// /api/v1/series: several series at a time, of any window of time, with a model fitted to each.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "features/motion_fit.h"
#include "serve/endpoints/endpoints.h"
#include "serve/json_text.h"
#include "serve/service.h"

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
  std::optional<Date> from;
  std::optional<Date> to;
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
  for (const std::string_view text : members(list, "pids")) {
    const auto pid = PointId::from_text(text);
    if (!pid)
      throw Error(ErrorCode::usage, {}, "parameter \"pids\": " + quoted(text) + " is not a point id",
                  "A point id has ten characters 0-9, A-Z, a-z");
    pids.push_back(*pid);
  }
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

std::optional<Date> read_date(const Parameters& parameters, std::string_view name) {
  const auto text = parameters.text(name);
  if (!text) return std::nullopt;
  const auto date = Date::from_text(*text);
  if (!date)
    throw Error(
        ErrorCode::usage, {},
        fmt::format("parameter {}: {} is not a date such as 2021-12-31", quoted(name), quoted(*text)));
  return date;
}

std::optional<features::MotionModel> read_model(const Parameters& parameters) {
  const auto text = parameters.text("fit");
  if (!text) return std::nullopt;
  const auto& names = features::kMotionModelNames;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found == names.end())
    throw Error(ErrorCode::usage, {},
                "parameter \"fit\": " + quoted(*text) + " is not one of linear, quadratic, seasonal, egms");
  return static_cast<features::MotionModel>(found - names.begin());
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
  request.from = read_date(parameters, "from");
  request.to = read_date(parameters, "to");
  if (request.from && request.to && *request.to < *request.from)
    throw Error(ErrorCode::usage, {}, "parameter \"from\" is later than parameter \"to\"");
  return request;
}

using SharedSeries = std::shared_ptr<const SeriesOfPoint>;

/// From the cache, or from the store by `read`, which gives nothing where there is no such point.
template <typename Read>
SharedSeries series_by(const Service& service, const std::string& key, const std::string& name,
                       const Read& read) {
  const std::string stamp = service.store.stamp();
  if (auto known = service.series.find(stamp, key)) return known;
  auto found = service.store.read(read);
  if (!found) throw Error(ErrorCode::not_found, {}, "the store has no " + name);
  auto shared = std::make_shared<const SeriesOfPoint>(std::move(*found));
  service.series.keep(stamp, key, shared);
  return shared;
}

SharedSeries series_of(const Service& service, const PointId& pid, const std::string& tile) {
  const std::string text(pid.text());
  return series_by(service, text + ' ' + tile,
                   "point " + quoted(text) + (tile.empty() ? "" : " in tile " + quoted(tile)),
                   [&](const store::Store& store) -> std::optional<SeriesOfPoint> {
                     auto series = store.read_series(pid, tile);
                     if (!series) return std::nullopt;
                     return SeriesOfPoint{pid, std::move(*series)};
                   });
}

SharedSeries series_of(const Service& service, std::size_t row, const std::string& tile) {
  return series_by(service, fmt::format("{} {}", row, tile),
                   fmt::format("row {} in tile {}", row, quoted(tile)),
                   [&](const store::Store& store) -> std::optional<SeriesOfPoint> {
                     auto found = store.read_series_of_row(tile, row);
                     if (!found) return std::nullopt;
                     return SeriesOfPoint{found->second, std::move(found->first)};
                   });
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
    if ((request.from && date < *request.from) || (request.to && date > *request.to)) continue;
    dates.push_back(date);
    window.values_mm.push_back(series.values_mm[i]);
  }
  window.axis = TimeAxis(std::move(dates));
  return window;
}

template <typename Number>
void append_numbers(std::string& text, std::string_view name, std::span<const Number> values) {
  text += fmt::format(",\"{}\":[", name);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) text += ',';
    append_json(text, values[i]);
  }
  text += ']';
}

void append_number(std::string& text, std::string_view name, std::optional<double> value) {
  text += fmt::format(",\"{}\":", name);
  append_json(text, value.value_or(std::nan("")));
}

void append_estimate(std::string& text, std::string_view name,
                     const std::optional<features::Estimate>& estimate) {
  append_number(text, name, estimate ? std::optional(estimate->value) : std::nullopt);
  append_number(text, std::string(name) + "_std", estimate ? std::optional(estimate->std) : std::nullopt);
}

/// Curves to a thousandth of a millimetre.
std::vector<float> rounded(std::span<const double> values) {
  std::vector<float> result;
  for (const double value : values) result.push_back(static_cast<float>(std::round(value * 1000) / 1000));
  return result;
}

void append_fit(std::string& text, const Window& window, features::MotionModel model) {
  const auto fit = features::fit_motion(window.values_mm, window.axis, model);
  if (!fit) {
    text += "null";
    return;
  }
  text += fmt::format("{{\"model\":\"{}\",\"values\":{}",
                      features::kMotionModelNames[static_cast<std::size_t>(model)], fit->values);
  append_estimate(text, "offset", fit->offset_mm);
  append_estimate(text, "velocity", fit->velocity_mm_per_year);
  append_number(text, "velocity_std_correlated", fit->correlated_velocity_std);
  append_estimate(text, "acceleration", fit->acceleration);
  append_estimate(text, "cubic", fit->cubic);
  append_estimate(text, "amplitude", fit->amplitude_mm);
  append_number(text, "peak_year", fit->peak_year);
  append_number(text, "rmse", fit->rmse_mm);
  append_number(text, "r2", fit->r2);
  append_numbers<float>(text, "curve", rounded(fit->model_mm));
  append_numbers<float>(text, "residuals", rounded(fit->residual_mm));
  text += '}';
}

void append_series(std::string& text, const SeriesOfPoint& point, const SeriesRequest& request) {
  const Window window = window_of(point.series, request);
  text += "{\"pid\":\"";
  text += point.pid.text();
  text += "\",\"tile\":";
  append_json(text, std::string_view(point.series.stem));
  text += fmt::format(",\"row\":{},\"dates\":[", point.series.row);
  for (std::size_t i = 0; i < window.axis.size(); ++i)
    text += (i == 0 ? "\"" : ",\"") + window.axis.date(i).iso() + '"';
  text += ']';
  append_numbers<float>(text, "values", window.values_mm);
  text += ",\"fit\":";
  if (request.model) {
    append_fit(text, window, *request.model);
  } else {
    text += "null";
  }
  text += '}';
}

}  // namespace

Answer series(const Service& service, std::string_view query) {
  const SeriesRequest request = read_request(query);
  std::string text = "{\"series\":[";
  const auto append = [&](const SharedSeries& point) {
    if (text.back() != '[') text += ',';
    append_series(text, *point, request);
  };
  for (const PointId& pid : request.pids) append(series_of(service, pid, request.tile));
  for (const std::size_t row : request.rows) append(series_of(service, row, request.tile));
  return json_answer(text + "]}");
}

}  // namespace plumbline::serve
