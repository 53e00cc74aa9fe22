// SPDX-License-Identifier: MIT
#include "features/features.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace plumbline::features {
namespace {

constexpr std::size_t kHarmonics = 4;
constexpr double kNoisePercentile = 0.90;
/// How many values before and after a step say whether it stays, and how much of the limit has to stay.
constexpr std::size_t kLevelValues = 7;
constexpr double kLastingShare = 0.5;
/// Standard deviation of a normal variable by the median of its magnitude.
constexpr double kDeviationsPerMedian = 1.4826;

/// Values are float32: a root mean square below this share of the largest |value| is their rounding and
/// counts as zero. A unit in the last place is 1.2e-7, its rounding at most half of that.
constexpr double kRoundingShare = 1e-7;

double largest_magnitude(std::span<const double> values) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value));
  return largest;
}

/// The sum of squares, where what is no more than rounding of values as large as `magnitude` gives 0.
double sum_of_squares(std::span<const double> values, double magnitude) {
  const double sum = dot(values, values);
  const double rounding = kRoundingShare * magnitude;
  return sum <= rounding * rounding * static_cast<double>(values.size()) ? 0.0 : sum;
}

/// 1 - part / whole; 0 where there is nothing to explain.
double explained_share(double part, double whole) { return whole == 0.0 ? 0.0 : 1.0 - part / whole; }

/// Σ rᵢ rᵢ₋₁ / Σ rᵢ²
double lag1_autocorrelation(std::span<const double> residual, double squares) {
  if (squares == 0.0) return 0.0;
  return dot(residual.subspan(1), residual.first(residual.size() - 1)) / squares;
}

/// (max S - min S) / (σ √N) of the running sum S of r - mean(r). As the residual of a fit with a constant, r
/// has the mean 0 already.
double cusum_score(std::span<const double> residual, double squares) {
  if (squares == 0.0) return 0.0;
  double sum = 0;
  double lowest = residual.front();
  double highest = residual.front();
  for (const double value : residual) {
    sum += value;
    lowest = std::min(lowest, sum);
    highest = std::max(highest, sum);
  }
  return (highest - lowest) / std::sqrt(squares);  // σ √N = √Σr²
}

/// Half the mean square of the differences over `lag` values: the variance less the autocovariance there.
/// Unlike these two it hardly sees a slow change.
double semivariance(std::span<const double> residual, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = lag; i < residual.size(); ++i) {
    const double difference = residual[i] - residual[i - lag];
    sum += difference * difference;
  }
  return sum / (2.0 * static_cast<double>(residual.size() - lag));
}

/// After this many acquisitions noise has forgotten: Andrews's (1991, equation 6.4) number of lags for an
/// autocorrelation of 0.7, which that of deliveries (0.33) does not reach.
std::size_t forgetting_lag(std::size_t count) {
  const auto lags = static_cast<std::size_t>(std::cbrt(1.5 * static_cast<double>(count)) *
                                             std::pow(2.0 * 0.7 / (1.0 - 0.7 * 0.7), 2.0 / 3.0));
  return std::min(lags, count / 4) + 1;
}

/// Variance of a sum of n values by n, for large n: γ₀ + 2 Σ γ_k. For white noise plus an AR(1) process, as
/// real bursts have, γ_k = γ₁ ρ^(k-1), so that three semivariances say it all.
double long_run_variance(std::span<const double> residual) {
  const double variance = semivariance(residual, forgetting_lag(residual.size()));
  const double first = semivariance(residual, 1);
  const double covariance_1 = variance - first;
  const double covariance_2 = variance - semivariance(residual, 2);
  constexpr double kLittle = 0.1;  // a memory this small has no measurable ρ
  const double rho =
      covariance_1 > kLittle * variance ? std::clamp(covariance_2 / covariance_1, 0.0, 0.8) : 0.0;
  const double long_run = variance + 2.0 * covariance_1 / (1.0 - rho);
  return long_run > 0.2 * first ? long_run : first;
}

/// Lo's (1991) modified rescaled range: the excursion of the running sum by the root of the long-run variance
/// in place of the variance, so that noise that remembers its last value does not pass for a change. His
/// estimate of that variance grows with the very change that is looked for, and hides it; ours hardly does.
double cusum_lo(std::span<const double> residual, double squares, double score) {
  if (squares == 0.0) return 0.0;
  const double long_run = long_run_variance(residual) * static_cast<double>(residual.size());
  return long_run > 0.0 ? score * std::sqrt(squares / long_run) : score;
}

/// Linear between order statistics, as numpy.percentile; 0 of nothing. Reorders `values`.
double percentile(std::span<double> values, double share) {
  if (values.empty()) return 0.0;
  const double position = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(below);
  std::nth_element(values.begin(), at, values.end());
  if (below + 1 == values.size()) return *at;
  const double next = *std::min_element(at + 1, values.end());
  return *at + (position - static_cast<double>(below)) * (next - *at);
}

double median(std::span<const double> values) {
  std::array<double, kLevelValues> sorted{};
  std::ranges::copy(values, sorted.begin());
  return percentile(sorted, 0.5);
}

std::size_t originally_present(std::span<const float> series_mm, std::span<const std::uint8_t> filled) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    count += !std::isnan(series_mm[i]) && (filled.empty() || filled[i] == 0) ? 1U : 0U;
  }
  return count;
}

}  // namespace

std::array<double, 18> Features::values() const {
  return {v_robust,     v_first_half, v_second_half, v_diff,      rmse_detrended,  rmse_deseason,
          seasonal_amp, seasonal_r2,  quad_coeff,    quad_r2,     n_jumps_nonseas, jump_max_mm,
          n_valid_frac, acf_lag1,     cusum_score,   velocity_r2, range_mm,        noise_p90};
}

Describer::Describer(const TimeAxis& axis, const FeatureOptions& options)
    : options_(options), years_(axis.years().begin(), axis.years().end()) {
  // Harmonics of t and not of τ: a fit with both cos and sin gives the same amplitude and residual from
  // either, and these do not depend on which values are missing.
  harmonics_.reserve(kHarmonics * years_.size());
  for (const double cycles_per_year : {1.0, 2.0}) {
    const double radians_per_year = 2.0 * std::numbers::pi * cycles_per_year;
    for (const double t : years_) harmonics_.push_back(std::cos(radians_per_year * t));
    for (const double t : years_) harmonics_.push_back(std::sin(radians_per_year * t));
  }
}

std::optional<Features> Describer::describe(std::span<const float> series_mm,
                                            std::span<const std::uint8_t> filled) {
  assert(series_mm.size() == years_.size() && (filled.empty() || filled.size() == years_.size()));
  const std::size_t original = originally_present(series_mm, filled);
  if (original < std::max<std::size_t>(kFewestAcquisitions, options_.fewest_values)) return std::nullopt;
  gather(series_mm);
  if (present_ != based_on_) build_bases();
  const double magnitude = largest_magnitude(values_);
  const auto count = static_cast<double>(values_.size());
  std::array<double, OrthonormalBasis::kMostColumns> projections{};
  Features f;

  // The constant, then the line, then the square, each from what the one before left.
  line_residual_ = values_;
  polynomial_.remove_from(line_residual_, 0, 1, projections);
  const double squares_total = sum_of_squares(line_residual_, magnitude);
  polynomial_.remove_from(line_residual_, 1, 2, projections);
  const double squares_line = std::min(sum_of_squares(line_residual_, magnitude), squares_total);
  const double square_projection = dot(polynomial_.vector(2), line_residual_);
  f.v_robust = polynomial_.last_coefficient(1, projections[1]);
  f.rmse_detrended = std::sqrt(squares_line / count);
  f.velocity_r2 = explained_share(squares_line, squares_total);
  f.acf_lag1 = lag1_autocorrelation(line_residual_, squares_line);
  if (squares_line > 0.0) {
    f.quad_coeff = polynomial_.last_coefficient(2, square_projection);
    f.quad_r2 = square_projection * square_projection / squares_total;
  }

  // The harmonics, from what the line left.
  seasonal_residual_ = line_residual_;
  seasonal_.remove_from(seasonal_residual_, 2, 2 + kHarmonics, projections);
  const double squares_season = squares_line == 0.0 ? 0.0 : sum_of_squares(seasonal_residual_, magnitude);
  if (squares_line > 0.0) {
    const auto coefficients = seasonal_.coefficients(projections);
    f.seasonal_amp = std::hypot(coefficients[2], coefficients[3]);
  }
  f.rmse_deseason = std::sqrt(squares_season / count);
  f.seasonal_r2 = explained_share(squares_season, squares_line);
  f.r2_harmonic = explained_share(squares_season, squares_total);
  f.cusum_score = cusum_score(seasonal_residual_, squares_season);
  if (options_.long_run_cusum) f.cusum_lo = cusum_lo(seasonal_residual_, squares_season, f.cusum_score);
  describe_steps(seasonal_residual_, filled, f);

  const auto half = static_cast<std::size_t>(std::ranges::lower_bound(present_, (years_.size() + 1) / 2) -
                                             present_.begin());
  f.v_first_half = slope(0, half);
  f.v_second_half = slope(half, values_.size());
  f.v_diff = f.v_second_half - f.v_first_half;

  const auto [lowest, highest] = std::ranges::minmax(values_);
  f.range_mm = highest - lowest;
  f.n_valid_frac = static_cast<double>(original) / static_cast<double>(years_.size());
  return f;
}

void Describer::gather(std::span<const float> series_mm) {
  present_.clear();
  values_.clear();
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    present_.push_back(i);
    values_.push_back(series_mm[i]);
  }
}

void Describer::build_bases() {
  based_on_ = present_;
  const std::size_t count = present_.size();
  double mean = 0;
  for (const std::size_t i : present_) mean += years_[i] / static_cast<double>(count);
  times_.clear();
  for (const std::size_t i : present_) times_.push_back(years_[i] - mean);

  std::vector<double> column(count, 1.0);
  polynomial_.clear(count);
  polynomial_.append(column);
  polynomial_.append(times_);
  for (std::size_t i = 0; i < count; ++i) column[i] = times_[i] * times_[i];
  polynomial_.append(column);

  std::ranges::fill(column, 1.0);
  seasonal_.clear(count);
  seasonal_.append(column);
  seasonal_.append(times_);
  for (std::size_t k = 0; k < kHarmonics; ++k) {
    for (std::size_t i = 0; i < count; ++i) column[i] = harmonics_[k * years_.size() + present_[i]];
    seasonal_.append(column);
  }
}

/// Slope of the line through the present values `first` up to (not with) `last`; 0 where there are fewer than
/// two, so that no slope depends on the arbitrary offset of a series.
double Describer::slope(std::size_t first, std::size_t last) const {
  if (last - first < 2) return 0.0;
  const auto count = static_cast<double>(last - first);
  double mean_time = 0;
  double mean_value = 0;
  for (std::size_t i = first; i < last; ++i) {
    mean_time += times_[i];
    mean_value += values_[i];
  }
  mean_time /= count;
  mean_value /= count;
  double both = 0;
  double time_squares = 0;
  for (std::size_t i = first; i < last; ++i) {
    both += (times_[i] - mean_time) * (values_[i] - mean_value);
    time_squares += (times_[i] - mean_time) * (times_[i] - mean_time);
  }
  return both / time_squares;  // dates are distinct: never 0
}

/// Steps between consecutive present values, none of them filled.
void Describer::describe_steps(std::span<const double> residual, std::span<const std::uint8_t> filled,
                               Features& f) {
  const auto is_filled = [&](std::size_t k) { return !filled.empty() && filled[present_[k]] != 0; };
  steps_.clear();
  for (std::size_t k = 1; k < residual.size(); ++k) {
    if (is_filled(k) || is_filled(k - 1)) continue;
    steps_.push_back(std::abs(residual[k] - residual[k - 1]));
  }
  f.n_jumps_nonseas = static_cast<double>(
      options_.jump_sigma > 0.0
          ? lasting_jumps(residual, filled)
          : std::ranges::count_if(steps_, [&](double step) { return step >= options_.jump_mm; }));
  f.jump_max_mm = largest_magnitude(steps_);
  f.noise_p90 = percentile(steps_, kNoisePercentile);
}

/// Steps that are large for this series and stay: the medians of the values before and after differ as well.
/// Reorders `steps_`.
std::ptrdiff_t Describer::lasting_jumps(std::span<const double> residual,
                                        std::span<const std::uint8_t> filled) {
  const double scatter_mm = kDeviationsPerMedian * percentile(steps_, 0.5);
  const double limit_mm = std::max(options_.jump_sigma * scatter_mm, kSmallestJumpMm);
  std::ptrdiff_t count = 0;
  for (std::size_t k = kLevelValues; k + kLevelValues <= residual.size(); ++k) {
    if (!filled.empty() && (filled[present_[k]] != 0 || filled[present_[k - 1]] != 0)) continue;
    if (std::abs(residual[k] - residual[k - 1]) < limit_mm) continue;
    const double rise_mm =
        median(residual.subspan(k, kLevelValues)) - median(residual.subspan(k - kLevelValues, kLevelValues));
    count += std::abs(rise_mm) >= kLastingShare * limit_mm ? 1 : 0;
  }
  return count;
}

std::optional<Features> describe(std::span<const float> series_mm, std::span<const std::uint8_t> filled,
                                 const TimeAxis& axis, const FeatureOptions& options) {
  return Describer(axis, options).describe(series_mm, filled);
}

}  // namespace plumbline::features
