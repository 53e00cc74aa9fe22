// SPDX-License-Identifier: MIT
#include "serve/viewport_index.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

/// product.md, "REST": zoom 0 to 11.
constexpr std::array kCellDegrees{4.0, 2.0, 1.0, 0.5, 0.25, 0.12, 0.06, 0.03, 0.015, 0.008, 0.004, 0.002};

/// A missing coherence comes after every measured one.
float coherence_rank(float coherence) { return std::isnan(coherence) ? -1.0F : coherence; }

/// Cells of a degree/500 and more fit 32 bits a side.
std::uint64_t cell_key(double latitude, double longitude, double cell) {
  const auto row = static_cast<std::int32_t>(std::floor(latitude / cell));
  const auto column = static_cast<std::int32_t>(std::floor(longitude / cell));
  return (std::uint64_t{static_cast<std::uint32_t>(row)} << 32) | static_cast<std::uint32_t>(column);
}

bool orbit_wanted(Orbit orbit, const PointFilter& filter) {
  switch (orbit) {
    case Orbit::ascending:
      return filter.ascending;
    case Orbit::descending:
      return filter.descending;
    case Orbit::none:
      break;
  }
  return filter.ascending && filter.descending;
}

}  // namespace

std::optional<double> cell_degrees(int zoom) {
  if (zoom < 0 || static_cast<std::size_t>(zoom) >= kCellDegrees.size()) return std::nullopt;
  return kCellDegrees[static_cast<std::size_t>(zoom)];
}

ViewportIndex::ViewportIndex(PointColumns columns) : columns_(std::move(columns)) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const double latitude = columns_.latitude[i];
    const double longitude = columns_.longitude[i];
    if (std::abs(latitude) <= 90 && std::abs(longitude) <= 180) continue;  // false for NaN as well
    throw Error(ErrorCode::bad_store, {.file = columns_.tile_stems[columns_.tile[i]]},
                fmt::format("point {} lies at latitude {}, longitude {}, which is not on the globe",
                            columns_.pid[i].text(), latitude, longitude),
                "Ingest the delivery again with --overwrite");
  }
}

bool ViewportIndex::passes(std::uint32_t point, const PointFilter& filter) const {
  const double latitude = columns_.latitude[point];
  const double longitude = columns_.longitude[point];
  if (latitude < filter.min_latitude || latitude > filter.max_latitude) return false;
  if (longitude < filter.min_longitude || longitude > filter.max_longitude) return false;
  if (!orbit_wanted(columns_.orbit[point], filter)) return false;
  const float speed = std::abs(columns_.mean_velocity_mm_per_year[point]);
  const float coherence = columns_.temporal_coherence[point];
  return (std::isnan(speed) ? 0.0F : speed) >= filter.least_speed_mm_per_year &&
         (std::isnan(coherence) ? 0.0F : coherence) >= filter.least_coherence;
}

bool ViewportIndex::more_coherent(std::uint32_t a, std::uint32_t b) const {
  const float coherence_a = coherence_rank(columns_.temporal_coherence[a]);
  const float coherence_b = coherence_rank(columns_.temporal_coherence[b]);
  if (coherence_a != coherence_b) return coherence_a > coherence_b;
  return std::tuple(columns_.pid[a], columns_.tile[a], a) < std::tuple(columns_.pid[b], columns_.tile[b], b);
}

void ViewportIndex::keep_one_a_cell(double cell, std::vector<std::uint32_t>& points) const {
  std::unordered_map<std::uint64_t, std::uint32_t> best;
  for (const std::uint32_t point : points) {
    const auto key = cell_key(columns_.latitude[point], columns_.longitude[point], cell);
    const auto [place, is_new] = best.try_emplace(key, point);
    if (!is_new && more_coherent(point, place->second)) place->second = point;
  }
  points.clear();
  for (const auto& [key, point] : best) points.push_back(point);
}

PointSelection ViewportIndex::select(const PointFilter& filter) const {
  PointSelection selection;
  auto& points = selection.points;
  for (std::uint32_t point = 0; point < columns_.size(); ++point) {
    if (passes(point, filter)) points.push_back(point);
  }
  selection.total = points.size();
  if (const auto cell = cell_degrees(filter.zoom)) keep_one_a_cell(*cell, points);
  if (points.size() > filter.max_points) {
    std::nth_element(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(filter.max_points),
                     points.end(), [this](auto a, auto b) { return more_coherent(a, b); });
    points.resize(filter.max_points);
  }
  std::sort(points.begin(), points.end());
  return selection;
}

}  // namespace plumbline::serve
