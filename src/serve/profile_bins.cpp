// SPDX-License-Identifier: MIT
#include "serve/profile_bins.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plumbline::serve {

ProfileBins::ProfileBins(double length_m, std::size_t bins) : length_m_(length_m), sums_(bins) {}

std::size_t ProfileBins::bin_of(double distance_m) const {
  const double share = distance_m / length_m_ * static_cast<double>(sums_.size());
  return std::min(sums_.size() - 1, static_cast<std::size_t>(std::max(0.0, share)));
}

void ProfileBins::add(double distance_m, float velocity_mm_per_year) {
  Sums& sums = sums_[bin_of(distance_m)];
  ++sums.count;
  if (std::isnan(velocity_mm_per_year)) return;
  const double deviation = static_cast<double>(velocity_mm_per_year) - sums.mean;
  sums.mean += deviation / static_cast<double>(++sums.values);
  sums.squares += deviation * (static_cast<double>(velocity_mm_per_year) - sums.mean);
}

std::vector<ProfileBins::Bin> ProfileBins::bins() const {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  const double width_m = length_m_ / static_cast<double>(sums_.size());
  std::vector<Bin> bins;
  for (const Sums& sums : sums_) {
    const auto place = static_cast<double>(bins.size());
    bins.push_back({.from_m = place * width_m,
                    .to_m = (place + 1) * width_m,
                    .count = sums.count,
                    .mean_velocity = sums.values == 0 ? kMissing : sums.mean,
                    .std_velocity = sums.values < 2
                                        ? kMissing
                                        : std::sqrt(sums.squares / static_cast<double>(sums.values - 1))});
  }
  return bins;
}

}  // namespace plumbline::serve
