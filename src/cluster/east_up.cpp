// SPDX-License-Identifier: MIT
#include "cluster/east_up.h"

#include <cmath>

namespace plumbline::cluster {
namespace {

constexpr double kCellM = 100.0;
constexpr double kLeastDeterminant = 0.1;

}  // namespace

std::optional<EastUp> solve_east_up(const SightedVelocity& a, const SightedVelocity& d) {
  const double determinant = a.los_east * d.los_up - d.los_east * a.los_up;
  if (!(std::abs(determinant) >= kLeastDeterminant)) return std::nullopt;
  return EastUp{(a.velocity_mm_per_year * d.los_up - d.velocity_mm_per_year * a.los_up) / determinant,
                (d.velocity_mm_per_year * a.los_east - a.velocity_mm_per_year * d.los_east) / determinant};
}

SightedVelocity EastUpCells::Geometry::mean() const {
  const auto count = static_cast<double>(points);
  return {sum.velocity_mm_per_year / count, sum.los_east / count, sum.los_up / count};
}

std::uint64_t EastUpCells::key(double easting_m, double northing_m) {
  const auto column = static_cast<std::int32_t>(std::floor(easting_m / kCellM));
  const auto row = static_cast<std::int32_t>(std::floor(northing_m / kCellM));
  return std::uint64_t{static_cast<std::uint32_t>(column)} << 32 | static_cast<std::uint32_t>(row);
}

EastUpCells::EastUpCells(const MovingPoints& points, const std::vector<Members>& clusters) {
  for (const Members& members : clusters) {
    for (const std::size_t i : members) cells_.try_emplace(key(points.easting_m[i], points.northing_m[i]));
  }
}

void EastUpCells::add(double easting_m, double northing_m, char orbit, const SightedVelocity& sighted) {
  if (orbit != 'A' && orbit != 'D') return;
  const auto cell = cells_.find(key(easting_m, northing_m));
  // A sum is finite when all its values are.
  if (cell == cells_.end() ||
      !std::isfinite(sighted.velocity_mm_per_year + sighted.los_east + sighted.los_up)) {
    return;
  }
  Geometry& geometry = orbit == 'A' ? cell->second.ascending : cell->second.descending;
  geometry.sum.velocity_mm_per_year += sighted.velocity_mm_per_year;
  geometry.sum.los_east += sighted.los_east;
  geometry.sum.los_up += sighted.los_up;
  ++geometry.points;
}

std::optional<EastUpCells::Mean> EastUpCells::of(const MovingPoints& points, const Members& members) const {
  Mean mean;
  for (const std::size_t i : members) {
    const auto cell = cells_.find(key(points.easting_m[i], points.northing_m[i]));
    if (cell == cells_.end()) continue;
    const auto& [ascending, descending] = cell->second;
    if (ascending.points == 0 || descending.points == 0) continue;
    const auto velocity = solve_east_up(ascending.mean(), descending.mean());
    if (!velocity) continue;
    mean.velocity.east_mm_per_year += velocity->east_mm_per_year;
    mean.velocity.up_mm_per_year += velocity->up_mm_per_year;
    ++mean.points;
  }
  if (mean.points == 0) return std::nullopt;
  mean.velocity.east_mm_per_year /= static_cast<double>(mean.points);
  mean.velocity.up_mm_per_year /= static_cast<double>(mean.points);
  return mean;
}

}  // namespace plumbline::cluster
