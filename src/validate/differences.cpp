// SPDX-License-Identifier: MIT
#include "validate/differences.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace plumbline::validate {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::vector<Pair> complete(std::span<const Pair> pairs) {
  std::vector<Pair> kept;
  std::ranges::copy_if(pairs, std::back_inserter(kept),
                       [](const Pair& pair) { return std::isfinite(pair.difference()); });
  return kept;
}

double correlation(std::span<const Pair> pairs) {
  if (pairs.size() < 2) return kMissing;
  const auto count = static_cast<double>(pairs.size());
  double ground = 0, radar = 0;
  for (const Pair& pair : pairs) {
    ground += pair.ground / count;
    radar += pair.radar / count;
  }
  double gg = 0, rr = 0, gr = 0;
  for (const Pair& pair : pairs) {
    gg += (pair.ground - ground) * (pair.ground - ground);
    rr += (pair.radar - radar) * (pair.radar - radar);
    gr += (pair.ground - ground) * (pair.radar - radar);
  }
  // Values that are all the same leave a rest of rounding.
  const auto varies = [count](double squares, double mean) { return squares > 1e-24 * count * mean * mean; };
  return varies(gg, ground) && varies(rr, radar) ? gr / std::sqrt(gg * rr) : kMissing;
}

double share_within_two_std(std::span<const Pair> pairs) {
  std::size_t known = 0, within = 0;
  for (const Pair& pair : pairs) {
    if (!(pair.difference_std() > 0)) continue;
    ++known;
    if (std::abs(pair.difference()) <= 2 * pair.difference_std()) ++within;
  }
  return known == 0 ? kMissing : static_cast<double>(within) / static_cast<double>(known);
}

}  // namespace

double Pair::difference_std() const { return std::hypot(ground_std, radar_std); }

Differences differences(std::span<const Pair> pairs) {
  const std::vector<Pair> kept = complete(pairs);
  if (kept.empty()) return {0, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing, kMissing};
  Differences result{.pairs = kept.size(), .smallest = std::numeric_limits<double>::infinity()};
  for (const Pair& pair : kept) {
    const double size = std::abs(pair.difference());
    result.mean_absolute += size;
    result.bias += pair.difference();
    result.rms += size * size;
    result.largest = std::max(result.largest, size);
    result.smallest = std::min(result.smallest, size);
  }
  const auto count = static_cast<double>(kept.size());
  result.mean_absolute /= count;
  result.bias /= count;
  result.rms = std::sqrt(result.rms / count);
  result.correlation = correlation(kept);
  result.within_two_std = share_within_two_std(kept);
  return result;
}

double agreement_index(std::span<const Pair> pairs, double worst) {
  std::vector<double> sizes;
  for (const Pair& pair : complete(pairs)) sizes.push_back(std::abs(pair.difference()));
  return agreement_index(sizes, worst);
}

double agreement_index(std::span<const double> sizes, double worst) {
  double sum = 0;
  for (const double size : sizes) sum += std::isfinite(size) ? std::max(0.0, 1.0 - size / worst) : 0.0;
  return sum / static_cast<double>(sizes.size());
}

}  // namespace plumbline::validate
