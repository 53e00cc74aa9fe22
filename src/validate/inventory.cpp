// SPDX-License-Identifier: MIT
#include "validate/inventory.h"

#include <algorithm>
#include <limits>

namespace plumbline::validate {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

double InventoryAgreement::share_holding() const { return share(holding, observed); }
double InventoryAgreement::share_inside() const { return share(inside, clusters); }

double InventoryAgreement::index() const {
  const double sum = share_holding() + share_inside();
  return sum == 0 ? 0.0 : 2 * share_holding() * share_inside() / sum;
}

void InventoryCounts::add(const OutlineFinder& finder, PlanePoint place, std::uint32_t cluster) {
  const bool has_cluster = cluster != kNoCluster;
  if (has_cluster && cluster >= is_known_.size()) {
    is_known_.resize(cluster + std::size_t{1});
    is_inside_.resize(cluster + std::size_t{1});
  }
  if (has_cluster) is_known_[cluster] = true;
  finder.around(place, [&](std::size_t outline) {
    OutlineCount& count = counts_[outline];
    ++count.points;
    if (!has_cluster) return;
    ++count.cluster_points;
    count.clusters.insert(cluster);
    is_inside_[cluster] = true;
  });
}

std::vector<std::uint32_t> InventoryCounts::outside() const {
  std::vector<std::uint32_t> clusters;
  for (std::uint32_t i = 0; i < is_known_.size(); ++i) {
    if (is_known_[i] && !is_inside_[i]) clusters.push_back(i);
  }
  return clusters;
}

InventoryAgreement InventoryCounts::agreement(std::size_t fewest_points) const {
  InventoryAgreement agreement{.outlines = counts_.size()};
  for (const OutlineCount& count : counts_) {
    if (count.points < fewest_points) continue;
    ++agreement.observed;
    if (!count.clusters.empty()) ++agreement.holding;
  }
  agreement.clusters = static_cast<std::size_t>(std::ranges::count(is_known_, true));
  agreement.inside = static_cast<std::size_t>(std::ranges::count(is_inside_, true));
  return agreement;
}

}  // namespace plumbline::validate
