// SPDX-License-Identifier: MIT
#include "correct/gnss_model.h"

#include <cmath>

namespace plumbline::correct {
namespace {

constexpr double kToleranceM = 100;

}  // namespace

std::optional<GnssGrid> GnssGrid::from(std::span<const GnssSite> sites) {
  GnssGrid grid;
  for (const GnssSite& site : sites) {
    const double column = std::round(site.easting_m / kStepM);
    const double row = std::round(site.northing_m / kStepM);
    if (std::hypot(site.easting_m - column * kStepM, site.northing_m - row * kStepM) > kToleranceM)
      return std::nullopt;
    if (!site.velocity.is_known()) continue;
    grid.nodes_[{static_cast<std::int64_t>(column), static_cast<std::int64_t>(row)}] = site.velocity;
  }
  if (grid.nodes_.empty()) return std::nullopt;
  return grid;
}

std::optional<EastNorthUp> GnssGrid::at(double easting_m, double northing_m) const {
  const double x = easting_m / kStepM, y = northing_m / kStepM;
  const double left = std::floor(x), low = std::floor(y);
  EastNorthUp sum;
  double shares = 0;
  for (const int right : {0, 1}) {
    for (const int above : {0, 1}) {
      const auto node =
          nodes_.find({static_cast<std::int64_t>(left) + right, static_cast<std::int64_t>(low) + above});
      if (node == nodes_.end()) continue;
      const double share = (right == 1 ? x - left : 1 - (x - left)) * (above == 1 ? y - low : 1 - (y - low));
      sum.east += share * node->second.east;
      sum.north += share * node->second.north;
      sum.up += share * node->second.up;
      shares += share;
    }
  }
  if (shares <= 0) return std::nullopt;
  return EastNorthUp{sum.east / shares, sum.north / shares, sum.up / shares};
}

}  // namespace plumbline::correct
