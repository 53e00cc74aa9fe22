// SPDX-License-Identifier: MIT
#include "serve/date_means.h"

#include <cmath>
#include <limits>

namespace plumbline::serve {

void DateMeans::add(Date date, std::span<const float> values_mm, std::span<const std::uint32_t> places) {
  Sums& sums = sums_[date];
  for (const std::uint32_t place : places) {
    const auto value = static_cast<double>(values_mm[place]);
    if (std::isnan(value)) continue;
    const double deviation = value - sums.mean;
    sums.mean += deviation / static_cast<double>(++sums.values);
    sums.squares += deviation * (value - sums.mean);
  }
}

MeanSeries DateMeans::mean_series() const {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  MeanSeries series;
  for (const auto& [date, sums] : sums_) {
    series.dates.push_back(date);
    series.mean_mm.push_back(sums.values == 0 ? kMissing : sums.mean);
    series.std_mm.push_back(sums.values < 2 ? kMissing
                                            : std::sqrt(sums.squares / static_cast<double>(sums.values - 1)));
    series.values.push_back(sums.values);
  }
  return series;
}

}  // namespace plumbline::serve
