// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace plumbline::validate {

/// A value measured by radar beside one measured on the ground, with their standard deviations (0 = not
/// known). Same unit, same direction.
struct Pair {
  double ground = 0;
  double radar = 0;
  double ground_std = 0;
  double radar_std = 0;

  double difference() const { return radar - ground; }
  double difference_std() const;
};

/// What pairs say together. Differences are radar − ground.
struct Differences {
  std::size_t pairs = 0;
  double mean_absolute = 0;  ///< NaN without pairs, as all below
  double largest = 0;        ///< |difference|
  double smallest = 0;
  double bias = 0;  ///< mean difference
  double rms = 0;
  double correlation = 0;  ///< Pearson's; NaN with fewer than two pairs or where one side does not vary
  /// Share of pairs that differ by at most twice their difference_std; NaN where none is known. 0.95 is to be
  /// expected when the standard deviations are right and the differences normal.
  double within_two_std = 0;
};

/// Pairs with a value that is not finite are left out.
Differences differences(std::span<const Pair> pairs);

/// The agreement as a figure from 0 to 1: the mean over pairs of max(0, 1 − |difference| / worst). NaN
/// without pairs.
double agreement_index(std::span<const Pair> pairs, double worst);
/// The same for errors without sign; one that is not finite (not found) counts 0.
double agreement_index(std::span<const double> sizes, double worst);

/// |difference| from which on velocities do not agree at all: three times EGMS's specification of 0.7 mm/yr
/// (Product Description v3, standard deviation of velocities).
inline constexpr double kWorstVelocityMmPerYear = 2.1;
/// Likewise of displacements: three times the standard deviation of one displacement, 8 mm in L2b and L3.
inline constexpr double kWorstDisplacementMm = 24.0;
/// Likewise of positions: three times the specified 10 m.
inline constexpr double kWorstPositionM = 30.0;

}  // namespace plumbline::validate
