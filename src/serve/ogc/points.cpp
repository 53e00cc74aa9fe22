// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/error.h"
#include "core/point_id.h"
#include "serve/endpoints/endpoints.h"
#include "serve/find_point.h"
#include "serve/ogc/collections.h"
#include "serve/point_json.h"
#include "store/json_text.h"

namespace plumbline::serve::ogc {
namespace {

/// Those with the name of a property say what it has to be.
constexpr std::array<std::string_view, 14> kFilters{
    "class_1",   "orbit",   "product", "cluster_id", "level",   "release",    "thresh",
    "max_speed", "min_vel", "max_vel", "min_coh",    "max_coh", "min_height", "max_height"};

PointFilter filter_of(const Parameters& parameters) {
  PointFilter filter;
  read_ranges(parameters, filter);
  read_classes(parameters, "class_1", filter);
  read_products(parameters, "product", filter);
  read_dataset(parameters, filter);
  if (const auto cluster = parameters.text("cluster_id")) filter.cluster = std::string(*cluster);
  if (const auto orbit = parameters.text("orbit")) {
    if (*orbit != "A" && *orbit != "D")
      throw Error(ErrorCode::usage, {}, "parameter \"orbit\": " + quoted(*orbit) + " is neither A nor D");
    filter.ascending = *orbit == "A";
    filter.descending = *orbit == "D";
  }
  return filter;
}

void set_window(PointFilter& filter, const GeographicWindow& window) {
  filter.min_latitude = window.min_latitude;
  filter.max_latitude = window.max_latitude;
  filter.min_longitude = window.min_longitude;
  filter.max_longitude = window.max_longitude;
}

std::string_view product_of(const Service& service, std::uint32_t point) {
  return name_of(service.snapshot.tiles[service.snapshot.index.tile(point)].component);
}

/// A pid is known in several tiles (east and up, one release and the next), so a point is named by both.
std::string feature_text(const Service& service, std::uint32_t point) {
  const ViewportIndex& index = service.snapshot.index;
  const auto pid = index.pid(point);
  const std::string_view pid_text(pid.data(), pid.size());
  std::string text = R"({"type":"Feature","id":)";
  store::append_json(text, index.tile_stems()[index.tile(point)] + '.' + std::string(pid_text));
  text += R"(,"geometry":{"type":"Point","coordinates":[)";
  store::append_json(text, index.longitude(point));
  text += ',';
  store::append_json(text, index.latitude(point));
  text += R"(]},"properties":{"pid":")";
  text += pid_text;
  text += R"(","product":")";
  text += product_of(service, point);
  const store::Dataset& dataset = index.datasets()[index.dataset(point)];
  text += fmt::format("\",\"level\":\"{}\",\"release\":", name_of(dataset.level));
  store::append_json_or_null(text, dataset.release);
  text += ',';
  append_point_attributes(text, index, point);
  return text + "}}";
}

ItemsPage items(const Service& service, const Parameters& parameters, const ItemsRequest& request) {
  const ViewportIndex& index = service.snapshot.index;
  PointFilter filter = filter_of(parameters);
  ItemsPage page;
  std::vector<std::uint32_t> points;
  const auto start = static_cast<std::uint32_t>(std::min<std::uint64_t>(request.start, index.size()));
  for (const GeographicWindow& window : request.windows) {
    set_window(filter, window);
    // One more than is shown tells whether there is a next page, and where it begins.
    const PointPage part = index.page(filter, start, request.limit + 1);
    page.matched += part.total;
    points.insert(points.end(), part.points.begin(), part.points.end());
  }
  std::sort(points.begin(), points.end());
  if (points.size() > request.limit) {
    page.next = points[request.limit];
    points.resize(request.limit);
  }
  for (const std::uint32_t point : points) page.features.push_back(feature_text(service, point));
  return page;
}

std::optional<std::string> item(const Service& service, const std::string& id) {
  const std::size_t dot = id.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  const std::string stem = id.substr(0, dot);
  const auto pid = PointId::from_text(std::string_view(id).substr(dot + 1));
  const ViewportIndex& index = service.snapshot.index;
  const auto& stems = index.tile_stems();
  const auto tile = std::ranges::find(stems, stem);
  if (!pid || tile == stems.end()) return std::nullopt;
  const auto point = find_point(index, static_cast<std::uint16_t>(tile - stems.begin()), *pid);
  if (!point) return std::nullopt;
  return feature_text(service, *point);
}

}  // namespace

Collection points() {
  return {"points",
          "Measurement points",
          "Where the ground was measured: mean velocity, class of motion, cluster",
          kFilters,
          extent_of_tiles,
          items,
          item};
}

}  // namespace plumbline::serve::ogc
