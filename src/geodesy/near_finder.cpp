// SPDX-License-Identifier: MIT
#include "geodesy/near_finder.h"

#include <algorithm>
#include <numbers>

namespace plumbline::geodesy {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kShortestLatitudeM = 110'500;   // a degree; 110,574 at the equator
constexpr double kShortestLongitudeM = 111'200;  // times the cosine of the latitude; 111,320 at the equator

}  // namespace

NearFinder::NearFinder(std::span<const double> longitude, std::span<const double> latitude, double radius_m)
    : longitude_(longitude.begin(), longitude.end()),
      latitude_(latitude.begin(), latitude.end()),
      radius_m_(radius_m),
      row_degrees_(radius_m / kShortestLatitudeM) {
  for (std::uint32_t place = 0; place < latitude_.size(); ++place) {
    const auto row = static_cast<std::int64_t>(std::floor(latitude_[place] / row_degrees_));
    for (const int north : {-1, 0, 1}) around_[row + north].push_back(place);
  }
}

double NearFinder::longitudes_within(double latitude) const {
  const double nearest_to_pole = std::abs(latitude) + row_degrees_;
  if (nearest_to_pole >= 90) return 360;
  // A circle that touches two meridians: their angle is asin(sin(radius) / cos(latitude)), less than twice
  // radius / cos for all that is below 90 degrees.
  return 2 * radius_m_ / (kShortestLongitudeM * std::cos(nearest_to_pole * kRadians));
}

std::span<const std::uint32_t> NearFinder::in_rows_around(double latitude) const {
  if (!std::isfinite(latitude)) return {};
  const auto found = around_.find(static_cast<std::int64_t>(std::floor(latitude / row_degrees_)));
  if (found == around_.end()) return {};
  return found->second;
}

}  // namespace plumbline::geodesy
