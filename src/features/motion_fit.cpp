// SPDX-License-Identifier: MIT
#include "features/motion_fit.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "features/features.h"
#include "features/orthonormal_basis.h"

namespace plumbline::features {
namespace {

constexpr double kRadiansPerYear = 2.0 * std::numbers::pi;

/// The terms of a model, in the order of its columns.
enum class Term : std::uint8_t { constant, trend, cosine, sine, square, cube };

std::span<const Term> terms_of(MotionModel model) {
  using enum Term;
  static constexpr std::array kLinear{constant, trend};
  static constexpr std::array kQuadratic{constant, trend, square};
  static constexpr std::array kSeasonal{constant, trend, cosine, sine};
  static constexpr std::array kEgms{constant, trend, cosine, sine, square, cube};
  switch (model) {
    case MotionModel::linear:
      return kLinear;
    case MotionModel::quadratic:
      return kQuadratic;
    case MotionModel::seasonal:
      return kSeasonal;
    case MotionModel::egms:
      break;
  }
  return kEgms;
}

/// `t` in years since the first acquisition, `tau` from the mean.
double value_of(Term term, double t, double tau) {
  switch (term) {
    case Term::constant:
      return 1.0;
    case Term::trend:
      return tau;
    case Term::cosine:
      return std::cos(kRadiansPerYear * t);
    case Term::sine:
      return std::sin(kRadiansPerYear * t);
    case Term::square:
      return tau * tau;
    case Term::cube:
      break;
  }
  return tau * tau * tau;
}

struct PresentValues {
  std::vector<double> years;
  std::vector<double> mm;
  double mean_year = 0;
};

PresentValues present_values(std::span<const float> series_mm, const TimeAxis& axis) {
  PresentValues present;
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    present.years.push_back(axis.years()[i]);
    present.mm.push_back(series_mm[i]);
  }
  for (const double year : present.years)
    present.mean_year += year / static_cast<double>(present.years.size());
  return present;
}

OrthonormalBasis basis_of(std::span<const Term> terms, const PresentValues& present) {
  OrthonormalBasis basis;
  basis.clear(present.years.size());
  std::vector<double> column(present.years.size());
  for (const Term term : terms) {
    for (std::size_t i = 0; i < column.size(); ++i)
      column[i] = value_of(term, present.years[i], present.years[i] - present.mean_year);
    basis.append(column);
  }
  return basis;
}

/// 0 for a constant series, whatever rounding leaves.
double sum_of_squares_about_mean(std::span<const double> values) {
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  if (*least == *greatest) return 0;
  double mean = 0;
  for (const double value : values) mean += value / static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum;
}

/// √((1 + ρ) / (1 − ρ)) of the correlation of neighbours; 1 where it is not positive.
double widening(std::span<const double> residual) {
  const double squares = dot(residual, residual);
  if (squares == 0) return 1;
  const double rho = dot(residual.subspan(1), residual.first(residual.size() - 1)) / squares;
  constexpr double kGreatest = 0.99;  // a straight line of residuals must not become infinite
  const double kept = std::min(std::max(rho, 0.0), kGreatest);
  return std::sqrt((1 + kept) / (1 - kept));
}

void set_estimate(Term term, Estimate estimate, MotionFit& fit) {
  switch (term) {
    case Term::constant:
      fit.offset_mm = estimate;
      break;
    case Term::trend:
      fit.velocity_mm_per_year = estimate;
      break;
    case Term::square:
      fit.acceleration = Estimate{2 * estimate.value, 2 * estimate.std};
      break;
    case Term::cube:
      fit.cubic = estimate;
      break;
    case Term::cosine:
    case Term::sine:
      break;  // together they are the amplitude
  }
}

void set_season(Estimate cosine, Estimate sine, MotionFit& fit) {
  const double mean_variance = (cosine.std * cosine.std + sine.std * sine.std) / 2;
  fit.amplitude_mm = Estimate{std::hypot(cosine.value, sine.value), std::sqrt(mean_variance)};
  const double peak = std::atan2(sine.value, cosine.value) / kRadiansPerYear;
  fit.peak_year = peak < 0 ? peak + 1 : peak;
}

void add_curves(std::span<const float> series_mm, const TimeAxis& axis, double mean_year,
                std::span<const Term> terms, std::span<const double> coefficients, MotionFit& fit) {
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    double model = 0;
    for (std::size_t k = 0; k < terms.size(); ++k)
      model += coefficients[k] * value_of(terms[k], axis.years()[i], axis.years()[i] - mean_year);
    fit.model_mm.push_back(model);
    fit.residual_mm.push_back(std::isnan(series_mm[i]) ? std::numeric_limits<double>::quiet_NaN()
                                                       : series_mm[i] - model);
  }
}

}  // namespace

std::optional<MotionFit> fit_motion(std::span<const float> series_mm, const TimeAxis& axis,
                                    MotionModel model) {
  assert(series_mm.size() == axis.size());
  const PresentValues present = present_values(series_mm, axis);
  const std::size_t count = present.mm.size();
  if (count < kFewestAcquisitions) return std::nullopt;
  const auto terms = terms_of(model);
  const OrthonormalBasis basis = basis_of(terms, present);
  std::vector<double> residual = present.mm;
  std::array<double, OrthonormalBasis::kMostColumns> projections{};
  basis.remove_from(residual, 0, terms.size(), projections);
  const auto coefficients = basis.coefficients(projections);
  const auto variances = basis.variances();
  const double squares = dot(residual, residual);
  const double deviation = std::sqrt(squares / static_cast<double>(count - terms.size()));

  MotionFit fit;
  fit.values = count;
  std::array<Estimate, OrthonormalBasis::kMostColumns> estimates{};
  for (std::size_t k = 0; k < terms.size(); ++k) {
    estimates[k] = {coefficients[k], std::sqrt(variances[k]) * deviation};
    set_estimate(terms[k], estimates[k], fit);
    if (terms[k] == Term::sine) set_season(estimates[k - 1], estimates[k], fit);
  }
  fit.correlated_velocity_std = fit.velocity_mm_per_year.std * widening(residual);
  fit.rmse_mm = std::sqrt(squares / static_cast<double>(count));
  const double total = sum_of_squares_about_mean(present.mm);
  fit.r2 = total > 0 ? 1 - squares / total : 0;
  add_curves(series_mm, axis, present.mean_year, terms, coefficients, fit);
  return fit;
}

}  // namespace plumbline::features
