// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace plumbline::cluster {

/// How far the series of a cluster can be trusted (docs/science.md).
struct Quality {
  double consistency = 0;          ///< 0 … 1: share of the variance that the points have in common
  double smoothness = 0;           ///< −1 … 1: how much a value says about the next one of its point
  double signal_to_noise = 0;      ///< common variance / the points' own; infinite without noise
  double index = 0;                ///< consistency · max(smoothness, 0)
  std::int32_t quality_class = 4;  ///< 1 very reliable, 2 reliable, 3 look twice, 4 not reliable
};

/// What quality is computed from; sums of several geometries of a cluster can be added.
struct QualitySums {
  std::int64_t values = 0;
  std::int64_t series = 0;  ///< with values
  std::int64_t dates = 0;   ///< with values
  double total_mm2 = 0;     ///< Σ y², y a value minus the mean of its series
  double common_mm2 = 0;    ///< Σ over dates of n · mean(y)²
  double lagged_mm2 = 0;    ///< Σ y y', y' the next value of the same series

  QualitySums& operator+=(const QualitySums& other);
  /// Nothing when no date has values of two series: then nothing says what they have in common.
  std::optional<Quality> quality() const;
};

/// Gathers the series of a group of points, one after the other, into a mean and a spread per date.
/// 40 bytes a date, however many points. The same points in the same order give the same bits.
class SeriesSums {
 public:
  explicit SeriesSums(std::size_t dates) : of_date_(dates) {}

  /// Adds one point: value i belongs to date `date[i]`, ascending. Missing = NaN.
  void add(std::span<const float> series_mm, std::span<const std::uint32_t> date);

  struct Spread {
    std::int64_t points = 0;
    double mean_mm = 0;  ///< NaN without points
    double std_mm = 0;   ///< with n − 1; NaN with fewer than two points
  };
  std::size_t dates() const { return of_date_.size(); }
  Spread at(std::size_t date) const;
  QualitySums quality_sums() const;

 private:
  struct Sums {
    double shift = 0;    // the first value: sums about it lose no digits to a common offset
    double shifted = 0;  // Σ (x − shift)
    double squared = 0;  // Σ (x − shift)²
    double centred = 0;  // Σ y
    std::int64_t points = 0;
  };
  std::vector<Sums> of_date_;
  QualitySums quality_;
};

}  // namespace plumbline::cluster
