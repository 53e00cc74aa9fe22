// SPDX-License-Identifier: MIT
#include "serve/outline.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plumbline::serve {
namespace {

constexpr int kTilePixels = 256;
constexpr std::size_t kFewestPlaces = 4;  // of a ring, the last being the first

double distance_to_segment(const Place& place, const Place& a, const Place& b) {
  const double x = b.longitude - a.longitude, y = b.latitude - a.latitude;
  const double length2 = x * x + y * y;
  const double along = (place.longitude - a.longitude) * x + (place.latitude - a.latitude) * y;
  const double share = length2 == 0 ? 0 : std::clamp(along / length2, 0.0, 1.0);
  return std::hypot(a.longitude + share * x - place.longitude, a.latitude + share * y - place.latitude);
}

/// The place between two others that is farthest from the line through them.
std::pair<std::size_t, double> farthest(std::span<const Place> line, std::size_t first, std::size_t last) {
  std::pair<std::size_t, double> found{first, -1};
  for (std::size_t i = first + 1; i < last; ++i) {
    const double distance = distance_to_segment(line[i], line[first], line[last]);
    if (distance > found.second) found = {i, distance};
  }
  return found;
}

Ring stretched(std::span<const Place> ring) {
  double middle = 0;
  for (const Place& place : ring) middle += place.latitude / static_cast<double>(ring.size());
  const double stretch = 1 / std::max(0.01, std::cos(middle * kRadians));
  Ring on_map(ring.begin(), ring.end());
  for (Place& place : on_map) place.latitude *= stretch;
  return on_map;
}

/// Keeps the corners without which the line from `first` to `last` would be too far from them.
void keep_corners(std::span<const Place> line, std::size_t first, std::size_t last, double tolerance,
                  std::vector<bool>& kept) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{first, last}};
  while (!open.empty()) {
    const auto [begin, end] = open.back();
    open.pop_back();
    const auto [corner, distance] = farthest(line, begin, end);
    if (distance <= tolerance) continue;
    kept[corner] = true;
    open.emplace_back(begin, corner);
    open.emplace_back(corner, end);
  }
}

}  // namespace

double half_pixel_degrees(int zoom) { return 360.0 / kTilePixels / std::exp2(zoom) / 2; }

Ring simplified(std::span<const Place> ring, double tolerance_degrees) {
  if (ring.size() <= kFewestPlaces) return {ring.begin(), ring.end()};
  const Ring on_map = stretched(ring);
  const std::size_t last = ring.size() - 1;
  // The line from the first place back to itself has no direction: its two halves have.
  const std::size_t opposite = farthest(on_map, 0, last).first;
  std::vector<bool> kept(ring.size());
  kept[0] = kept[opposite] = kept[last] = true;
  const auto third = std::max(farthest(on_map, 0, opposite), farthest(on_map, opposite, last),
                              [](const auto& a, const auto& b) { return a.second < b.second; });
  kept[third.first] = true;
  keep_corners(on_map, 0, opposite, tolerance_degrees, kept);
  keep_corners(on_map, opposite, last, tolerance_degrees, kept);
  Ring simple;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    if (kept[i]) simple.push_back(ring[i]);
  }
  return simple;
}

}  // namespace plumbline::serve
