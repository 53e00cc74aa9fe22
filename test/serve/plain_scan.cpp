// SPDX-License-Identifier: MIT
#include "serve/plain_scan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace plumbline::test {
namespace {

using serve::Orbit;
using serve::PointFilter;

constexpr std::array<Component, kTiles> kComponents{Component::line_of_sight, Component::up,
                                                    Component::line_of_sight};

bool orbit_wanted(Orbit orbit, const PointFilter& filter) {
  if (orbit == Orbit::ascending) return filter.ascending;
  if (orbit == Orbit::descending) return filter.descending;
  return filter.without_orbit();
}

bool class_wanted(std::uint8_t motion_class, const PointFilter& filter) {
  const unsigned bit =
      motion_class == serve::kUnclassified ? serve::kUnclassifiedBit : 1U << unsigned{motion_class};
  return (filter.classes & bit) != 0;
}

/// Ascending: the point that is shown first.
auto place_in_line(const std::vector<MapPoint>& points, std::uint32_t i) {
  const float coherence = points[i].coherence;
  const float rank = std::isnan(coherence) ? std::numeric_limits<float>::infinity() : -coherence;
  return std::tuple(rank, points[i].pid, points[i].tile, i);
}

}  // namespace

bool passes(const MapPoint& point, const PointFilter& filter) {
  const float velocity = std::isnan(point.velocity) ? 0.0F : point.velocity;
  const float speed = std::fabs(velocity);
  const float coherence = std::isnan(point.coherence) ? 0.0F : point.coherence;
  const bool height_asked =
      filter.least_height_m > -PointFilter::kAny || filter.greatest_height_m < PointFilter::kAny;
  return point.latitude >= filter.min_latitude && point.latitude <= filter.max_latitude &&
         point.longitude >= filter.min_longitude && point.longitude <= filter.max_longitude &&
         speed >= filter.least_speed_mm_per_year && speed <= filter.greatest_speed_mm_per_year &&
         velocity >= filter.least_velocity_mm_per_year && velocity <= filter.greatest_velocity_mm_per_year &&
         coherence >= filter.least_coherence && coherence <= filter.greatest_coherence &&
         (!height_asked ||
          (point.height >= filter.least_height_m && point.height <= filter.greatest_height_m)) &&
         orbit_wanted(point.orbit, filter) && class_wanted(point.motion_class, filter) &&
         (filter.components >> static_cast<unsigned>(kComponents.at(point.tile)) & 1U) != 0 &&
         (point.flags & filter.flags_set) == filter.flags_set && (point.flags & filter.flags_not_set) == 0 &&
         (!filter.cluster || (!filter.cluster->empty() && point.cluster == *filter.cluster));
}

serve::PointSelection plain_scan(const std::vector<MapPoint>& points, const PointFilter& filter) {
  serve::PointSelection selection;
  auto& shown = selection.points;
  const auto cell = serve::cell_degrees(filter.zoom);
  std::map<std::pair<double, double>, std::uint32_t> best;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (!passes(points[i], filter)) continue;
    ++selection.total;
    if (!cell) {
      shown.push_back(i);
      continue;
    }
    const std::pair key(std::floor(points[i].latitude / *cell), std::floor(points[i].longitude / *cell));
    const auto [place, is_new] = best.try_emplace(key, i);
    if (!is_new && place_in_line(points, i) < place_in_line(points, place->second)) place->second = i;
  }
  for (const auto& [key, i] : best) shown.push_back(i);
  std::sort(shown.begin(), shown.end(),
            [&](auto a, auto b) { return place_in_line(points, a) < place_in_line(points, b); });
  if (shown.size() > filter.max_points) shown.resize(filter.max_points);
  std::sort(shown.begin(), shown.end(),
            [&](auto a, auto b) { return std::pair(points[a].tile, a) < std::pair(points[b].tile, b); });
  return selection;
}

serve::PointSource source_of(const std::vector<MapPoint>& points) {
  serve::PointSource source;
  source.tiles = {{"first", {.component = kComponents[0]}},
                  {"second", {.component = kComponents[1]}},
                  {"third", {.component = kComponents[2]}}};
  source.made_from = std::string(64, 'a');
  source.read = [&points](std::size_t tile, serve::IdNumbers& clusters, serve::IdNumbers& subclusters) {
    serve::PointColumns columns;
    for (const MapPoint& point : points) {
      if (point.tile != tile) continue;
      columns.pid.push_back(PointId::from_text(point.pid).value());
      columns.longitude.push_back(point.longitude);
      columns.latitude.push_back(point.latitude);
      columns.mean_velocity_mm_per_year.push_back(point.velocity);
      columns.temporal_coherence.push_back(point.coherence);
      columns.height_m.push_back(point.height);
      columns.orbit.push_back(point.orbit);
      columns.motion_class.push_back(point.motion_class);
      columns.flags.push_back(point.flags);
      const bool alone = point.cluster.empty();
      columns.cluster.push_back(alone ? serve::kNoCluster : clusters.number(point.cluster));
      columns.subcluster.push_back(alone ? serve::kNoCluster
                                         : subclusters.number(point.cluster + "_SUB_001"));
    }
    return columns;
  };
  return source;
}

serve::PointSelection selected(const serve::ViewportIndex& index, const std::vector<MapPoint>& points,
                               const PointFilter& filter) {
  std::array<std::vector<std::uint32_t>, kTiles> position;  // by tile and row
  for (std::uint32_t i = 0; i < points.size(); ++i) position.at(points[i].tile).push_back(i);
  serve::PointSelection selection = index.select(filter);
  for (std::uint32_t& point : selection.points) point = position.at(index.tile(point)).at(index.row(point));
  return selection;
}

}  // namespace plumbline::test
