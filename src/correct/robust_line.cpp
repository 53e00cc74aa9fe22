// SPDX-License-Identifier: MIT
#include "correct/robust_line.h"

#include <algorithm>
#include <cmath>

#include "correct/median.h"

namespace plumbline::correct {
namespace {

constexpr double kHuber = 1.345;
constexpr int kMostIterations = 50;
/// Of the standard errors: further steps change nothing that could be seen.
constexpr double kSmallStep = 1e-4;

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

}  // namespace

std::optional<RobustLine> RobustLineFitter::fit(std::span<const double> times,
                                                std::span<const double> values) {
  if (values.size() < 3) return std::nullopt;
  return solve(times, values, {.count = values.size(), .middle = mean(times)}, true);
}

std::optional<RobustLine> RobustLineFitter::fit_value(std::span<const double> times,
                                                      std::span<const double> values, double slope) {
  if (values.size() < 2) return std::nullopt;
  return solve(times, values, {.count = values.size(), .middle = mean(times), .slope = slope}, false);
}

/// The residuals of the line; returns Σr².
double RobustLineFitter::take_residuals(std::span<const double> times, std::span<const double> values,
                                        const RobustLine& line) {
  residuals_.resize(values.size());
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    residuals_[i] = values[i] - line.value - line.slope * (times[i] - line.middle);
    squares += residuals_[i] * residuals_[i];
  }
  return squares;
}

double RobustLineFitter::scale() {
  sizes_.resize(residuals_.size());
  std::ranges::transform(residuals_, sizes_.begin(), [](double r) { return std::fabs(r); });
  return std::max(kMedianDistanceToSigma * take_median(sizes_), least_scale_);
}

RobustLine RobustLineFitter::solve(std::span<const double> times, std::span<const double> values,
                                   RobustLine line, bool free_slope) {
  double time_squares = 0;
  for (const double t : times) time_squares += (t - line.middle) * (t - line.middle);
  const auto count = static_cast<double>(values.size());
  double s = 0;
  double squares = take_residuals(times, values, line);
  for (int iteration = 0; iteration < kMostIterations; ++iteration) {
    double sum = 0, sum_t = 0, sum_tt = 0, sum_r = 0, sum_tr = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double r = residuals_[i];
      // The first step has no scale yet: least squares.
      const double weight = s == 0 || std::fabs(r) <= kHuber * s ? 1.0 : kHuber * s / std::fabs(r);
      const double t = times[i] - line.middle;
      sum += weight;
      sum_t += weight * t;
      sum_tt += weight * t * t;
      sum_r += weight * r;
      sum_tr += weight * t * r;
    }
    double value_step = sum_r / sum;
    double slope_step = 0;
    if (free_slope) {
      const double determinant = sum * sum_tt - sum_t * sum_t;
      slope_step = (sum * sum_tr - sum_t * sum_r) / determinant;
      value_step = (sum_r - slope_step * sum_t) / sum;
    }
    line.value += value_step;
    line.slope += slope_step;
    squares = take_residuals(times, values, line);
    const bool settled = s != 0 && std::fabs(value_step) <= kSmallStep * s / std::sqrt(count) &&
                         std::fabs(slope_step) * std::sqrt(time_squares) <= kSmallStep * s;
    s = scale();
    if (settled) break;
  }
  line.rmse = std::sqrt(squares / count);
  add_errors(line, s, time_squares, free_slope);
  return line;
}

void RobustLineFitter::add_errors(RobustLine& line, double scale, double time_squares,
                                  bool free_slope) const {
  const auto count = static_cast<double>(residuals_.size());
  const double unknowns = free_slope ? 2 : 1;
  double psi_squares = 0;
  double inside = 0;
  for (const double r : residuals_) {
    const double psi = std::min(std::fabs(r) / scale, kHuber);
    psi_squares += psi * psi;
    inside += psi < kHuber ? 1 : 0;
  }
  const double share = std::max(inside / count, 0.5);  // more than half lie inside, by the scale's definition
  const double correction = 1 + unknowns / count * (1 - share) / share;
  const double freedom = std::max(count - unknowns, 1.0);
  const double sigma = correction * scale * std::sqrt(psi_squares / freedom) / share;
  line.value_std = sigma / std::sqrt(count);
  line.slope_std = free_slope ? sigma / std::sqrt(time_squares) : 0;
}

}  // namespace plumbline::correct
