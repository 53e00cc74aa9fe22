// SPDX-License-Identifier: MIT
#include "decompose/cell_motion.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

#include "decompose/east_up.h"

namespace plumbline::decompose {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
/// Displacements are printed to a tenth: no series is known better than this.
constexpr double kLeastScatterMm = 0.1;

/// What the tracks contribute to one cell: mean series × weights = East and Up.
struct Recipe {
  std::vector<const TrackSums*> tracks;
  EastUpWeights weights;
  double north_to_east = 0;  ///< East (Up) that a unit of motion to the north pretends
  double north_to_up = 0;
};

/// Standard deviation of the mean series of a track; the scatter of tracks that do not say theirs is
/// `usual_mm`.
double variance_of_mean(const TrackSums& track, std::size_t cell, double usual_mm) {
  const double told = track.rmse_mm(cell);
  const double scatter = std::max(std::isnan(told) ? usual_mm : told, kLeastScatterMm);
  const auto points = static_cast<double>(track.points(cell));
  return scatter * scatter * (kSharedNoise + (1.0 - kSharedNoise) / points);
}

/// Mean scatter of the tracks that say theirs; NaN where none does.
double usual_scatter_mm(std::span<const TrackSums* const> tracks, std::size_t cell) {
  double sum = 0;
  int known = 0;
  for (const TrackSums* track : tracks) {
    if (std::isnan(track->rmse_mm(cell))) continue;
    sum += track->rmse_mm(cell);
    ++known;
  }
  return sum / known;
}

double weighted_sum(std::span<const double> weights, std::span<const double> values) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * values[i];
  return sum;
}

/// The tracks that have points in the cell, and how many there are of each geometry.
void count_points(std::span<const Track> tracks, std::size_t cell, CellMotion& motion, Recipe& recipe) {
  double height_m = 0;
  for (const Track& track : tracks) {
    const std::size_t points = track.sums->points(cell);
    if (points == 0) continue;
    (track.orbit == 'A' ? motion.points_ascending : motion.points_descending) += points;
    height_m += static_cast<double>(points) * static_cast<double>(track.sums->mean(cell).height_m);
    recipe.tracks.push_back(track.sums);
  }
  motion.tracks = recipe.tracks.size();
  motion.height_m = height_m / static_cast<double>(motion.points_ascending + motion.points_descending);
}

/// Weights of East and Up; those of East are NaN where Up alone is solved for.
std::optional<EastUpWeights> weights_of(std::span<const Sight> sights, Unknowns unknowns) {
  if (unknowns == Unknowns::east_and_up) return solve(sights);
  return EastUpWeights{std::vector<double>(sights.size(), kMissing), solve_up(sights), kMissing};
}

bool is_seen_enough(const CellMotion& motion, Unknowns unknowns) {
  if (unknowns == Unknowns::up) return motion.tracks > 0;
  return motion.points_ascending > 0 && motion.points_descending > 0;
}

std::optional<Recipe> recipe_for(std::span<const Track> tracks, Unknowns unknowns, std::size_t cell,
                                 CellMotion& motion) {
  Recipe recipe;
  count_points(tracks, cell, motion, recipe);
  if (!is_seen_enough(motion, unknowns)) return std::nullopt;

  const double usual_mm = usual_scatter_mm(recipe.tracks, cell);
  std::vector<Sight> sights;
  std::vector<double> variances, los_east, los_north, gnss;
  for (const TrackSums* track : recipe.tracks) {
    const SightedPoint mean = track->mean(cell);
    variances.push_back(variance_of_mean(*track, cell, std::isnan(usual_mm) ? 1.0 : usual_mm));
    sights.push_back(
        {static_cast<double>(mean.los_east), static_cast<double>(mean.los_up), variances.back()});
    los_east.push_back(sights.back().los_east);
    los_north.push_back(static_cast<double>(mean.los_north));
    gnss.push_back(static_cast<double>(mean.gnss_velocity));
  }
  auto weights = weights_of(sights, unknowns);
  if (!weights) return std::nullopt;
  recipe.weights = std::move(*weights);
  const auto& [east, up, condition] = recipe.weights;
  recipe.north_to_east = weighted_sum(east, los_north);
  recipe.north_to_up = weighted_sum(up, los_north);

  motion.is_solved = true;
  motion.condition = condition;
  motion.east_std_mm = std::isnan(usual_mm) ? kMissing : propagated_std(east, variances);
  motion.up_std_mm = std::isnan(usual_mm) ? kMissing : propagated_std(up, variances);
  const std::vector<double> ones(sights.size(), 1.0);
  motion.east_growth = propagated_std(east, ones);
  motion.up_growth = propagated_std(up, ones);
  motion.up_per_east = unknowns == Unknowns::up ? weighted_sum(up, los_east) : 0.0;
  motion.gnss_east = weighted_sum(east, gnss);
  motion.gnss_up = weighted_sum(up, gnss);
  return recipe;
}

}  // namespace

void solve_cells(std::span<const Track> tracks, Unknowns unknowns, std::size_t first_cell,
                 std::span<const double> north_mm, std::span<CellMotion> motions, SeriesBlock& east_mm,
                 SeriesBlock& up_mm) {
  assert(east_mm.points() == motions.size() && up_mm.points() == motions.size());
  const std::size_t cells = motions.size();
  for (std::size_t i = 0; i < cells; ++i) {
    motions[i] = {};
    const auto recipe = recipe_for(tracks, unknowns, first_cell + i, motions[i]);
    for (std::size_t k = 0; k < east_mm.acquisitions(); ++k) {
      double east = kMissing;
      double up = kMissing;
      if (recipe) {
        const double north = north_mm.empty() ? 0.0 : north_mm[k * cells + i];
        east = -recipe->north_to_east * north;
        up = -recipe->north_to_up * north;
        for (std::size_t track = 0; track < recipe->tracks.size(); ++track) {
          const double mean = recipe->tracks[track]->mean_mm(k, first_cell + i);
          east += recipe->weights.east[track] * mean;
          up += recipe->weights.up[track] * mean;
        }
      }
      east_mm.acquisition(k)[i] = static_cast<float>(east);
      up_mm.acquisition(k)[i] = static_cast<float>(up);
    }
  }
}

}  // namespace plumbline::decompose
