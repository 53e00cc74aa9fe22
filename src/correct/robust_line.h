// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace plumbline::correct {

/// A line through values in time, `value + slope·(t − middle)`.
struct RobustLine {
  std::size_t count = 0;  ///< values that it rests on
  double middle = 0;      ///< their mean time: there, value and slope do not depend on each other
  double value = 0;
  double slope = 0;
  double value_std = 0;  ///< standard errors, for noise without memory
  double slope_std = 0;
  double rmse = 0;  ///< √(Σr²/N) of all values, outliers included
};

/// Fits lines by Huber's M-estimator (Huber, Robust Statistics, 1981, chapter 7), by iteratively reweighted
/// least squares: k = 1.345, the scale by the median absolute residual (× 1.4826) but not below
/// `least_scale`. On normal noise it is unbiased and its standard error 1/√0.95 = 1.03 times that of least
/// squares, which is optimal there; a value far off counts as one of 1.345 scales. Standard errors: Huber's
/// asymptotic ones with his correction for N (his equation 6.7.5).
///
/// Not thread-safe: one a thread, keeps its buffers. Cost: some ten passes over the values.
class RobustLineFitter {
 public:
  explicit RobustLineFitter(double least_scale) : least_scale_(least_scale) {}

  /// Fits both; `times` must not all be equal. Nothing with fewer than three values.
  std::optional<RobustLine> fit(std::span<const double> times, std::span<const double> values);
  /// Fits the value alone, with this slope. Nothing with fewer than two values.
  std::optional<RobustLine> fit_value(std::span<const double> times, std::span<const double> values,
                                      double slope);

 private:
  RobustLine solve(std::span<const double> times, std::span<const double> values, RobustLine line,
                   bool free_slope);
  double take_residuals(std::span<const double> times, std::span<const double> values,
                        const RobustLine& line);
  double scale();
  void add_errors(RobustLine& line, double scale, double time_squares, bool free_slope) const;

  double least_scale_;
  std::vector<double> residuals_;
  std::vector<double> sizes_;
};

}  // namespace plumbline::correct
