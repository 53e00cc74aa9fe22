// SPDX-License-Identifier: MIT
// The parameters that endpoints share.
#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"
#include "core/motion_class.h"
#include "serve/endpoints/endpoints.h"

namespace plumbline::serve {
namespace {

// The first ten are those of the paper's table 4; with the next two, those of /get_points.
constexpr std::array<std::string_view, 23> kPointParameters{
    "min_lat",    "max_lat",    "min_lon", "max_lon", "zoom",      "thresh",   "min_coh", "asc",
    "desc",       "max_pts",    "level",   "release", "max_speed", "min_vel",  "max_vel", "max_coh",
    "min_height", "max_height", "classes", "flags",   "not_flags", "products", "cluster"};
constexpr std::size_t kMapParameters = 12;

void check_order(std::string_view low_name, double low, std::string_view high_name, double high) {
  if (low <= high) return;
  throw Error(ErrorCode::usage, {},
              "parameter " + quoted(low_name) + " is greater than parameter " + quoted(high_name));
}

/// The names of a list divided by commas, as bits in the order of `names`; nothing when it is not given.
std::optional<unsigned> listed(const Parameters& parameters, std::string_view parameter,
                               std::span<const std::string_view> names) {
  const auto text = parameters.text(parameter);
  if (!text) return std::nullopt;
  unsigned bits = 0;
  for (std::size_t begin = 0; begin <= text->size();) {
    const std::size_t end = std::min(text->find(',', begin), text->size());
    const std::string_view name = text->substr(begin, end - begin);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      throw Error(ErrorCode::usage, {},
                  fmt::format("parameter {}: {} is not one of {}", quoted(parameter), quoted(name),
                              fmt::join(names, ", ")));
    bits |= 1U << static_cast<unsigned>(found - names.begin());
    begin = end + 1;
  }
  return bits;
}

/// The classes by number, and then the word for none.
std::span<const std::string_view> class_names() {
  static const auto names = [] {
    std::array<std::string_view, kMotionClassNames.size() + 1> all{};
    std::copy(kMotionClassNames.begin(), kMotionClassNames.end(), all.begin());
    all.back() = "unclassified";
    return all;
  }();
  return names;
}

/// By number of Component.
constexpr std::array<std::string_view, 3> kProducts{"LOS", "E", "U"};

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

namespace {

PointFilter map_request(const Parameters& parameters, const PointLimit& limit) {
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
              "max_pts", static_cast<std::int64_t>(limit.usual), 1, static_cast<std::int64_t>(limit.most)))};
}

}  // namespace

PointFilter read_map_request(std::string_view query) {
  const Parameters parameters(query, std::span(kPointParameters).first(kMapParameters));
  PointFilter filter = map_request(parameters, {});
  read_dataset(parameters, filter);
  return filter;
}

PointFilter read_point_filter(std::string_view query) {
  return read_point_filter(Parameters(query, kPointParameters));
}

std::vector<std::string_view> filter_names_and(std::initializer_list<std::string_view> others) {
  std::vector<std::string_view> names(kPointParameters.begin(), kPointParameters.end());
  names.insert(names.end(), others);
  return names;
}

void read_ranges(const Parameters& parameters, PointFilter& filter) {
  constexpr float kLeast = std::numeric_limits<float>::lowest();
  constexpr float kGreatest = std::numeric_limits<float>::max();
  const auto bound = [&](std::string_view name, float& value, float least, float greatest) {
    if (parameters.text(name)) value = parameters.float32(name, value, least, greatest);
  };
  bound("thresh", filter.least_speed_mm_per_year, 0, kGreatest);
  bound("max_speed", filter.greatest_speed_mm_per_year, 0, kGreatest);
  bound("min_vel", filter.least_velocity_mm_per_year, kLeast, kGreatest);
  bound("max_vel", filter.greatest_velocity_mm_per_year, kLeast, kGreatest);
  bound("min_coh", filter.least_coherence, 0, 1);
  bound("max_coh", filter.greatest_coherence, 0, 1);
  bound("min_height", filter.least_height_m, kLeast, kGreatest);
  bound("max_height", filter.greatest_height_m, kLeast, kGreatest);
  check_order("thresh", filter.least_speed_mm_per_year, "max_speed", filter.greatest_speed_mm_per_year);
  check_order("min_vel", filter.least_velocity_mm_per_year, "max_vel", filter.greatest_velocity_mm_per_year);
  check_order("min_coh", filter.least_coherence, "max_coh", filter.greatest_coherence);
  check_order("min_height", filter.least_height_m, "max_height", filter.greatest_height_m);
}

void read_classes(const Parameters& parameters, std::string_view name, PointFilter& filter) {
  if (const auto bits = listed(parameters, name, class_names()))
    filter.classes = static_cast<std::uint16_t>(
        (*bits & 0x7fU) | ((*bits >> kMotionClassNames.size() & 1U) != 0 ? kUnclassifiedBit : 0U));
}

void read_products(const Parameters& parameters, std::string_view name, PointFilter& filter) {
  if (const auto bits = listed(parameters, name, kProducts))
    filter.components = static_cast<std::uint8_t>(*bits);
}

void read_dataset(const Parameters& parameters, PointFilter& filter) {
  if (const auto name = parameters.text("level")) {
    filter.dataset.level = store::level_named(*name);
    if (!filter.dataset.level)
      throw Error(ErrorCode::usage, {},
                  fmt::format("parameter \"level\": {} is not one of L2a, L2b, L3", quoted(*name)));
  }
  if (const auto release = parameters.text("release")) filter.dataset.release = std::string(*release);
}

void show_one_level(PointFilter& filter) {
  if (filter.components == kAllComponents) filter.levels = store::Levels::one;
}

PointFilter read_point_filter(const Parameters& parameters, const PointLimit& limit) {
  PointFilter filter = map_request(parameters, limit);
  read_ranges(parameters, filter);
  read_classes(parameters, "classes", filter);
  filter.flags_set = static_cast<std::uint8_t>(listed(parameters, "flags", kFlagNames).value_or(0));
  filter.flags_not_set = static_cast<std::uint8_t>(listed(parameters, "not_flags", kFlagNames).value_or(0));
  read_products(parameters, "products", filter);
  read_dataset(parameters, filter);
  if (const auto cluster = parameters.text("cluster")) filter.cluster = std::string(*cluster);
  return filter;
}

void add_count_headers(const PointSelection& selection, Answer& answer) {
  answer.headers.emplace_back("X-Total-Count", std::to_string(selection.total));
  answer.headers.emplace_back("X-Rendered-Count", std::to_string(selection.points.size()));
}

Answer binary_answer(const PointSelection& selection, std::string body) {
  Answer answer{.content_type = "application/vnd.plumbline.points", .body = std::move(body)};
  add_count_headers(selection, answer);
  return answer;
}

}  // namespace plumbline::serve
