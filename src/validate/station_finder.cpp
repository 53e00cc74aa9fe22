// SPDX-License-Identifier: MIT
#include "validate/station_finder.h"

#include <cmath>

namespace plumbline::validate {

StationFinder::StationFinder(std::span<const double> easting_m, std::span<const double> northing_m,
                             double radius_m)
    : easting_m_(easting_m.begin(), easting_m.end()),
      northing_m_(northing_m.begin(), northing_m.end()),
      radius_m_(radius_m) {
  for (std::size_t station = 0; station < easting_m_.size(); ++station) {
    for (const int east : {-1, 0, 1}) {
      for (const int north : {-1, 0, 1})
        around_[cell(easting_m_[station], northing_m_[station], east, north)].push_back(station);
    }
  }
}

std::uint64_t StationFinder::cell(double easting_m, double northing_m, int east, int north) const {
  const auto column = static_cast<std::int32_t>(std::floor(easting_m / radius_m_)) + east;
  const auto row = static_cast<std::int32_t>(std::floor(northing_m / radius_m_)) + north;
  return std::uint64_t{static_cast<std::uint32_t>(column)} << 32 | static_cast<std::uint32_t>(row);
}

std::span<const std::size_t> StationFinder::in_cells_around(double easting_m, double northing_m) const {
  if (!std::isfinite(easting_m + northing_m)) return {};
  const auto found = around_.find(cell(easting_m, northing_m, 0, 0));
  return found == around_.end() ? std::span<const std::size_t>()
                                : std::span<const std::size_t>(found->second);
}

}  // namespace plumbline::validate
