// SPDX-License-Identifier: MIT
#include "geodesy/polygon_index.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plumbline {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// An edge lies in this many bands, on average.
constexpr double kBandsOfAnEdge = 4;
constexpr double kMostBands = 1 << 20;

/// Above 0 where `place` lies to the left of the line that runs from `from` to `to`; 0 on it.
double side(const PlanePair& from, const PlanePair& to, const PlanePair& place) {
  return (to[0] - from[0]) * (place[1] - from[1]) - (place[0] - from[0]) * (to[1] - from[1]);
}

bool is_between(double value, double a, double b) {
  return value >= std::min(a, b) && value <= std::max(a, b);
}

bool is_in_box_of(const PlanePair& from, const PlanePair& to, const PlanePair& place) {
  return is_between(place[0], from[0], to[0]) && is_between(place[1], from[1], to[1]);
}

bool is_on(const PlanePair& from, const PlanePair& to, const PlanePair& place) {
  return is_in_box_of(from, to, place) && side(from, to, place) == 0;
}

int sign(double value) { return (value > 0) - (value < 0); }

bool share_a_place(const PlanePair& a, const PlanePair& b, const PlanePair& c, const PlanePair& d) {
  const int ab_c = sign(side(a, b, c)), ab_d = sign(side(a, b, d));
  const int cd_a = sign(side(c, d, a)), cd_b = sign(side(c, d, b));
  if (ab_c * ab_d < 0 && cd_a * cd_b < 0) return true;
  return is_on(a, b, c) || is_on(a, b, d) || is_on(c, d, a) || is_on(c, d, b);
}

double square_of_distance(const PlanePair& from, const PlanePair& to, const PlanePair& place) {
  const double dx = to[0] - from[0], dy = to[1] - from[1];
  const double length = dx * dx + dy * dy;
  const double along =
      length == 0 ? 0
                  : std::clamp(((place[0] - from[0]) * dx + (place[1] - from[1]) * dy) / length, 0.0, 1.0);
  const double x = place[0] - from[0] - along * dx, y = place[1] - from[1] - along * dy;
  return x * x + y * y;
}

}  // namespace

PolygonIndex::PolygonIndex(std::span<const PolygonRings> polygons, double margin)
    : margin_(margin), box_{kInfinity, kInfinity, -kInfinity, -kInfinity} {
  for (std::uint32_t polygon = 0; polygon < polygons.size(); ++polygon) {
    for (const PolygonRing& ring : polygons[polygon]) add_ring(ring, polygon);
  }
  sort_into_bands();
}

void PolygonIndex::add_ring(const PolygonRing& ring, std::uint32_t polygon) {
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const PlanePair& from = ring[i];
    const PlanePair& to = ring[i + 1 == ring.size() ? 0 : i + 1];
    box_ = {std::min(box_.west, from[0]), std::min(box_.south, from[1]), std::max(box_.east, from[0]),
            std::max(box_.north, from[1])};
    if (from != to || ring.size() == 1) edges_.push_back({from, to, polygon});
  }
}

void PolygonIndex::sort_into_bands() {
  const double height = box_.north - box_.south;
  double heights = 0;
  for (const Edge& edge : edges_) heights += std::abs(edge.to[1] - edge.from[1]) + 2 * margin_;
  edges_per_line_ = height > 0 ? heights / height : static_cast<double>(edges_.size());
  // An edge of height h lies in about 1 + bands · h / height bands.
  const double wanted = kBandsOfAnEdge * static_cast<double>(edges_.size()) / std::max(edges_per_line_, 1.0);
  const auto bands = static_cast<std::size_t>(std::clamp(wanted, 1.0, kMostBands));
  first_.assign(bands + 1, 0);
  const auto for_each_band = [this](const Edge& edge, const auto& body) {
    const auto [low, high] = std::minmax(edge.from[1], edge.to[1]);
    for (std::size_t band = band_of(low - margin_), last = band_of(high + margin_); band <= last; ++band)
      body(band);
  };
  for (const Edge& edge : edges_) for_each_band(edge, [this](std::size_t band) { ++first_[band + 1]; });
  for (std::size_t band = 0; band < bands; ++band) first_[band + 1] += first_[band];
  in_band_.resize(first_.back());
  std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
  for (std::uint32_t i = 0; i < edges_.size(); ++i)
    for_each_band(edges_[i], [&](std::size_t band) { in_band_[next[band]++] = i; });
}

std::size_t PolygonIndex::band_of(double y) const {
  const std::size_t bands = first_.size() - 1;
  const double south = box_.south - margin_, height = box_.north - box_.south + 2 * margin_;
  if (!(height > 0)) return 0;
  const double band = (y - south) / height * static_cast<double>(bands);
  return static_cast<std::size_t>(std::clamp(band, 0.0, static_cast<double>(bands - 1)));
}

bool PolygonIndex::contains(double x, double y) const {
  if (!(x >= box_.west && x <= box_.east && y >= box_.south && y <= box_.north)) return false;
  const PlanePair place{x, y};
  bool is_inside = false;
  std::uint32_t polygon = 0;
  for (const std::uint32_t i : edges_of(band_of(y))) {
    const Edge& edge = edges_[i];
    if (edge.polygon != polygon) {
      if (is_inside) return true;
      polygon = edge.polygon;
    }
    const double turn = side(edge.from, edge.to, place);
    if (turn == 0 && is_in_box_of(edge.from, edge.to, place)) return true;
    const bool is_upward = edge.to[1] > edge.from[1];
    if ((edge.from[1] > y) != (edge.to[1] > y) && (turn > 0) == is_upward) is_inside = !is_inside;
  }
  return is_inside;
}

bool PolygonIndex::is_within(double x, double y, double distance) const {
  if (contains(x, y)) return true;
  if (!(distance > 0) || !(y >= box_.south - margin_ && y <= box_.north + margin_)) return false;
  return std::ranges::any_of(edges_of(band_of(y)), [&](std::uint32_t i) {
    return square_of_distance(edges_[i].from, edges_[i].to, {x, y}) <= distance * distance;
  });
}

bool PolygonIndex::meets_an_edge(const Edge& edge) const {
  const auto [west, east] = std::minmax(edge.from[0], edge.to[0]);
  const auto [low, high] = std::minmax(edge.from[1], edge.to[1]);
  if (!(east >= box_.west && west <= box_.east && high >= box_.south && low <= box_.north)) return false;
  for (std::size_t band = band_of(low), last = band_of(high); band <= last; ++band) {
    for (const std::uint32_t i : edges_of(band)) {
      if (share_a_place(edge.from, edge.to, edges_[i].from, edges_[i].to)) return true;
    }
  }
  return false;
}

bool PolygonIndex::has_a_corner_in(const PolygonIndex& other) const {
  for (std::size_t i = 0; i < edges_.size(); ++i) {
    const bool is_first = i == 0 || edges_[i].polygon != edges_[i - 1].polygon;
    if (is_first && other.contains(edges_[i].from[0], edges_[i].from[1])) return true;
  }
  return false;
}

bool PolygonIndex::intersects(const PolygonIndex& other) const {
  if (edges_.empty() || other.edges_.empty()) return false;
  if (std::ranges::any_of(other.edges_, [this](const Edge& edge) { return meets_an_edge(edge); }))
    return true;
  // No edges meet, so each polygon lies in the other as a whole or not at all.
  return has_a_corner_in(other) || other.has_a_corner_in(*this);
}

}  // namespace plumbline
