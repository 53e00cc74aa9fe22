// SPDX-License-Identifier: MIT
#include "features/egms_statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

#include "features/features.h"

namespace plumbline::features {
namespace {

// Columns of the basis. EGMS's three nested models are its first four (G1), five (G2) and six (G3) columns:
// the coefficient that G1 and G2 are fitted for comes last in each.
constexpr std::size_t kCos = 1;
constexpr std::size_t kSin = 2;
constexpr std::size_t kVelocity = 3;
constexpr std::size_t kSquare = 4;
constexpr std::size_t kColumns = 6;

/// √(Σr² / (n - 1)); r has the mean 0.
double sample_deviation(std::span<const double> residual) {
  return std::sqrt(dot(residual, residual) / static_cast<double>(residual.size() - 1));
}

/// The deviation of a Rayleigh distribution: that of an amplitude whose two parts are noise.
double seasonality_deviation(std::span<const double> variances, double rmse) {
  const double mean_variance = (variances[kCos] + variances[kSin]) / 2.0;
  return std::sqrt((4.0 - std::numbers::pi) / 2.0 * mean_variance) * rmse;
}

/// 1, cos 2πt, sin 2πt, τ, τ², τ³ at these times.
OrthonormalBasis basis_of(std::span<const double> years) {
  double mean = 0;
  for (const double t : years) mean += t / static_cast<double>(years.size());
  OrthonormalBasis basis;
  std::vector<double> column(years.size());
  const auto append = [&](const auto& value_at) {
    std::ranges::transform(years, column.begin(), value_at);
    basis.append(column);
  };
  constexpr double kRadiansPerYear = 2.0 * std::numbers::pi;
  basis.clear(years.size());
  append([](double) { return 1.0; });
  append([](double t) { return std::cos(kRadiansPerYear * t); });
  append([](double t) { return std::sin(kRadiansPerYear * t); });
  // Powers of t from its mean: the coefficients read here are the same from any origin.
  append([&](double t) { return t - mean; });
  append([&](double t) { return (t - mean) * (t - mean); });
  append([&](double t) { return (t - mean) * (t - mean) * (t - mean); });
  return basis;
}

}  // namespace

std::array<double, 7> EgmsStatistics::values() const {
  return {mean_velocity, mean_velocity_std, acceleration, acceleration_std,
          seasonality,   seasonality_std,   rmse};
}

EgmsFitter::EgmsFitter(const TimeAxis& axis) : years_(axis.years().begin(), axis.years().end()) {}

std::optional<EgmsStatistics> EgmsFitter::fit(std::span<const float> series_mm) {
  assert(series_mm.size() == years_.size());
  present_.clear();
  values_.clear();
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    present_.push_back(i);
    values_.push_back(series_mm[i]);
  }
  if (present_.size() < kFewestAcquisitions) return std::nullopt;
  if (present_ != based_on_) build_basis();

  EgmsStatistics s;
  std::array<double, OrthonormalBasis::kMostColumns> projections{};
  basis_.remove_from(values_, 0, kVelocity + 1, projections);
  s.mean_velocity = basis_.last_coefficient(kVelocity, projections[kVelocity]);
  s.mean_velocity_std = std::sqrt(basis_.last_variance(kVelocity)) * sample_deviation(values_);

  basis_.remove_from(values_, kSquare, kSquare + 1, projections);
  s.acceleration = 2.0 * basis_.last_coefficient(kSquare, projections[kSquare]);
  s.acceleration_std = 2.0 * std::sqrt(basis_.last_variance(kSquare)) * sample_deviation(values_);

  basis_.remove_from(values_, kSquare + 1, kColumns, projections);
  const auto coefficients = basis_.coefficients(projections);
  s.seasonality = std::hypot(coefficients[kCos], coefficients[kSin]);
  s.rmse = std::sqrt(dot(values_, values_) / static_cast<double>(values_.size()));
  s.seasonality_std = seasonality_deviation(variances_, s.rmse);
  return s;
}

void EgmsFitter::build_basis() {
  based_on_ = present_;
  std::vector<double> years;
  for (const std::size_t i : present_) years.push_back(years_[i]);
  basis_ = basis_of(years);
  variances_ = basis_.variances();
}

EgmsBlockFitter::EgmsBlockFitter(const TimeAxis& axis, double days_per_year) : acquisitions_(axis.size()) {
  if (acquisitions_ < kFewestAcquisitions) return;
  std::vector<double> years(axis.years().begin(), axis.years().end());
  for (double& year : years) year *= TimeAxis::kDaysPerYear / days_per_year;
  basis_ = basis_of(years);
  variances_ = basis_.variances();
  rows_.resize(acquisitions_);
  for (std::size_t k = 0; k < kColumns; ++k) {
    for (std::size_t i = 0; i < acquisitions_; ++i) rows_[i][k] = basis_.vector(k)[i];
  }
}

/// Of the values less the first one: sums of squares lose nothing to an offset.
struct EgmsBlockFitter::Sums {
  std::array<double, kLanes> projections{};  ///< on the basis
  double squares = 0;
};

std::optional<EgmsBlockFitter::Sums> EgmsBlockFitter::sums_of(std::span<const float> series_mm) const {
  assert(series_mm.size() == acquisitions_);
  if (rows_.empty()) return std::nullopt;
  Sums sums;
  const double first = series_mm[0];
  for (std::size_t i = 0; i < acquisitions_; ++i) {
    const double value = series_mm[i] - first;
    sums.squares += value * value;
    for (std::size_t k = 0; k < kLanes; ++k) sums.projections[k] += rows_[i][k] * value;
  }
  if (std::isnan(sums.squares)) return std::nullopt;
  return sums;
}

std::optional<double> EgmsBlockFitter::start_mm(std::span<const float> series_mm) const {
  const auto sums = sums_of(series_mm);
  if (!sums) return std::nullopt;
  double start = series_mm[0];
  for (std::size_t k = 0; k < kColumns; ++k) start += sums->projections[k] * rows_[0][k];
  return start;
}

std::optional<EgmsStatistics> EgmsBlockFitter::fit(std::span<const float> series_mm) const {
  const auto sums = sums_of(series_mm);
  if (!sums) return std::nullopt;
  std::array<double, OrthonormalBasis::kMostColumns> projections{};
  std::copy_n(sums->projections.begin(), kColumns, projections.begin());
  const auto count = static_cast<double>(acquisitions_);
  double rest = sums->squares;  // sum of squares of what the fit leaves; never below 0
  const auto take_out = [&](std::size_t k) { rest = std::max(rest - projections[k] * projections[k], 0.0); };
  for (std::size_t k = 0; k <= kVelocity; ++k) take_out(k);
  EgmsStatistics s;
  s.mean_velocity = basis_.last_coefficient(kVelocity, projections[kVelocity]);
  s.mean_velocity_std = std::sqrt(basis_.last_variance(kVelocity) * rest / (count - 1.0));
  take_out(kSquare);
  s.acceleration = 2.0 * basis_.last_coefficient(kSquare, projections[kSquare]);
  s.acceleration_std = 2.0 * std::sqrt(basis_.last_variance(kSquare) * rest / (count - 1.0));
  take_out(kSquare + 1);
  const auto coefficients = basis_.coefficients(projections);
  s.seasonality = std::hypot(coefficients[kCos], coefficients[kSin]);
  s.rmse = std::sqrt(rest / count);
  s.seasonality_std = seasonality_deviation(variances_, s.rmse);
  return s;
}

std::optional<EgmsStatistics> egms_statistics(std::span<const float> series_mm, const TimeAxis& axis) {
  return EgmsFitter(axis).fit(series_mm);
}

}  // namespace plumbline::features
