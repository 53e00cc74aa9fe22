// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "serve/ogc/collections.h"

namespace plumbline::serve::ogc {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 2> kFilters{"level", "component"};

Json ring_of(const GeographicWindow& box) {
  const double south = box.min_latitude, north = box.max_latitude;
  const double west = box.min_longitude, east = box.max_longitude;
  return Json::array(
      {Json::array({Json::array({west, south}), Json::array({east, south}), Json::array({east, north}),
                    Json::array({west, north}), Json::array({west, south})})});
}

Json day_or_null(const std::optional<Date>& day) { return day ? Json(day->iso()) : Json(nullptr); }

std::string feature_text(const TileFootprint& tile) {
  const Json geometry =
      tile.box ? Json{{"type", "Polygon"}, {"coordinates", ring_of(*tile.box)}} : Json(nullptr);
  const Json feature{{"type", "Feature"},
                     {"id", tile.stem},
                     {"geometry", geometry},
                     {"properties",
                      {{"level", name_of(tile.level)},
                       {"component", name_of(tile.component)},
                       {"points", tile.points},
                       {"acquisitions", tile.acquisitions},
                       {"first_date", day_or_null(tile.first)},
                       {"last_date", day_or_null(tile.last)}}}};
  return feature.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void check_one_of(const Parameters& parameters, std::string_view name,
                  std::array<std::string_view, 3> values) {
  const auto value = parameters.text(name);
  if (value && std::find(values.begin(), values.end(), *value) == values.end())
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter {}: {} is not one of {}", quoted(name), quoted(*value),
                            fmt::join(values, ", ")));
}

ItemsPage items(const Service& service, const Parameters& parameters, const ItemsRequest& request) {
  check_one_of(parameters, "level", {name_of(Level::L2a), name_of(Level::L2b), name_of(Level::L3)});
  check_one_of(parameters, "component",
               {name_of(Component::line_of_sight), name_of(Component::east), name_of(Component::up)});
  const auto& tiles = service.snapshot.tiles;
  const auto as_asked = [&](std::string_view name, std::string_view value) {
    const auto wanted = parameters.text(name);
    return !wanted || value == *wanted;
  };
  // OGC: what has no place or no time is not sorted out by place or time.
  const auto passes = [&](const TileFootprint& tile) {
    return (!tile.box || meets(request.windows, *tile.box)) &&
           (!tile.first || request.time.meets({tile.first, tile.last})) &&
           as_asked("level", name_of(tile.level)) && as_asked("component", name_of(tile.component));
  };
  ItemsPage page;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (!passes(tiles[i])) continue;
    ++page.matched;
    if (i < request.start) continue;
    if (page.features.size() < request.limit) {
      page.features.push_back(feature_text(tiles[i]));
    } else if (!page.next) {
      page.next = i;
    }
  }
  return page;
}

std::optional<std::string> item(const Service& service, const std::string& id) {
  for (const TileFootprint& tile : service.snapshot.tiles) {
    if (tile.stem == id) return feature_text(tile);
  }
  return std::nullopt;
}

}  // namespace

Collection tiles() {
  return {"tiles",
          "Tiles",
          "What was delivered: the box around the points of each tile, and the days of its first and last "
          "acquisition",
          kFilters,
          extent_of_tiles,
          items,
          item};
}

}  // namespace plumbline::serve::ogc
