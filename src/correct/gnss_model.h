// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace plumbline::correct {

/// A rate of the ground, mm/yr.
struct EastNorthUp {
  double east = 0, north = 0, up = 0;

  bool is_known() const { return !std::isnan(east + north + up); }

  /// As seen along a unit vector from the ground to the satellite: positive towards it.
  double along(double los_east, double los_north, double los_up) const {
    return east * los_east + north * los_north + up * los_up;
  }
};

/// A GNSS station, or a node of a model, on EPSG:3035.
struct GnssSite {
  double easting_m = 0, northing_m = 0;
  EastNorthUp velocity;
};

/// A model of GNSS velocities on a square grid, as EGMS's A-EPND with its 50 km.
class GnssGrid {
 public:
  static constexpr double kStepM = 50'000;

  /// Nothing unless all sites lie at whole multiples of 50 km (to 100 m). Nodes without a velocity count as
  /// absent.
  static std::optional<GnssGrid> from(std::span<const GnssSite> sites);

  /// Bilinear between the four nodes around a place; where some of them are absent, as at sea, their share
  /// goes to the others. Nothing where none of them is there.
  std::optional<EastNorthUp> at(double easting_m, double northing_m) const;

 private:
  std::map<std::pair<std::int64_t, std::int64_t>, EastNorthUp> nodes_;
};

}  // namespace plumbline::correct
