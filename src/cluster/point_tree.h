// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace plumbline::cluster {

using Position = std::array<double, 3>;

/// d² = (dx² + dy²) + dz² in float64.
double squared_distance(const Position& a, const Position& b);

/// A k-d tree over points in space from which points can be removed. Searches are exact: a point is within a
/// radius when `squared_distance(...) <= squared_radius`, boxes are only used to save looks, and never
/// wrongly (their distances are sums of monotone steps, in floating point too).
class PointTree {
 public:
  explicit PointTree(std::span<const Position> positions);

  /// Number of points within the radius; counting stops at `enough`.
  std::size_t count_within(const Position& centre, double squared_radius, std::size_t enough) const;

  /// Calls `visit(point)` for points within the radius until it returns true; says whether it did.
  template <typename Visit>
  bool any_within(const Position& centre, double squared_radius, Visit visit) const;

  /// Removes all points within the radius and appends them to `removed`.
  void remove_within(const Position& centre, double squared_radius, std::vector<std::uint32_t>& removed);

 private:
  static constexpr std::uint32_t kLeafSize = 16;

  struct Node {
    Position least;
    Position greatest;
    std::uint32_t begin;      // its points: point_[begin, end)
    std::uint32_t end;        // of these the first ones, up to `end`, are not removed (leaves only)
    std::uint32_t right;      // second child; the first one follows its parent; 0 for a leaf
    std::uint32_t remaining;  // points below that are not removed

    double least_squared_distance(const Position& centre) const;
    double greatest_squared_distance(const Position& centre) const;
  };

  std::uint32_t build(std::uint32_t begin, std::uint32_t end);
  std::size_t count(std::uint32_t node, const Position& centre, double squared_radius,
                    std::size_t enough) const;
  void remove(std::uint32_t node, const Position& centre, double squared_radius,
              std::vector<std::uint32_t>& removed);
  template <typename Visit>
  bool any(std::uint32_t node, const Position& centre, double squared_radius, Visit& visit) const;

  std::span<const Position> positions_;
  std::vector<std::uint32_t> point_;
  std::vector<Node> nodes_;
};

template <typename Visit>
bool PointTree::any_within(const Position& centre, double squared_radius, Visit visit) const {
  return !nodes_.empty() && any(0, centre, squared_radius, visit);
}

template <typename Visit>
bool PointTree::any(std::uint32_t index, const Position& centre, double squared_radius, Visit& visit) const {
  const Node& node = nodes_[index];
  if (node.remaining == 0 || node.least_squared_distance(centre) > squared_radius) return false;
  if (node.right != 0) {
    return any(index + 1, centre, squared_radius, visit) || any(node.right, centre, squared_radius, visit);
  }
  for (std::uint32_t i = node.begin; i < node.end; ++i) {
    if (squared_distance(positions_[point_[i]], centre) <= squared_radius && visit(point_[i])) return true;
  }
  return false;
}

}  // namespace plumbline::cluster
