// SPDX-License-Identifier: MIT
#include "validate/neighbours.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace plumbline::validate {
namespace {

constexpr std::size_t kFewestDates = 10;

/// `factor` × `value`; what is multiplied by 0 need not be known.
double part(double factor, double value) { return factor == 0 ? 0.0 : factor * value; }

}  // namespace

void Neighbours::add(double velocity, double los_east, double los_up, double velocity_std) {
  if (!std::isfinite(velocity + los_east + los_up)) return;
  ++points_;
  velocity_ += velocity;
  velocity_square_ += velocity * velocity;
  los_east_ += los_east;
  los_up_ += los_up;
  if (!(velocity_std > 0)) return;
  ++points_with_std_;
  variance_ += velocity_std * velocity_std;
}

std::optional<Pair> Neighbours::against(const StationMotion& station, double usual_std) const {
  if (points_ == 0) return std::nullopt;
  const auto count = static_cast<double>(points_);
  const double east = los_east_ / count;
  const double up = los_up_ / count;
  const double mean = velocity_ / count;
  // The variance of the mean: (Σv² − n mean²) / (n − 1) / n.
  const double scatter =
      points_ < 2 ? 0.0 : std::max(0.0, velocity_square_ - count * mean * mean) / (count - 1) / count;
  const double known =
      points_with_std_ == 0 ? usual_std * usual_std : variance_ / static_cast<double>(points_with_std_);
  const Pair pair{.ground = part(east, station.east) + part(up, station.up),
                  .radar = mean,
                  .ground_std = std::hypot(part(east, station.east_std), part(up, station.up_std)),
                  .radar_std = std::sqrt(known + scatter)};
  if (!std::isfinite(pair.ground)) return std::nullopt;
  return pair;
}

std::optional<SeriesAgreement> compare_series(std::span<const double> years,
                                              std::span<const double> ground_mm,
                                              std::span<const double> radar_mm) {
  assert(years.size() == ground_mm.size() && years.size() == radar_mm.size());
  std::vector<double> t;
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < years.size(); ++i) {
    if (!std::isfinite(ground_mm[i] + radar_mm[i])) continue;
    t.push_back(years[i]);
    pairs.push_back({.ground = ground_mm[i], .radar = radar_mm[i]});
  }
  if (pairs.size() < kFewestDates) return std::nullopt;
  const Differences all = differences(pairs);
  double mean_time = 0;
  for (const double time : t) mean_time += time / static_cast<double>(t.size());
  double squares = 0, times = 0, products = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const double rest = pairs[i].difference() - all.bias;
    squares += rest * rest;
    times += (t[i] - mean_time) * (t[i] - mean_time);
    products += (t[i] - mean_time) * rest;
  }
  return SeriesAgreement{.dates = pairs.size(),
                         .rms_mm = std::sqrt(squares / static_cast<double>(pairs.size())),
                         .correlation = all.correlation,
                         .velocity_difference = products / times};
}

}  // namespace plumbline::validate
