// SPDX-License-Identifier: MIT
#include "decompose/east_up.h"

#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::decompose {
namespace {

// The lines of sight of the two bursts of Ustica.
constexpr Sight kAscending{-0.621, 0.777};
constexpr Sight kDescending{0.594, 0.795};

double along(const Sight& sight, double east, double up) { return east * sight.los_east + up * sight.los_up; }

double combined(const std::vector<double>& weights, const std::vector<double>& displacements) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * displacements[i];
  return sum;
}

TEST(Solve, with_two_tracks_is_the_solution_of_two_equations) {
  const std::vector<Sight> sights{kAscending, kDescending};
  const auto weights = solve(sights);
  ASSERT_TRUE(weights);
  const std::vector<double> displacements{along(kAscending, -3, 7), along(kDescending, -3, 7)};
  EXPECT_NEAR(combined(weights->east, displacements), -3, 1e-12);
  EXPECT_NEAR(combined(weights->up, displacements), 7, 1e-12);
}

TEST(Solve, with_two_tracks_does_not_depend_on_their_noise) {
  const auto equal = solve(std::vector<Sight>{kAscending, kDescending});
  const auto unequal = solve(std::vector<Sight>{{-0.621, 0.777, 100}, {0.594, 0.795, 0.01}});
  for (const std::size_t i : {0u, 1u}) {
    EXPECT_NEAR(equal->east[i], unequal->east[i], 1e-12);
    EXPECT_NEAR(equal->up[i], unequal->up[i], 1e-12);
  }
}

TEST(Solve, with_more_tracks_recovers_what_they_agree_on) {
  const std::vector<Sight> sights{{-0.55, 0.83, 2}, {-0.68, 0.72, 1}, {0.594, 0.795, 0.5}, {0.66, 0.74, 3}};
  const auto weights = solve(sights);
  std::vector<double> displacements;
  for (const Sight& sight : sights) displacements.push_back(along(sight, 12.5, -4));
  EXPECT_NEAR(combined(weights->east, displacements), 12.5, 1e-12);
  EXPECT_NEAR(combined(weights->up, displacements), -4, 1e-12);
}

TEST(Solve, no_other_unbiased_weights_have_less_variance) {
  // Gauss and Markov: add to the weights anything that leaves Σ wᵢ los_eastᵢ and Σ wᵢ los_upᵢ as they are.
  const std::vector<Sight> sights{{-0.55, 0.83, 2}, {-0.68, 0.72, 1}, {0.594, 0.795, 0.5}};
  const std::vector<double> variances{2, 1, 0.5};
  const auto weights = solve(sights);
  const double best = propagated_std(weights->up, variances);
  // Orthogonal to both columns: their cross product.
  const auto& [a, b, c] = std::tuple(sights[0], sights[1], sights[2]);
  const std::vector<double> change{b.los_east * c.los_up - c.los_east * b.los_up,
                                   c.los_east * a.los_up - a.los_east * c.los_up,
                                   a.los_east * b.los_up - b.los_east * a.los_up};
  for (const double amount : {-0.5, -0.01, 0.01, 0.5}) {
    std::vector<double> other = weights->up;
    for (std::size_t i = 0; i < other.size(); ++i) other[i] += amount * change[i];
    EXPECT_GT(propagated_std(other, variances), best);
  }
}

TEST(Solve, the_condition_is_the_ratio_of_the_singular_values) {
  // Lines of sight at ±45°: east and up are seen equally well.
  const double half = std::sqrt(0.5);
  EXPECT_NEAR(solve(std::vector<Sight>{{-half, half}, {half, half}})->condition, 1.0, 1e-12);
  // At ±30° from the vertical: cos 30° / sin 30°.
  EXPECT_NEAR(solve(std::vector<Sight>{{-0.5, std::sqrt(0.75)}, {0.5, std::sqrt(0.75)}})->condition,
              std::sqrt(3.0), 1e-12);
}

TEST(Solve, lines_of_sight_that_are_nearly_one_give_nothing) {
  EXPECT_FALSE(solve(std::vector<Sight>{kAscending, kAscending}));
  EXPECT_FALSE(solve(std::vector<Sight>{{-0.62, 0.78}, {-0.55, 0.83}}));
  EXPECT_FALSE(solve(std::vector<Sight>{kAscending}));
  EXPECT_FALSE(solve({}));
  EXPECT_FALSE(solve(std::vector<Sight>{{NAN, 0.78}, kDescending}));
}

TEST(PropagatedStd, is_what_noise_leaves_in_the_result) {
  const std::vector<Sight> sights{kAscending, kDescending};
  const auto weights = solve(sights);
  std::mt19937 random(7);
  std::normal_distribution<double> noise;
  double squares = 0;
  constexpr int kTrials = 20000;
  for (int i = 0; i < kTrials; ++i)
    squares += std::pow(combined(weights->east, {2 * noise(random), 3 * noise(random)}), 2);
  EXPECT_NEAR(std::sqrt(squares / kTrials) / propagated_std(weights->east, std::vector<double>{4, 9}), 1,
              0.02);
}

}  // namespace
}  // namespace plumbline::decompose
