// SPDX-License-Identifier: MIT
#include "validate/outline_finder.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace plumbline::validate {
namespace {

constexpr std::size_t kSide = 128;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Calls `body(from, to)` with every edge, the closing one included.
template <typename Body>
void for_each_edge(const Outline& outline, const Body& body) {
  for (const auto& ring : outline.rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) body(ring[i], ring[(i + 1) % ring.size()]);
  }
}

double distance_square(PlanePoint place, PlanePoint from, PlanePoint to) {
  const double de = to.easting_m - from.easting_m, dn = to.northing_m - from.northing_m;
  const double length_square = de * de + dn * dn;
  const double along =
      length_square == 0
          ? 0.0
          : std::clamp(((place.easting_m - from.easting_m) * de + (place.northing_m - from.northing_m) * dn) /
                           length_square,
                       0.0, 1.0);
  const double e = place.easting_m - from.easting_m - along * de;
  const double n = place.northing_m - from.northing_m - along * dn;
  return e * e + n * n;
}

PolygonRings rings_of(const Outline& outline) {
  PolygonRings rings;
  for (const auto& ring : outline.rings) {
    rings.emplace_back();
    for (const PlanePoint& place : ring) rings.back().push_back({place.easting_m, place.northing_m});
  }
  return rings;
}

/// Above 0 when a, b, c turn to the left.
double turn(PlanePoint a, PlanePoint b, PlanePoint c) {
  return (b.easting_m - a.easting_m) * (c.northing_m - a.northing_m) -
         (b.northing_m - a.northing_m) * (c.easting_m - a.easting_m);
}

}  // namespace

bool contains(const Outline& outline, PlanePoint place, double buffer_m) {
  bool is_inside = false, is_near = false;
  for_each_edge(outline, [&](PlanePoint from, PlanePoint to) {
    // A ray to the east crosses the edge.
    if ((from.northing_m > place.northing_m) != (to.northing_m > place.northing_m)) {
      const double part = (place.northing_m - from.northing_m) / (to.northing_m - from.northing_m);
      if (place.easting_m < from.easting_m + part * (to.easting_m - from.easting_m)) is_inside = !is_inside;
    }
    is_near = is_near || (buffer_m > 0 && distance_square(place, from, to) <= buffer_m * buffer_m);
  });
  return is_inside || is_near;
}

std::vector<PlanePoint> convex_hull(std::span<const double> easting_m, std::span<const double> northing_m) {
  assert(easting_m.size() == northing_m.size());
  std::vector<PlanePoint> places;
  for (std::size_t i = 0; i < easting_m.size(); ++i) {
    if (std::isfinite(easting_m[i] + northing_m[i])) places.push_back({easting_m[i], northing_m[i]});
  }
  const auto key = [](PlanePoint p) { return std::pair(p.easting_m, p.northing_m); };
  std::ranges::sort(places, {}, key);
  const auto repeated = std::ranges::unique(places, {}, key);
  places.erase(repeated.begin(), repeated.end());
  if (places.size() < 3) return places;
  std::vector<PlanePoint> hull;
  const auto chain = [&hull](auto first, auto last) {
    const std::size_t start = hull.size();
    for (auto place = first; place != last; ++place) {
      while (hull.size() >= start + 2 && turn(hull[hull.size() - 2], hull.back(), *place) <= 0)
        hull.pop_back();
      hull.push_back(*place);
    }
    hull.pop_back();  // it begins the other chain
  };
  chain(places.begin(), places.end());
  chain(places.rbegin(), places.rend());
  return hull;
}

OutlineFinder::OutlineFinder(std::span<const Outline> outlines, double buffer_m)
    : buffer_m_(buffer_m), extent_{kInfinity, kInfinity, -kInfinity, -kInfinity}, cells_(kSide * kSide) {
  for (const Outline& outline : outlines) {
    const PolygonRings rings = rings_of(outline);
    outlines_.emplace_back(std::span(&rings, 1), buffer_m);
    const Box box = box_of(outlines_.back());
    extent_ = {std::min(extent_.west_m, box.west_m), std::min(extent_.south_m, box.south_m),
               std::max(extent_.east_m, box.east_m), std::max(extent_.north_m, box.north_m)};
  }
  for (std::uint32_t i = 0; i < outlines_.size(); ++i) {
    const Box box = box_of(outlines_[i]);
    if (!(box.west_m <= box.east_m)) continue;
    for (std::size_t r = row(box.south_m); r <= row(box.north_m); ++r) {
      for (std::size_t c = column(box.west_m); c <= column(box.east_m); ++c)
        cells_[r * kSide + c].push_back(i);
    }
  }
}

OutlineFinder::Box OutlineFinder::box_of(const PolygonIndex& outline) const {
  const PlaneBox& box = outline.box();
  return {box.west - buffer_m_, box.south - buffer_m_, box.east + buffer_m_, box.north + buffer_m_};
}

std::size_t OutlineFinder::column(double easting_m) const {
  const double width = extent_.east_m - extent_.west_m;
  if (!(width > 0)) return 0;
  const auto column = static_cast<std::size_t>((easting_m - extent_.west_m) / width * kSide);
  return std::min(column, kSide - 1);
}

std::size_t OutlineFinder::row(double northing_m) const {
  const double height = extent_.north_m - extent_.south_m;
  if (!(height > 0)) return 0;
  const auto row = static_cast<std::size_t>((northing_m - extent_.south_m) / height * kSide);
  return std::min(row, kSide - 1);
}

std::span<const std::uint32_t> OutlineFinder::candidates(PlanePoint place) const {
  if (!(place.easting_m >= extent_.west_m && place.easting_m <= extent_.east_m &&
        place.northing_m >= extent_.south_m && place.northing_m <= extent_.north_m))
    return {};
  return cells_[row(place.northing_m) * kSide + column(place.easting_m)];
}

}  // namespace plumbline::validate
