// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/motion_class.h"
#include "serve/endpoints/endpoints.h"
#include "serve/json_text.h"
#include "serve/service.h"

namespace plumbline::serve {
namespace {

using Json = nlohmann::ordered_json;

/// Grows with every point; nothing before the first.
struct Extent {
  std::optional<GeographicWindow> window;

  void add(double latitude, double longitude) {
    if (!window) window = GeographicWindow{latitude, latitude, longitude, longitude};
    window->min_latitude = std::min(window->min_latitude, latitude);
    window->max_latitude = std::max(window->max_latitude, latitude);
    window->min_longitude = std::min(window->min_longitude, longitude);
    window->max_longitude = std::max(window->max_longitude, longitude);
  }
  Json json() const {
    if (!window) return nullptr;
    return {{"min_lat", window->min_latitude},
            {"max_lat", window->max_latitude},
            {"min_lon", window->min_longitude},
            {"max_lon", window->max_longitude}};
  }
};

struct DateSpan {
  std::optional<Date> first;
  std::optional<Date> last;

  void add(const TimeAxis& axis) {
    if (axis.empty()) return;
    first = std::min(first.value_or(axis.date(0)), axis.date(0));
    last = std::max(last.value_or(axis.date(0)), axis.date(axis.size() - 1));
  }
  Json json() const {
    if (!first) return nullptr;
    return {{"first", first->iso()}, {"last", last->iso()}};
  }
};

/// Figures over all points of the map.
struct Figures {
  Extent extent;
  std::vector<Extent> tile_extents;
  std::vector<std::size_t> tile_points;
  std::array<std::size_t, kMotionClassNames.size()> of_class{};
  std::size_t unclassified = 0;
  std::optional<std::pair<float, float>> velocity_range;

  explicit Figures(const PointColumns& columns)
      : tile_extents(columns.tile_stems.size()), tile_points(columns.tile_stems.size()) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      extent.add(columns.latitude[i], columns.longitude[i]);
      tile_extents[columns.tile[i]].add(columns.latitude[i], columns.longitude[i]);
      ++tile_points[columns.tile[i]];
      ++(columns.motion_class[i] == kUnclassified ? unclassified : of_class[columns.motion_class[i]]);
      add_velocity(columns.mean_velocity_mm_per_year[i]);
    }
  }

 private:
  void add_velocity(float velocity) {
    if (std::isnan(velocity)) return;
    if (!velocity_range) velocity_range = {velocity, velocity};
    velocity_range->first = std::min(velocity_range->first, velocity);
    velocity_range->second = std::max(velocity_range->second, velocity);
  }
};

Json tile_json(const store::TileRecord& record, std::size_t points, const Extent& extent) {
  DateSpan dates;
  dates.add(record.axis);
  return {
      {"stem", record.stem},  {"level", name_of(record.level)},     {"component", name_of(record.component)},
      {"points", points},     {"acquisitions", record.axis.size()}, {"dates", dates.json()},
      {"bbox", extent.json()}};
}

/// As float32 text: nlohmann would print the float64 that a float32 widens to.
std::string velocity_text(const Figures& figures) {
  if (!figures.velocity_range) return "null";
  std::string text = "{\"min\":";
  append_json(text, figures.velocity_range->first);
  text += ",\"max\":";
  append_json(text, figures.velocity_range->second);
  return text + '}';
}

bool any_tile_is_classified(const store::Store& store) {
  return std::any_of(store.tiles().begin(), store.tiles().end(), [&](const store::TileRecord& tile) {
    const auto columns = store.column_names(tile.stem);
    return std::any_of(columns.begin(), columns.end(), [](const auto& c) { return c.first == "class_1"; });
  });
}

}  // namespace

std::string describe(const store::Store& store, const Snapshot& snapshot) {
  const Figures figures(snapshot.index.columns());
  DateSpan dates;
  Json tiles = Json::array();
  for (std::size_t i = 0; i < store.tiles().size(); ++i) {
    const store::TileRecord& record = store.tiles()[i];
    dates.add(record.axis);
    tiles.push_back(tile_json(record, figures.tile_points[i], figures.tile_extents[i]));
  }
  Json counts;
  for (std::size_t i = 0; i < kMotionClassNames.size(); ++i)
    counts[std::string(kMotionClassNames[i])] = figures.of_class[i];
  const Json info{{"version", PLUMBLINE_VERSION},
                  {"points", snapshot.index.columns().size()},
                  {"tiles", tiles},
                  {"bbox", figures.extent.json()},
                  {"dates", dates.json()},
                  {"has_classes", any_tile_is_classified(store)},
                  {"has_clusters", snapshot.clusters.exists()},
                  {"has_subclusters", snapshot.subclusters.exists()},
                  {"class_counts", counts},
                  {"unclassified", figures.unclassified},
                  {"clusters", snapshot.clusters.size()},
                  {"subclusters", snapshot.subclusters.size()}};
  std::string text = info.dump(-1, ' ', false, Json::error_handler_t::replace);
  text.pop_back();
  return text + ",\"velocity_range\":" + velocity_text(figures) + ",\"store_changed\":";
}

Answer get_info(const Service& service, std::string_view query) {
  const Parameters none(query, {});
  const bool changed = service.store.stamp() != service.stamp;
  return json_answer(service.snapshot.info + (changed ? "true}" : "false}"));
}

}  // namespace plumbline::serve
