// SPDX-License-Identifier: MIT
#include "cluster/east_up.h"

#include <cmath>

#include "geodesy/sheets.h"

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

/// Sheets have 16 bits, columns and rows 24 each: 800,000 km.
std::uint64_t EastUpCells::key(double easting_m, double northing_m, std::int32_t sheet) {
  constexpr std::uint64_t kMask = 0xffffff;
  const auto column = static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(easting_m / kCellM)));
  const auto row = static_cast<std::uint64_t>(static_cast<std::int64_t>(std::floor(northing_m / kCellM)));
  return std::uint64_t{static_cast<std::uint16_t>(sheet)} << 48 | (column & kMask) << 24 | (row & kMask);
}

EastUpCells::EastUpCells(const MovingPoints& points, const std::vector<Members>& clusters) {
  if (points.beyond_europe) {
    key_of_point_.resize(points.size());
    for (const geodesy::Sheet& sheet : geodesy::lay_on_sheets(points.easting_m, points.northing_m, 0)) {
      for (std::size_t i = 0; i < sheet.size(); ++i)
        key_of_point_[sheet.place[i]] = key(sheet.easting_m[i], sheet.northing_m[i], sheet.number);
    }
  }
  for (const Members& members : clusters) {
    for (const std::size_t i : members) cells_.try_emplace(key_of(points, i));
  }
}

void EastUpCells::add(double easting_m, double northing_m, char orbit, const SightedVelocity& sighted,
                      std::int32_t sheet) {
  if (orbit != 'A' && orbit != 'D') return;
  const auto cell = cells_.find(key(easting_m, northing_m, sheet));
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
    const auto cell = cells_.find(key_of(points, i));
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
