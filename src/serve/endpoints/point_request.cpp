// SPDX-License-Identifier: MIT
// The parameters that endpoints share.
#include <array>
#include <limits>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"

namespace plumbline::serve {
namespace {

constexpr std::int64_t kGreatestZoom = 30;
constexpr std::int64_t kGreatestMaxPoints = 1'000'000;

constexpr std::array<std::string_view, 10> kPointParameters{
    "min_lat", "max_lat", "min_lon", "max_lon", "zoom", "thresh", "min_coh", "asc", "desc", "max_pts"};

void check_order(std::string_view low_name, double low, std::string_view high_name, double high) {
  if (low <= high) return;
  throw Error(ErrorCode::usage, {},
              "parameter " + quoted(low_name) + " is greater than parameter " + quoted(high_name));
}

}  // namespace

GeographicWindow read_window(const Parameters& parameters) {
  constexpr double kAny = std::numeric_limits<double>::max();
  const GeographicWindow window{
      parameters.float64("min_lat", -90, -90, 90), parameters.float64("max_lat", 90, -90, 90),
      parameters.float64("min_lon", -180, -kAny, kAny), parameters.float64("max_lon", 180, -kAny, kAny)};
  check_order("min_lat", window.min_latitude, "max_lat", window.max_latitude);
  check_order("min_lon", window.min_longitude, "max_lon", window.max_longitude);
  return window;
}

PointFilter read_point_filter(std::string_view query) {
  const Parameters parameters(query, kPointParameters);
  const GeographicWindow window = read_window(parameters);
  const PointFilter usual;
  return {.min_latitude = window.min_latitude,
          .max_latitude = window.max_latitude,
          .min_longitude = window.min_longitude,
          .max_longitude = window.max_longitude,
          .zoom = static_cast<int>(parameters.integer("zoom", usual.zoom, 0, kGreatestZoom)),
          .least_speed_mm_per_year = parameters.float32("thresh", usual.least_speed_mm_per_year, 0,
                                                        std::numeric_limits<float>::max()),
          .least_coherence = parameters.float32("min_coh", usual.least_coherence, 0, 1),
          .ascending = parameters.boolean("asc", usual.ascending),
          .descending = parameters.boolean("desc", usual.descending),
          .max_points = static_cast<std::size_t>(parameters.integer(
              "max_pts", static_cast<std::int64_t>(usual.max_points), 1, kGreatestMaxPoints))};
}

void add_count_headers(const PointSelection& selection, Answer& answer) {
  answer.headers.emplace_back("X-Total-Count", std::to_string(selection.total));
  answer.headers.emplace_back("X-Rendered-Count", std::to_string(selection.points.size()));
}

}  // namespace plumbline::serve
