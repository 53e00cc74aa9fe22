// SPDX-License-Identifier: MIT
#include "serve/area.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace plumbline::serve {
namespace {

constexpr std::size_t kBands = 64;

/// A little more than the circle needs, for what is rounded.
constexpr double kMargin = 1 + 1e-9;

GeographicWindow window_around(std::span<const Place> corners) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  GeographicWindow window{kFar, -kFar, kFar, -kFar};
  for (const Place& corner : corners) {
    window.min_latitude = std::min(window.min_latitude, corner.latitude);
    window.max_latitude = std::max(window.max_latitude, corner.latitude);
    window.min_longitude = std::min(window.min_longitude, corner.longitude);
    window.max_longitude = std::max(window.max_longitude, corner.longitude);
  }
  return window;
}

/// Of all longitudes where the circle holds a pole or crosses the 180th meridian.
GeographicWindow window_around(const Place& middle, double radius_m, const Globe& globe) {
  const double angle = radius_m / globe.min_metres_per_degree() * kRadians * kMargin;
  GeographicWindow window{std::max(-90.0, middle.latitude - angle / kRadians),
                          std::min(90.0, middle.latitude + angle / kRadians)};
  if (window.min_latitude <= -90 || window.max_latitude >= 90) return window;
  const double width = std::asin(std::sin(angle) / std::cos(middle.latitude * kRadians)) / kRadians * kMargin;
  if (middle.longitude - width < -180 || middle.longitude + width > 180) return window;
  window.min_longitude = middle.longitude - width;
  window.max_longitude = middle.longitude + width;
  return window;
}

}  // namespace

Area Area::polygon(std::span<const Place> corners) {
  Area area;
  area.window_ = window_around(corners);
  Polygon polygon{std::vector<std::vector<Edge>>(kBands)};
  if (area.window_.min_longitude < -180 || area.window_.max_longitude > 180) {
    polygon.crosses_180 = true;
    area.window_.min_longitude = -180;
    area.window_.max_longitude = 180;
  }
  for (std::size_t i = 0; i < corners.size(); ++i) {
    Edge edge{corners[i], corners[(i + 1) % corners.size()]};
    if (edge.south.latitude == edge.north.latitude) continue;  // crosses no latitude
    if (edge.south.latitude > edge.north.latitude) std::swap(edge.south, edge.north);
    const std::size_t last = area.band_of(edge.north.latitude, kBands);
    for (std::size_t band = area.band_of(edge.south.latitude, kBands); band <= last; ++band)
      polygon.bands[band].push_back(edge);
  }
  area.shape_ = std::move(polygon);
  return area;
}

Area Area::circle(const Place& middle, double radius_m) {
  Area area;
  const Globe globe = Globe::around(middle);
  area.window_ = window_around(middle, radius_m, globe);
  area.shape_ = Circle{globe, globe.direction(middle), radius_m};
  return area;
}

bool Area::contains(const Place& place) const {
  if (const auto* polygon = std::get_if<Polygon>(&shape_)) return contains(*polygon, place);
  if (const auto* circle = std::get_if<Circle>(&shape_))
    return circle->globe.distance_m(circle->middle, circle->globe.direction(place)) <= circle->radius_m;
  return true;
}

bool Area::contains(const Polygon& polygon, const Place& place) const {
  if (is_surrounded(polygon, place)) return true;
  return polygon.crosses_180 && (is_surrounded(polygon, {place.longitude + 360, place.latitude}) ||
                                 is_surrounded(polygon, {place.longitude - 360, place.latitude}));
}

bool Area::is_surrounded(const Polygon& polygon, const Place& place) const {
  if (place.latitude < window_.min_latitude || place.latitude > window_.max_latitude) return false;
  bool inside = false;
  for (const auto& [south, north] : polygon.bands[band_of(place.latitude, polygon.bands.size())]) {
    if (place.latitude < south.latitude || place.latitude >= north.latitude) continue;
    const double share = (place.latitude - south.latitude) / (north.latitude - south.latitude);
    if (place.longitude < south.longitude + share * (north.longitude - south.longitude)) inside = !inside;
  }
  return inside;
}

std::size_t Area::band_of(double latitude, std::size_t bands) const {
  const double height = window_.max_latitude - window_.min_latitude;
  if (height <= 0) return 0;
  const double share = (latitude - window_.min_latitude) / height;
  return std::min(bands - 1, static_cast<std::size_t>(share * static_cast<double>(bands)));
}

}  // namespace plumbline::serve
