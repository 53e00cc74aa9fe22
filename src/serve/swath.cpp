// SPDX-License-Identifier: MIT
#include "serve/swath.h"

#include <algorithm>
#include <cmath>

namespace plumbline::serve {
namespace {

Direction normalised(const Direction& v) {
  const double length = std::sqrt(dot(v, v));
  return {v[0] / length, v[1] / length, v[2] / length};
}

/// A great circle reaches beyond the latitudes of its ends: by less than its length squared / 8 in radians,
/// times the tangent of the latitude, which is taken as for 85 degrees.
double bulge_m(double length_m) {
  constexpr double kTangent = 11.5;
  return length_m * length_m / (8 * kEarthRadiusM) * kTangent;
}

void widen(GeographicWindow& window, const Place& corner, double by_m, const Globe& globe) {
  const double latitudes = by_m / globe.min_metres_per_degree();
  const double farthest = std::min(89.0, std::abs(corner.latitude) + latitudes);
  const double longitudes = latitudes / std::cos(farthest * kRadians);
  window.min_latitude = std::min(window.min_latitude, corner.latitude - latitudes);
  window.max_latitude = std::max(window.max_latitude, corner.latitude + latitudes);
  window.min_longitude = std::min(window.min_longitude, corner.longitude - longitudes);
  window.max_longitude = std::max(window.max_longitude, corner.longitude + longitudes);
}

/// Longitudes that go on beyond 180 degrees where the line crosses the 180th meridian.
std::vector<Place> continuous(std::span<const Place> corners) {
  std::vector<Place> places(corners.begin(), corners.end());
  for (std::size_t i = 1; i < places.size(); ++i) {
    const double step = places[i].longitude - places[i - 1].longitude;
    if (std::abs(step) > 180) places[i].longitude = places[i - 1].longitude + std::remainder(step, 360.0);
  }
  return places;
}

/// Half-way between the outermost corners.
Place middle_of(std::span<const Place> corners) {
  const auto [west, east] = std::ranges::minmax(corners, {}, &Place::longitude);
  const auto [south, north] = std::ranges::minmax(corners, {}, &Place::latitude);
  return {std::remainder((west.longitude + east.longitude) / 2, 360.0),
          (south.latitude + north.latitude) / 2};
}

}  // namespace

Swath::Swath(std::span<const Place> given, double width_m)
    : half_width_m_(width_m / 2), window_{90, -90, 540, -540} {
  const std::vector<Place> corners = continuous(given);
  globe_ = Globe::around(middle_of(corners));
  for (std::size_t i = 0; i + 1 < corners.size(); ++i) {
    Segment segment{.begin = globe_.direction(corners[i]), .end = globe_.direction(corners[i + 1])};
    segment.left = normalised(cross(segment.begin, segment.end));
    segment.ahead = cross(segment.left, segment.begin);
    segment.length_m = globe_.distance_m(segment.begin, segment.end);
    segment.begins_at_m = length_m_;
    length_m_ += segment.length_m;
    segments_.push_back(segment);
    for (const Place& corner : {corners[i], corners[i + 1]})
      widen(window_, corner, half_width_m_ + bulge_m(segment.length_m) + 1, globe_);
  }
  if (window_.min_longitude < -180 || window_.max_longitude > 180) {
    window_.min_longitude = -180;
    window_.max_longitude = 180;
  }
}

std::optional<SwathPlace> Swath::locate(const Place& place) const {
  const Direction at = globe_.direction(place);
  const double radius_m = globe_.radius_m();
  std::optional<SwathPlace> nearest;
  double least_m = half_width_m_;
  for (const Segment& segment : segments_) {
    const double along_m = radius_m * std::atan2(dot(at, segment.ahead), dot(at, segment.begin));
    const double to_the_left_m = radius_m * std::asin(std::clamp(dot(at, segment.left), -1.0, 1.0));
    const bool before = along_m<0, behind = along_m> segment.length_m;
    const bool beyond_the_ends =
        (before && &segment == &segments_.front()) || (behind && &segment == &segments_.back());
    if (beyond_the_ends) continue;
    const double away_m = before   ? globe_.distance_m(at, segment.begin)
                          : behind ? globe_.distance_m(at, segment.end)
                                   : std::abs(to_the_left_m);
    if (away_m > least_m || (nearest && away_m == least_m)) continue;
    least_m = away_m;
    nearest = {segment.begins_at_m + std::clamp(along_m, 0.0, segment.length_m),
               to_the_left_m > 0 ? -away_m : away_m};
  }
  return nearest;
}

}  // namespace plumbline::serve
