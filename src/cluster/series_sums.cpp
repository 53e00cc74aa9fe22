// SPDX-License-Identifier: MIT
#include "cluster/series_sums.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace plumbline::cluster {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// From which index on a cluster is of class 1, 2, 3.
constexpr std::array<double, 3> kLeastIndex{0.75, 0.5, 0.25};

}  // namespace

QualitySums& QualitySums::operator+=(const QualitySums& other) {
  values += other.values;
  series += other.series;
  dates += other.dates;
  total_mm2 += other.total_mm2;
  common_mm2 += other.common_mm2;
  lagged_mm2 += other.lagged_mm2;
  return *this;
}

std::optional<Quality> QualitySums::quality() const {
  const std::int64_t free = values - dates - series + 1;
  if (values == 0 || free <= 0) return std::nullopt;
  Quality quality;
  if (total_mm2 > 0) {
    // Degrees of freedom: each series' mean takes one, and each date's mean; one of these is counted twice.
    const double own = std::max(total_mm2 - common_mm2, 0.0) / static_cast<double>(free);
    const double all = total_mm2 / static_cast<double>(values - series);
    quality.consistency = std::clamp(1 - own / all, 0.0, 1.0);
    quality.smoothness = lagged_mm2 / total_mm2;
    quality.signal_to_noise = std::max(all - own, 0.0) / own;
    quality.index = quality.consistency * std::max(quality.smoothness, 0.0);
  }
  const auto better = std::count_if(kLeastIndex.begin(), kLeastIndex.end(),
                                    [&](double least) { return quality.index >= least; });
  quality.quality_class = static_cast<std::int32_t>(4 - better);
  return quality;
}

void SeriesSums::add(std::span<const float> series_mm, std::span<const std::uint32_t> date) {
  double sum = 0;
  std::int64_t present = 0;
  for (const float value : series_mm) {
    if (std::isnan(value)) continue;
    sum += static_cast<double>(value);
    ++present;
  }
  if (present == 0) return;
  const double mean = sum / static_cast<double>(present);
  double before = 0;  // nothing before the first: its product adds nothing
  for (std::size_t i = 0; i < series_mm.size(); ++i) {
    if (std::isnan(series_mm[i])) continue;
    const auto value = static_cast<double>(series_mm[i]);
    Sums& sums = of_date_[date[i]];
    if (sums.points++ == 0) sums.shift = value;
    const double shifted = value - sums.shift;
    sums.shifted += shifted;
    sums.squared += shifted * shifted;
    const double y = value - mean;
    sums.centred += y;
    quality_.total_mm2 += y * y;
    quality_.lagged_mm2 += before * y;
    before = y;
  }
  quality_.values += present;
  ++quality_.series;
}

SeriesSums::Spread SeriesSums::at(std::size_t date) const {
  const Sums& sums = of_date_[date];
  if (sums.points == 0) return {0, kNaN, kNaN};
  const auto points = static_cast<double>(sums.points);
  const double mean = sums.shifted / points;
  const double about_mean = std::max(sums.squared - mean * sums.shifted, 0.0);
  return {sums.points, sums.shift + mean, sums.points < 2 ? kNaN : std::sqrt(about_mean / (points - 1))};
}

QualitySums SeriesSums::quality_sums() const {
  QualitySums sums = quality_;
  for (const Sums& date : of_date_) {
    if (date.points == 0) continue;
    ++sums.dates;
    sums.common_mm2 += date.centred * date.centred / static_cast<double>(date.points);
  }
  return sums;
}

}  // namespace plumbline::cluster
