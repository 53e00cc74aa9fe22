// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Dense>

#include "scene.h"

namespace plumbline::bench {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

struct Fit {
  VectorXd coefficients;
  VectorXd residual;
  double squares() const { return residual.squaredNorm(); }
};

Fit fit(const MatrixXd& columns, const VectorXd& y) {
  const VectorXd x = columns.colPivHouseholderQr().solve(y);
  return {x, y - columns * x};
}

MatrixXd line_columns(const VectorXd& t) {
  MatrixXd g(t.size(), 2);
  g << VectorXd::Ones(t.size()), t;
  return g;
}

MatrixXd parabola_columns(const VectorXd& t) {
  MatrixXd g(t.size(), 3);
  g << VectorXd::Ones(t.size()), t, t.array().square().matrix();
  return g;
}

MatrixXd season_columns(const VectorXd& t) {
  const auto w = 2.0 * std::numbers::pi * t.array();
  MatrixXd g(t.size(), 6);
  g << VectorXd::Ones(t.size()), t, w.cos().matrix(), w.sin().matrix(), (2.0 * w).cos().matrix(),
      (2.0 * w).sin().matrix();
  return g;
}

double percentile_90(std::vector<double> values) {
  if (values.empty()) return 0.0;
  std::sort(values.begin(), values.end());
  const double position = 0.9 * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

double cusum(const VectorXd& residual) {
  const VectorXd centred = residual.array() - residual.mean();
  VectorXd sum(centred.size());
  double running = 0;
  for (Index i = 0; i < sum.size(); ++i) sum[i] = running += centred[i];
  const auto n = static_cast<double>(sum.size());
  return (sum.maxCoeff() - sum.minCoeff()) / (std::sqrt(centred.squaredNorm() / n) * std::sqrt(n));
}

}  // namespace

std::optional<features::Features> describe_by_qr(std::span<const float> series_mm,
                                                 std::span<const std::uint8_t> filled, const TimeAxis& axis,
                                                 double jump_mm) {
  std::vector<std::size_t> at;
  std::size_t original = 0;
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    at.push_back(i);
    original += filled[i] == 0 ? 1U : 0U;
  }
  if (original < 10) return std::nullopt;
  const auto n = static_cast<Index>(at.size());
  VectorXd t(n);
  VectorXd y(n);
  Index first_half = 0;
  for (Index k = 0; k < n; ++k) {
    const std::size_t i = at[static_cast<std::size_t>(k)];
    t[k] = axis.years(i);
    y[k] = series_mm[i];
    if (2 * i < axis.size()) first_half = k + 1;
  }
  t.array() -= t.mean();

  const Fit line = fit(line_columns(t), y);
  const Fit parabola = fit(parabola_columns(t), y);
  const Fit season = fit(season_columns(t), y);
  const double total = (y.array() - y.mean()).square().sum();
  features::Features f;
  f.v_robust = line.coefficients[1];
  f.v_first_half = fit(line_columns(t.head(first_half)), y.head(first_half)).coefficients[1];
  f.v_second_half = fit(line_columns(t.tail(n - first_half)), y.tail(n - first_half)).coefficients[1];
  f.v_diff = f.v_second_half - f.v_first_half;
  f.rmse_detrended = std::sqrt(line.squares() / static_cast<double>(n));
  f.rmse_deseason = std::sqrt(season.squares() / static_cast<double>(n));
  f.seasonal_amp = std::hypot(season.coefficients[2], season.coefficients[3]);
  f.seasonal_r2 = 1.0 - season.squares() / line.squares();
  f.quad_coeff = parabola.coefficients[2];
  f.velocity_r2 = 1.0 - line.squares() / total;
  f.quad_r2 = (1.0 - parabola.squares() / total) - f.velocity_r2;
  f.r2_harmonic = 1.0 - season.squares() / total;
  f.n_valid_frac = static_cast<double>(original) / static_cast<double>(axis.size());
  f.acf_lag1 = line.residual.tail(n - 1).dot(line.residual.head(n - 1)) / line.squares();
  f.cusum_score = cusum(season.residual);
  f.range_mm = y.maxCoeff() - y.minCoeff();
  std::vector<double> steps;
  for (Index k = 1; k < n; ++k) {
    if (filled[at[static_cast<std::size_t>(k)]] + filled[at[static_cast<std::size_t>(k) - 1]] > 0) continue;
    steps.push_back(std::abs(season.residual[k] - season.residual[k - 1]));
    f.n_jumps_nonseas += steps.back() >= jump_mm ? 1.0 : 0.0;
    f.jump_max_mm = std::max(f.jump_max_mm, steps.back());
  }
  f.noise_p90 = percentile_90(steps);
  return f;
}

}  // namespace plumbline::bench
