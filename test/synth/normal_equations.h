// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include "synth/official_fit.h"

namespace plumbline::synth::test {

/// The official statistics by the normal equations, straight from science.md: slow, and none of the code it
/// checks.
class NormalEquations {
 public:
  NormalEquations(const std::vector<double>& years, const std::vector<double>& values, std::size_t columns)
      : columns_(columns), normal_(columns, std::vector<long double>(2 * columns, 0)), fit_(columns, 0) {
    std::vector<long double> right(columns, 0);
    for (std::size_t i = 0; i < years.size(); ++i) {
      for (std::size_t a = 0; a < columns; ++a) {
        right[a] += term(a, years[i]) * static_cast<long double>(values[i]);
        for (std::size_t b = 0; b < columns; ++b) normal_[a][b] += term(a, years[i]) * term(b, years[i]);
      }
    }
    invert();
    for (std::size_t a = 0; a < columns; ++a) {
      for (std::size_t b = 0; b < columns; ++b) fit_[a] += inverse(a, b) * right[b];
    }
    for (std::size_t i = 0; i < years.size(); ++i) {
      long double residual = static_cast<long double>(values[i]);
      for (std::size_t a = 0; a < columns; ++a) residual -= fit_[a] * term(a, years[i]);
      squares_ += residual * residual;
    }
  }

  double coefficient(std::size_t i) const { return static_cast<double>(fit_[i]); }
  double variance_factor(std::size_t i) const { return static_cast<double>(inverse(i, i)); }
  double residual_squares() const { return static_cast<double>(squares_); }

 private:
  // 1, t, cos, sin, t², t³
  static long double term(std::size_t column, double years) {
    const long double t = static_cast<long double>(years);
    const long double angle = 2 * std::numbers::pi_v<long double> * t;
    const std::array<long double, 6> terms{1, t, std::cos(angle), std::sin(angle), t * t, t * t * t};
    return terms[column];
  }
  long double inverse(std::size_t a, std::size_t b) const { return normal_[a][columns_ + b]; }
  void invert() {  // Gauss–Jordan; the matrix is positive definite
    for (std::size_t a = 0; a < columns_; ++a) normal_[a][columns_ + a] = 1;
    for (std::size_t pivot = 0; pivot < columns_; ++pivot) {
      const long double scale = normal_[pivot][pivot];
      for (long double& value : normal_[pivot]) value /= scale;
      for (std::size_t row = 0; row < columns_; ++row) {
        if (row == pivot) continue;
        const long double factor = normal_[row][pivot];
        for (std::size_t k = 0; k < 2 * columns_; ++k) normal_[row][k] -= factor * normal_[pivot][k];
      }
    }
  }

  std::size_t columns_;
  std::vector<std::vector<long double>> normal_;
  std::vector<long double> fit_;
  long double squares_ = 0;
};

inline OfficialStatistics plain_statistics(const std::vector<double>& years,
                                           const std::vector<double>& values) {
  const NormalEquations first(years, values, 4);
  const NormalEquations second(years, values, 5);
  const NormalEquations third(years, values, 6);
  const auto n = static_cast<double>(values.size());
  OfficialStatistics statistics;
  statistics.velocity = first.coefficient(1);
  statistics.velocity_std = std::sqrt(first.variance_factor(1) * first.residual_squares() / (n - 1));
  statistics.acceleration = 2 * second.coefficient(4);
  statistics.acceleration_std =
      2 * std::sqrt(second.variance_factor(4) * second.residual_squares() / (n - 1));
  statistics.rmse = std::sqrt(third.residual_squares() / n);
  statistics.seasonality = std::hypot(third.coefficient(2), third.coefficient(3));
  statistics.seasonality_std =
      std::sqrt((4 - std::numbers::pi) / 2 * (third.variance_factor(2) + third.variance_factor(3)) / 2) *
      statistics.rmse;
  return statistics;
}

}  // namespace plumbline::synth::test
