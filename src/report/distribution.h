// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline::report {

/// Number, mean, standard deviation, extremes and quantiles of velocities, whatever their number: memory
/// grows with their range, not with them. Quantiles are exact for values with at most two decimals, as EGMS
/// prints them, and to 0.005 mm/yr for others; beyond ±kLimit they stand at the limit.
class Distribution {
 public:
  static constexpr double kLimit = 1000;  ///< mm/yr

  /// NaN is left out.
  void add(double value);

  std::size_t count() const { return count_; }
  double smallest() const;  ///< NaN without values, as are all below
  double largest() const;
  double mean() const;
  double deviation() const;  ///< n − 1; NaN with fewer than two
  /// Linear between order statistics, as NumPy's default. 0 ≤ p ≤ 1.
  double quantile(double p) const;

 private:
  std::int64_t order_statistic(std::size_t rank) const;

  std::size_t count_ = 0;
  double smallest_ = 0;
  double largest_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< Σ(value − mean)², Welford's way
  std::int64_t first_step_ = 0;
  std::vector<std::uint64_t> steps_;  ///< counts by hundredths, from first_step_
};

}  // namespace plumbline::report
