// SPDX-License-Identifier: MIT
#include "correct/gap_filler.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

namespace plumbline::correct {
namespace {

constexpr std::size_t kFewestValues = 16;  ///< four for each coefficient
constexpr double kMostVariance = 0.5;
constexpr std::size_t kLevelValues = 5;
constexpr std::int32_t kLevelDays = 60;
/// A column of which no more than this share is left beside the others does not count as independent.
constexpr double kSingularShare = 1e-9;

/// Means of values that are handed over one by one, until there are enough.
class Level {
 public:
  /// Whether another value is wanted.
  bool take(double value) {
    if (std::isnan(value)) return true;
    sum_ += value;
    return ++count_ < kLevelValues;
  }
  double mean() const { return sum_ / static_cast<double>(count_); }

 private:
  double sum_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

GapFiller::GapFiller(const TimeAxis& axis, const GapOptions& options)
    : axis_(axis), options_(options), residual_mm_(axis.size()) {
  if (axis.empty() || options.method == GapMethod::linear) return;
  const double half = std::max(axis.years().back() / 2.0, 1.0 / TimeAxis::kDaysPerYear);
  for (const double t : axis.years()) {
    const double turns = 2.0 * std::numbers::pi * t;
    columns_.push_back({1.0, (t - half) / half, std::cos(turns), std::sin(turns)});
  }
}

std::size_t GapFiller::fill(std::span<float> series_mm, std::span<std::uint8_t> filled) {
  assert(series_mm.size() == axis_.size() && filled.size() == axis_.size());
  std::ranges::fill(filled, std::uint8_t{0});
  find_gaps(series_mm, axis_, options_.gap_days, gaps_);
  if (gaps_.empty()) return 0;
  const bool has_model = options_.method == GapMethod::harmonic && fit(series_mm);
  std::size_t count = 0;
  for (const Gap& gap : gaps_) {
    if (has_model && is_known(gap)) {
      follow_model(series_mm, gap);
    } else {
      draw_line(series_mm, axis_, gap);
    }
    const std::size_t missing = gap.after - gap.before - 1;
    std::ranges::fill(filled.subspan(gap.before + 1, missing), std::uint8_t{1});
    count += missing;
  }
  return count;
}

/// Normal equations: four columns of about the same length, so that float64 is ample.
bool GapFiller::fit(std::span<const float> series_mm) {
  Matrix normal{};
  Columns right{};
  std::size_t count = 0;
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    ++count;
    const Columns& x = columns_[i];
    for (std::size_t row = 0; row < kColumns; ++row) {
      right[row] += x[row] * static_cast<double>(series_mm[i]);
      for (std::size_t column = 0; column <= row; ++column) normal[row][column] += x[row] * x[column];
    }
  }
  if (count < kFewestValues || !factorise(normal)) return false;
  factor_ = normal;
  coefficients_ = solve(factor_, right);
  for (std::size_t i = 0; i < series_mm.size(); ++i)
    residual_mm_[i] = static_cast<double>(series_mm[i]) - model_mm(i);
  return true;
}

/// Puts the Cholesky factor in place of the lower triangle; false when it is singular.
bool GapFiller::factorise(Matrix& matrix) {
  for (std::size_t row = 0; row < kColumns; ++row) {
    const double length = matrix[row][row];
    for (std::size_t column = 0; column <= row; ++column) {
      double& rest = matrix[row][column];
      for (std::size_t k = 0; k < column; ++k) rest -= matrix[row][k] * matrix[column][k];
      if (column < row) rest /= matrix[column][column];
    }
    if (!(matrix[row][row] > kSingularShare * length)) return false;
    matrix[row][row] = std::sqrt(matrix[row][row]);
  }
  return true;
}

GapFiller::Columns GapFiller::solve(const Matrix& factor, Columns right) {
  for (std::size_t row = 0; row < kColumns; ++row) {
    for (std::size_t k = 0; k < row; ++k) right[row] -= factor[row][k] * right[k];
    right[row] /= factor[row][row];
  }
  for (std::size_t row = kColumns; row-- > 0;) {
    for (std::size_t k = row + 1; k < kColumns; ++k) right[row] -= factor[k][row] * right[k];
    right[row] /= factor[row][row];
  }
  return right;
}

/// xᵀ (L Lᵀ)⁻¹ x = |L⁻¹ x|²
bool GapFiller::is_known(const Gap& gap) const {
  for (std::size_t i = gap.before + 1; i < gap.after; ++i) {
    Columns y = columns_[i];
    double variance = 0;
    for (std::size_t row = 0; row < kColumns; ++row) {
      for (std::size_t k = 0; k < row; ++k) y[row] -= factor_[row][k] * y[k];
      y[row] /= factor_[row][row];
      variance += y[row] * y[row];
    }
    if (variance > kMostVariance) return false;
  }
  return true;
}

double GapFiller::model_mm(std::size_t acquisition) const {
  double sum = 0;
  for (std::size_t k = 0; k < kColumns; ++k) sum += coefficients_[k] * columns_[acquisition][k];
  return sum;
}

double GapFiller::level_before(std::size_t acquisition) const {
  Level level;
  for (std::size_t i = acquisition + 1; i-- > 0;) {
    if (days_between(axis_.date(i), axis_.date(acquisition)) > kLevelDays || !level.take(residual_mm_[i]))
      break;
  }
  return level.mean();
}

double GapFiller::level_after(std::size_t acquisition) const {
  Level level;
  for (std::size_t i = acquisition; i < axis_.size(); ++i) {
    if (days_between(axis_.date(acquisition), axis_.date(i)) > kLevelDays || !level.take(residual_mm_[i]))
      break;
  }
  return level.mean();
}

void GapFiller::follow_model(std::span<float> series_mm, const Gap& gap) const {
  const double before_mm = level_before(gap.before);
  const double rise_mm = level_after(gap.after) - before_mm;
  const double span_days = days_between(axis_.date(gap.before), axis_.date(gap.after));
  for (std::size_t i = gap.before + 1; i < gap.after; ++i) {
    const double share = days_between(axis_.date(gap.before), axis_.date(i)) / span_days;
    series_mm[i] = static_cast<float>(model_mm(i) + before_mm + rise_mm * share);
  }
}

}  // namespace plumbline::correct
