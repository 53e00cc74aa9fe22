// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace plumbline::serve {

/// Velocities along a line, in bins of equal length.
class ProfileBins {
 public:
  struct Bin {
    double from_m = 0;
    double to_m = 0;
    std::size_t count = 0;     ///< points, with those without a velocity
    double mean_velocity = 0;  ///< NaN without any
    double std_velocity = 0;   ///< n − 1; NaN with fewer than two
  };

  ProfileBins(double length_m, std::size_t bins);

  /// The bin of a distance from 0 to the length.
  std::size_t bin_of(double distance_m) const;
  /// A missing velocity is NaN.
  void add(double distance_m, float velocity_mm_per_year);
  std::vector<Bin> bins() const;

 private:
  struct Sums {
    std::size_t count = 0;
    std::size_t values = 0;
    double mean = 0;
    double squares = 0;  ///< of the deviations from the mean (Welford)
  };
  double length_m_;
  std::vector<Sums> sums_;
};

}  // namespace plumbline::serve
