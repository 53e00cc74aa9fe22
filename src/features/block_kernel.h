// SPDX-License-Identifier: MIT
// Inside of BlockDescriber: what the vector code gets, and what it gives.
#pragma once

#include <array>
#include <cstddef>

namespace plumbline::features {

/// Points of a tile: a multiple of every target's lanes, and of a cache line.
inline constexpr std::size_t kTilePoints = 64;
/// float64 lanes of the widest target.
inline constexpr std::size_t kMostLanes = 8;

/// What all points of a tile share. Pointers are to one value an acquisition.
struct TileTask {
  std::size_t acquisitions = 0;    ///< at least 10
  std::size_t first_half = 0;      ///< acquisitions of it
  std::size_t points = 0;          ///< at most kTilePoints; the rest of the tile holds copies of one of them
  const float* tile_mm = nullptr;  ///< [acquisition][kTilePoints], finite
  double* residual = nullptr;      ///< room for [acquisition][kMostLanes]
  std::array<const double*, 3> polynomial{};
  std::array<const double*, 4> seasonal{};
  const double* half_times = nullptr;
  double jump_mm = 0;
  std::size_t percentile_rank = 0;  ///< the order statistic below the percentile of the steps, from 0
};

/// One value a point.
using TileColumn = std::array<double, kTilePoints>;

/// Sums over time, each as the plain version adds it.
struct TileSums {
  TileColumn lowest, highest;
  TileColumn first_half_product, second_half_product;  ///< Σ (t - mean)(y - mean)
  TileColumn squares_total, squares_line, squares_season;
  TileColumn line_projection, square_projection;
  std::array<TileColumn, 4> seasonal_projections;
  TileColumn lag_product;
  TileColumn running_lowest, running_highest;  ///< of the running sum of the seasonal residual
  TileColumn jumps, largest_step;
  TileColumn step_at_rank, step_after_rank;  ///< order statistics `percentile_rank` and the next
};

void sum_over_time(const TileTask& task, TileSums& sums);

/// Two neighbouring order statistics of `count` values `stride` places apart, by sorting: for the few points
/// whose vector search does not end, as with ties.
void select_by_sorting(const double* steps, std::size_t count, std::size_t stride, std::size_t rank,
                       double& at_rank, double& after_rank);

}  // namespace plumbline::features
