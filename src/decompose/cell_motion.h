// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/series_block.h"
#include "decompose/track_sums.h"

namespace plumbline::decompose {

struct Track {
  char orbit = 0;  ///< 'A' or 'D'
  const TrackSums* sums = nullptr;
};

/// Share of the scatter of a series that all points of a 100 m cell have in common, so that averaging does
/// not lessen it: median over the 1,100 cells of the two bursts of Ustica with five points or more.
inline constexpr double kSharedNoise = 0.1;

/// What is solved for: East and Up where both geometries see a cell; or Up alone where one geometry sees it,
/// as if the ground moved up and down only.
enum class Unknowns : std::uint8_t { east_and_up, up };

/// East and Up of one cell, and how far they can be trusted. Where Up alone is solved for, what is said of
/// East is NaN, and so is the condition.
struct CellMotion {
  bool is_solved = false;  ///< else nothing below is known
  std::size_t points_ascending = 0;
  std::size_t points_descending = 0;
  std::size_t tracks = 0;
  double height_m = 0;   ///< mean over all points
  double condition = 0;  ///< of the lines of sight (EastUpWeights)
  /// mm; standard deviation of one displacement: the scatter of each track's mean series, propagated. A mean
  /// of n points with root-mean-square scatter s has the variance s² (c + (1 - c) / n), c = kSharedNoise.
  /// NaN where no point says its scatter.
  double east_std_mm = 0;
  double up_std_mm = 0;
  /// Standard deviation when every track has an error of standard deviation 1, independent of the others.
  double east_growth = 0;
  double up_growth = 0;
  /// Up that one unit of motion to the east pretends: 0 where both are solved for.
  double up_per_east = 0;
  /// mm/yr; the reference model's East and Up, from its velocities along the lines of sight; NaN = not known.
  double gnss_east = 0;
  double gnss_up = 0;
};

/// Solves cells `first_cell` and following, one a place of `motions`, from the mean series of all tracks that
/// have points in them (east_up.h; weights by the variance of the mean series). For East and Up a cell is
/// solved when it has both geometries and its lines of sight differ enough; for Up alone when it has points.
/// `east_mm` and `up_mm` hold dates × motions.size() values; those of cells that are not solved become NaN.
/// `north_mm` is the motion to the north that is taken out first, laid out likewise; empty = none.
void solve_cells(std::span<const Track> tracks, Unknowns unknowns, std::size_t first_cell,
                 std::span<const double> north_mm, std::span<CellMotion> motions, SeriesBlock& east_mm,
                 SeriesBlock& up_mm);

}  // namespace plumbline::decompose
