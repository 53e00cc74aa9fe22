// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

#include "core/motion_class.h"
#include "serve/endpoints/endpoints.h"
#include "serve/service.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

using Json = nlohmann::ordered_json;

/// Grows with every tile; nothing before the first that holds points.
struct Extent {
  std::optional<GeographicWindow> window;

  void add(const TileFigures& tile) {
    if (tile.points == 0) return;
    if (!window)
      window = GeographicWindow{tile.min_latitude, tile.max_latitude, tile.min_longitude, tile.max_longitude};
    window->min_latitude = std::min(window->min_latitude, tile.min_latitude);
    window->max_latitude = std::max(window->max_latitude, tile.max_latitude);
    window->min_longitude = std::min(window->min_longitude, tile.min_longitude);
    window->max_longitude = std::max(window->max_longitude, tile.max_longitude);
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

/// Statistics of the points that the map shows unless it is asked for others.
struct Figures {
  std::size_t points = 0;
  Extent extent;
  std::array<std::size_t, kMotionClassNames.size()> of_class{};
  std::size_t unclassified = 0;
  float min_velocity = std::numeric_limits<float>::quiet_NaN();
  float max_velocity = std::numeric_limits<float>::quiet_NaN();

  Figures(std::span<const TileFigures> tiles, const std::vector<bool>& usual_datasets) {
    for (const TileFigures& tile : tiles) {
      if (!usual_datasets[tile.dataset]) continue;
      points += tile.points;
      extent.add(tile);
      for (std::size_t i = 0; i < of_class.size(); ++i) of_class[i] += tile.of_class[i];
      unclassified += tile.of_class[PointKind::kNoClass];
      min_velocity = std::fmin(min_velocity, tile.min_velocity);  // passes over NaN
      max_velocity = std::fmax(max_velocity, tile.max_velocity);
    }
  }
};

Json tile_json(const store::TileRecord& record, const TileFigures& figures) {
  const std::string release = store::release_of(record);
  DateSpan dates;
  dates.add(record.axis);
  Extent extent;
  extent.add(figures);
  return {{"stem", record.stem},
          {"level", name_of(record.level)},
          {"component", name_of(record.component)},
          {"release", release.empty() ? Json(nullptr) : Json(release)},
          {"points", figures.points},
          {"acquisitions", record.axis.size()},
          {"dates", dates.json()},
          {"bbox", extent.json()}};
}

/// As float32 text: nlohmann would print the float64 that a float32 widens to.
std::string velocity_text(const Figures& figures) {
  if (std::isnan(figures.min_velocity)) return "null";
  std::string text = "{\"min\":";
  store::append_json(text, figures.min_velocity);
  text += ",\"max\":";
  store::append_json(text, figures.max_velocity);
  return text + '}';
}

std::vector<bool> usual_datasets(const ViewportIndex& index) {
  return choose_datasets(index.datasets(), {}, store::Levels::one_a_component);
}

/// What may be counted together, and which of it is shown unless a request says otherwise.
Json datasets_json(const ViewportIndex& index) {
  const auto& datasets = index.datasets();
  const std::vector<bool> usual = usual_datasets(index);
  std::vector<std::uint64_t> points(datasets.size());
  for (const TileFigures& tile : index.tile_figures()) points[tile.dataset] += tile.points;
  Json list = Json::array();
  for (std::size_t i = 0; i < datasets.size(); ++i)
    list.push_back({{"product", name_of(datasets[i].component)},
                    {"level", name_of(datasets[i].level)},
                    {"release", datasets[i].release.empty() ? Json(nullptr) : Json(datasets[i].release)},
                    {"points", points[i]},
                    {"usual", bool{usual[i]}}});
  return list;
}

bool any_tile_is_classified(const store::Store& store) {
  return std::any_of(store.tiles().begin(), store.tiles().end(), [&](const store::TileRecord& tile) {
    const auto columns = store.column_names(tile.stem);
    return std::any_of(columns.begin(), columns.end(), [](const auto& c) { return c.first == "class_1"; });
  });
}

}  // namespace

std::string describe(const store::Store& store, const Snapshot& snapshot) {
  const auto tile_figures = snapshot.index.tile_figures();
  const Figures figures(tile_figures, usual_datasets(snapshot.index));
  DateSpan dates;
  Json tiles = Json::array();
  for (std::size_t i = 0; i < store.tiles().size(); ++i) {
    const store::TileRecord& record = store.tiles()[i];
    dates.add(record.axis);
    tiles.push_back(tile_json(record, tile_figures[i]));
  }
  Json counts;
  for (std::size_t i = 0; i < kMotionClassNames.size(); ++i)
    counts[std::string(kMotionClassNames[i])] = figures.of_class[i];
  const Json info{{"version", PLUMBLINE_VERSION},
                  {"points", figures.points},
                  {"tiles", tiles},
                  {"datasets", datasets_json(snapshot.index)},
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

Answer get_info(const Service& service, const Question& question) {
  const Parameters none(question.query, {});
  const bool changed = service.store.stamp() != service.stamp;
  return json_answer(service.snapshot.info + (changed ? "true}" : "false}"));
}

}  // namespace plumbline::serve
