// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace plumbline::decompose {

/// How one track sees a place: its mean line of sight (from the ground to the satellite), and the variance of
/// a displacement measured along it, which only its ratio to the others' matters of.
struct Sight {
  double los_east = 0;
  double los_up = 0;
  double variance = 1;
};

/// East and Up as weighted sums of the displacements along the lines of sight: e = Σ east[i] dᵢ, u = Σ up[i]
/// dᵢ, the least-squares solution of dᵢ = e · los_eastᵢ + u · los_upᵢ with weights 1 / varianceᵢ and north
/// taken as 0 (EGMS's ortho product; with two tracks the exact solution of two equations).
struct EastUpWeights {
  std::vector<double> east;
  std::vector<double> up;
  /// Of the lines of sight, unweighted: ratio of the singular values of the matrix (los_east, los_up). An
  /// error in the measurements grows at most this much. 1.3 for Sentinel-1's two geometries.
  double condition = 0;
};

/// Beyond this, East and Up cannot be told apart: lines of sight of one geometry alone have 20 and more.
inline constexpr double kWorstCondition = 10.0;

/// Nothing when the condition is worse than kWorstCondition.
std::optional<EastUpWeights> solve(std::span<const Sight> sights);

/// Up alone, the ground taken to move up or down only: u = Σ result[i] dᵢ, the least-squares solution of dᵢ =
/// u · los_upᵢ. With one track u = d / cos θ, θ the incidence angle. `sights` is not empty.
std::vector<double> solve_up(std::span<const Sight> sights);

/// Standard deviation of Σ weights[i] dᵢ for independent dᵢ.
double propagated_std(std::span<const double> weights, std::span<const double> variances);

}  // namespace plumbline::decompose
