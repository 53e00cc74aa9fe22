// SPDX-License-Identifier: MIT
#include "decompose/east_up.h"

#include <cassert>
#include <cmath>

namespace plumbline::decompose {
namespace {

/// The symmetric matrix (ee eu; eu uu) of sums over the lines of sight.
struct Normal {
  double ee = 0, eu = 0, uu = 0;
  void add(const Sight& sight, double weight) {
    ee += weight * sight.los_east * sight.los_east;
    eu += weight * sight.los_east * sight.los_up;
    uu += weight * sight.los_up * sight.los_up;
  }
  double determinant() const { return ee * uu - eu * eu; }
  /// √ of the ratio of its eigenvalues.
  double condition() const {
    const double mean = (ee + uu) / 2;
    const double largest = mean + std::hypot((ee - uu) / 2, eu);
    // Not mean - hypot: that cancels where the matrix is nearly singular.
    const double smallest = determinant() / largest;
    return std::sqrt(largest / smallest);
  }
};

}  // namespace

std::optional<EastUpWeights> solve(std::span<const Sight> sights) {
  Normal plain, weighted;
  for (const Sight& sight : sights) {
    plain.add(sight, 1.0);
    weighted.add(sight, 1.0 / sight.variance);
  }
  EastUpWeights weights;
  weights.condition = plain.condition();
  if (!(weights.condition <= kWorstCondition)) return std::nullopt;
  const double determinant = weighted.determinant();
  for (const Sight& s : sights) {
    weights.east.push_back((weighted.uu * s.los_east - weighted.eu * s.los_up) / (determinant * s.variance));
    weights.up.push_back((weighted.ee * s.los_up - weighted.eu * s.los_east) / (determinant * s.variance));
  }
  return weights;
}

std::vector<double> solve_up(std::span<const Sight> sights) {
  double uu = 0;
  for (const Sight& s : sights) uu += s.los_up * s.los_up / s.variance;
  std::vector<double> up;
  for (const Sight& s : sights) up.push_back(s.los_up / (uu * s.variance));
  return up;
}

double propagated_std(std::span<const double> weights, std::span<const double> variances) {
  assert(weights.size() == variances.size());
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * weights[i] * variances[i];
  return std::sqrt(sum);
}

}  // namespace plumbline::decompose
