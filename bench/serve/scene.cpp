// SPDX-License-Identifier: MIT
#include "scene.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "serve/compact_values.h"

namespace plumbline::bench {
namespace {

constexpr std::size_t kTowns = 600;

struct Town {
  double latitude, longitude, radius;  ///< degrees
  double velocity;                     ///< mm/yr
};

std::vector<Town> towns() {
  Draw draw(2026);
  std::vector<Town> towns;
  for (std::size_t i = 0; i < kTowns; ++i)
    towns.push_back({draw.within(kSouth, kNorth), draw.within(kWest, kEast), draw.within(0.01, 0.12),
                     draw.chance(0.2) ? draw.normal() * 8 : 0.0});
  return towns;
}

double six_decimals(double degrees) { return serve::degrees(serve::millionths(degrees)); }
float tenths(double value) { return static_cast<float>(std::round(value * 10)) / 10.0F; }

PointId pid_of(std::uint64_t number) {
  const auto text = serve::pid_characters(serve::pid_number(*PointId::from_text("1000000000")) + number);
  return *PointId::from_text({text.data(), text.size()});
}

std::uint8_t class_of(double velocity, Draw& draw) {
  if (draw.chance(0.02)) return serve::kUnclassified;
  if (std::abs(velocity) < 2.5)
    return draw.chance(0.8) ? 0 : draw.chance(0.7) ? 1 : 5;  // stable, noisy, variable
  return draw.chance(0.7) ? 2 : draw.chance(0.5) ? 3 : draw.chance(0.8) ? 4 : 6;
}

serve::PointColumns tile_points(std::size_t tile, std::size_t points, std::size_t tiles,
                                const std::vector<Town>& towns, serve::IdNumbers& clusters,
                                serve::IdNumbers& subclusters) {
  Draw draw(tile + 1);
  const double west = kWest + (kEast - kWest) * static_cast<double>(tile) / static_cast<double>(tiles);
  const double east = kWest + (kEast - kWest) * static_cast<double>(tile + 1) / static_cast<double>(tiles);
  std::vector<std::size_t> near;
  for (std::size_t i = 0; i < towns.size(); ++i)
    if (towns[i].longitude >= west && towns[i].longitude <= east) near.push_back(i);
  serve::PointColumns columns;
  for (std::size_t i = 0; i < points; ++i) {
    const bool in_town = !near.empty() && draw.chance(0.6);
    const std::size_t t = in_town ? near[draw.bits() % near.size()] : 0;
    double latitude = draw.within(kSouth, kNorth), longitude = draw.within(west, east),
           velocity = draw.normal();
    if (in_town) {
      latitude = std::clamp(towns[t].latitude + draw.normal() * towns[t].radius, kSouth, kNorth);
      longitude = std::clamp(towns[t].longitude + draw.normal() * towns[t].radius, kWest, kEast);
      velocity += towns[t].velocity;
    }
    const bool clustered = in_town && std::abs(velocity) >= 2.5 && std::abs(towns[t].velocity) > 1;
    columns.pid.push_back(pid_of(tile * kTilePoints + (i * 7919) % points));
    columns.latitude.push_back(six_decimals(latitude));
    columns.longitude.push_back(six_decimals(longitude));
    columns.mean_velocity_mm_per_year.push_back(tenths(velocity));
    columns.temporal_coherence.push_back(
        static_cast<float>(std::round(100 - 50 * draw.unit() * draw.unit())) / 100.0F);
    columns.height_m.push_back(tenths(40 + 900 * (latitude - kSouth) + 5 * draw.normal()));
    columns.orbit.push_back(tile % 2 == 0 ? serve::Orbit::ascending : serve::Orbit::descending);
    columns.motion_class.push_back(class_of(velocity, draw));
    columns.flags.push_back(static_cast<std::uint8_t>(draw.bits() & draw.bits() & 0x0f));
    columns.cluster.push_back(clustered ? clusters.number(fmt::format("CL_{:04}", t)) : serve::kNoCluster);
    columns.subcluster.push_back(clustered ? subclusters.number(fmt::format("CL_{:04}_SUB_001", t))
                                           : serve::kNoCluster);
  }
  return columns;
}

}  // namespace

serve::PointSource country(std::size_t points) {
  const std::size_t tiles = std::max<std::size_t>(1, points / kTilePoints);
  serve::PointSource source;
  for (std::size_t tile = 0; tile < tiles; ++tile)
    source.tiles.push_back({fmt::format("tile_{:05}", tile), {}});
  source.made_from = fmt::format("{:064}", points);
  source.read = [points, tiles, towns = towns()](std::size_t tile, serve::IdNumbers& clusters,
                                                 serve::IdNumbers& subclusters) {
    return tile_points(tile, points / tiles, tiles, towns, clusters, subclusters);
  };
  return source;
}

}  // namespace plumbline::bench
