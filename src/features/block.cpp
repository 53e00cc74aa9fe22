// SPDX-License-Identifier: MIT
#include "features/block.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <numbers>

#include "features/block_kernel.h"

namespace plumbline::features {
namespace {

// As in features.cpp.
constexpr std::size_t kHarmonics = 4;
constexpr double kNoisePercentile = 0.90;
constexpr double kRoundingShare = 1e-7;

double explained_share(double part, double whole) { return whole == 0.0 ? 0.0 : 1.0 - part / whole; }

/// The definitions of features.cpp, from the sums of one point.
class Finish {
 public:
  Finish(const TileTask& task, const OrthonormalBasis& polynomial, const OrthonormalBasis& seasonal,
         const std::array<double, 2>& half_time_squares)
      : polynomial_(polynomial),
        seasonal_(seasonal),
        half_time_squares_(half_time_squares),
        count_(static_cast<double>(task.acquisitions)),
        above_rank_(kNoisePercentile * static_cast<double>(task.acquisitions - 2) -
                    static_cast<double>(task.percentile_rank)) {}

  Features features(const TileSums& sums, std::size_t point) const {
    Features f;
    describe_line(sums, point, f);
    describe_season(sums, point, f);
    f.v_first_half = sums.first_half_product[point] / half_time_squares_[0];
    f.v_second_half = sums.second_half_product[point] / half_time_squares_[1];
    f.v_diff = f.v_second_half - f.v_first_half;
    f.n_jumps_nonseas = sums.jumps[point];
    f.jump_max_mm = sums.largest_step[point];
    f.noise_p90 =
        sums.step_at_rank[point] + above_rank_ * (sums.step_after_rank[point] - sums.step_at_rank[point]);
    f.n_valid_frac = 1.0;
    f.range_mm = sums.highest[point] - sums.lowest[point];
    return f;
  }

 private:
  /// 0 for what is no more than the rounding of the values.
  double squares(double sum, const TileSums& sums, std::size_t point) const {
    const double rounding =
        kRoundingShare * std::max(std::abs(sums.lowest[point]), std::abs(sums.highest[point]));
    return sum <= rounding * rounding * count_ ? 0.0 : sum;
  }
  double squares_total(const TileSums& sums, std::size_t point) const {
    return squares(sums.squares_total[point], sums, point);
  }
  double squares_line(const TileSums& sums, std::size_t point) const {
    return std::min(squares(sums.squares_line[point], sums, point), squares_total(sums, point));
  }

  void describe_line(const TileSums& sums, std::size_t point, Features& f) const {
    const double total = squares_total(sums, point);
    const double line = squares_line(sums, point);
    const double square_projection = sums.square_projection[point];
    f.v_robust = polynomial_.last_coefficient(1, sums.line_projection[point]);
    f.rmse_detrended = std::sqrt(line / count_);
    f.velocity_r2 = explained_share(line, total);
    if (line == 0.0) return;
    f.acf_lag1 = sums.lag_product[point] / line;
    f.quad_coeff = polynomial_.last_coefficient(2, square_projection);
    f.quad_r2 = square_projection * square_projection / total;
  }

  void describe_season(const TileSums& sums, std::size_t point, Features& f) const {
    const double total = squares_total(sums, point);
    const double line = squares_line(sums, point);
    const double season = line == 0.0 ? 0.0 : squares(sums.squares_season[point], sums, point);
    f.rmse_deseason = std::sqrt(season / count_);
    f.seasonal_r2 = explained_share(season, line);
    f.r2_harmonic = explained_share(season, total);
    if (season != 0.0)
      f.cusum_score = (sums.running_highest[point] - sums.running_lowest[point]) / std::sqrt(season);
    if (line == 0.0) return;
    std::array<double, OrthonormalBasis::kMostColumns> projections{};
    for (std::size_t k = 0; k < kHarmonics; ++k) projections[2 + k] = sums.seasonal_projections[k][point];
    const auto coefficients = seasonal_.coefficients(projections);
    f.seasonal_amp = std::hypot(coefficients[2], coefficients[3]);
  }

  const OrthonormalBasis& polynomial_;
  const OrthonormalBasis& seasonal_;
  const std::array<double, 2>& half_time_squares_;
  double count_;
  double above_rank_;  ///< how far the percentile lies above the order statistic, in ranks
};

}  // namespace

void select_by_sorting(const double* steps, std::size_t count, std::size_t stride, std::size_t rank,
                       double& at_rank, double& after_rank) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(steps[i * stride]);
  std::ranges::sort(values);
  at_rank = values[rank];
  after_rank = values[rank + 1];
}

BlockDescriber::BlockDescriber(const TimeAxis& axis, const FeatureOptions& options)
    : options_(options),
      acquisitions_(axis.size()),
      is_for_vectors_(axis.size() >= std::max<std::size_t>(kFewestAcquisitions, options.fewest_values) &&
                      options.jump_sigma == 0.0 && !options.long_run_cusum),
      tile_mm_(axis.size() * kTilePoints),
      residual_(axis.size() * kMostLanes + kMostLanes) {
  if (!is_for_vectors_) return;
  double mean = 0;
  for (const double t : axis.years()) mean += t / static_cast<double>(acquisitions_);
  std::vector<double> times;
  for (const double t : axis.years()) times.push_back(t - mean);

  std::vector<double> column(acquisitions_, 1.0);
  polynomial_.clear(acquisitions_);
  seasonal_.clear(acquisitions_);
  for (OrthonormalBasis* basis : {&polynomial_, &seasonal_}) {
    basis->append(column);
    basis->append(times);
  }
  std::ranges::transform(times, column.begin(), [](double t) { return t * t; });
  polynomial_.append(column);
  for (const double cycles_per_year : {1.0, 2.0}) {
    const double radians_per_year = 2.0 * std::numbers::pi * cycles_per_year;
    std::ranges::transform(axis.years(), column.begin(),
                           [&](double t) { return std::cos(radians_per_year * t); });
    seasonal_.append(column);
    std::ranges::transform(axis.years(), column.begin(),
                           [&](double t) { return std::sin(radians_per_year * t); });
    seasonal_.append(column);
  }

  const std::size_t middle = (acquisitions_ + 1) / 2;
  for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
    const auto of_half = half == 0 ? std::span(times).first(middle) : std::span(times).subspan(middle);
    double half_mean = 0;
    for (const double t : of_half) half_mean += t;
    half_mean /= static_cast<double>(of_half.size());
    for (const double t : of_half) {
      half_times_.push_back(t - half_mean);
      half_time_squares_[half] += (t - half_mean) * (t - half_mean);
    }
  }
}

std::span<const std::uint32_t> BlockDescriber::describe_complete(const SeriesBlockView& block,
                                                                 std::span<Features> features) {
  assert(block.acquisitions.size() == acquisitions_ && features.size() >= block.points);
  others_.clear();
  // The vector code loads whole vectors from places that are multiples of one.
  void* aligned = residual_.data();
  std::size_t space = residual_.size() * sizeof(double);
  std::align(kMostLanes * sizeof(double), 1, aligned, space);
  TileTask task{.acquisitions = acquisitions_,
                .first_half = (acquisitions_ + 1) / 2,
                .tile_mm = tile_mm_.data(),
                .residual = static_cast<double*>(aligned),
                .half_times = half_times_.data(),
                .jump_mm = options_.jump_mm};
  for (std::size_t begin = 0; begin < block.points; begin += kTilePoints) {
    find_complete(block, begin, std::min(begin + kTilePoints, block.points));
    if (complete_.empty()) continue;
    gather(block);
    task.points = complete_.size();
    for (std::size_t k = 0; k < 3; ++k) task.polynomial[k] = polynomial_.vector(k).data();
    for (std::size_t k = 0; k < kHarmonics; ++k) task.seasonal[k] = seasonal_.vector(2 + k).data();
    task.percentile_rank =
        static_cast<std::size_t>(kNoisePercentile * static_cast<double>(acquisitions_ - 2));
    TileSums sums;
    sum_over_time(task, sums);
    const Finish finish(task, polynomial_, seasonal_, half_time_squares_);
    for (std::size_t i = 0; i < complete_.size(); ++i) features[complete_[i]] = finish.features(sums, i);
  }
  return others_;
}

void BlockDescriber::find_complete(const SeriesBlockView& block, std::size_t begin, std::size_t end) {
  complete_.clear();
  // Finite x: x - x = 0; NaN - NaN = NaN, and a sum keeps it.
  std::array<float, kTilePoints> missing{};
  if (is_for_vectors_) {
    for (const float* const values : block.acquisitions) {
      for (std::size_t point = begin; point < end; ++point)
        missing[point - begin] += values[point] - values[point];
    }
  } else {
    missing.fill(1.0f);
  }
  for (std::size_t point = begin; point < end; ++point) {
    auto& list = missing[point - begin] == 0.0f ? complete_ : others_;
    list.push_back(static_cast<std::uint32_t>(point));
  }
}

/// Copies the complete points of a tile side by side; its last places repeat one of them.
void BlockDescriber::gather(const SeriesBlockView& block) {
  const bool whole = complete_.size() == kTilePoints;
  float* row = tile_mm_.data();
  for (const float* const values : block.acquisitions) {
    if (whole) {
      std::copy_n(values + complete_.front(), kTilePoints, row);
    } else {
      for (std::size_t i = 0; i < kTilePoints; ++i)
        row[i] = values[complete_[std::min(i, complete_.size() - 1)]];
    }
    row += kTilePoints;
  }
}

}  // namespace plumbline::features
