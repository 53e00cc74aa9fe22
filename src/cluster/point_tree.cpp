// SPDX-License-Identifier: MIT
#include "cluster/point_tree.h"

#include <algorithm>
#include <numeric>

namespace plumbline::cluster {
namespace {

double squared_length(double dx, double dy, double dz) { return (dx * dx + dy * dy) + dz * dz; }

}  // namespace

double squared_distance(const Position& a, const Position& b) {
  return squared_length(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

double PointTree::Node::least_squared_distance(const Position& centre) const {
  Position gap;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    gap[axis] = std::max({least[axis] - centre[axis], centre[axis] - greatest[axis], 0.0});
  }
  return squared_length(gap[0], gap[1], gap[2]);
}

double PointTree::Node::greatest_squared_distance(const Position& centre) const {
  Position reach;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    reach[axis] = std::max(centre[axis] - least[axis], greatest[axis] - centre[axis]);
  }
  return squared_length(reach[0], reach[1], reach[2]);
}

PointTree::PointTree(std::span<const Position> positions) : positions_(positions), point_(positions.size()) {
  std::iota(point_.begin(), point_.end(), 0U);
  if (!point_.empty()) build(0, static_cast<std::uint32_t>(point_.size()));
}

std::uint32_t PointTree::build(std::uint32_t begin, std::uint32_t end) {
  const auto index = static_cast<std::uint32_t>(nodes_.size());
  Node node{positions_[point_[begin]], positions_[point_[begin]], begin, end, 0, end - begin};
  for (std::uint32_t i = begin; i < end; ++i) {
    for (std::size_t axis = 0; axis < 3; ++axis) {
      node.least[axis] = std::min(node.least[axis], positions_[point_[i]][axis]);
      node.greatest[axis] = std::max(node.greatest[axis], positions_[point_[i]][axis]);
    }
  }
  nodes_.push_back(node);
  if (end - begin <= kLeafSize) return index;

  std::size_t widest = 0;
  for (std::size_t axis = 1; axis < 3; ++axis) {
    if (node.greatest[axis] / 2 - node.least[axis] / 2 > node.greatest[widest] / 2 - node.least[widest] / 2) {
      widest = axis;
    }
  }
  const std::uint32_t middle = begin + (end - begin) / 2;
  std::nth_element(
      point_.begin() + begin, point_.begin() + middle, point_.begin() + end,
      [&](std::uint32_t a, std::uint32_t b) { return positions_[a][widest] < positions_[b][widest]; });
  build(begin, middle);
  const std::uint32_t right = build(middle, end);
  nodes_[index].right = right;
  return index;
}

std::size_t PointTree::count_within(const Position& centre, double squared_radius, std::size_t enough) const {
  return nodes_.empty() ? 0 : count(0, centre, squared_radius, enough);
}

std::size_t PointTree::count(std::uint32_t index, const Position& centre, double squared_radius,
                             std::size_t enough) const {
  const Node& node = nodes_[index];
  if (node.remaining == 0 || node.least_squared_distance(centre) > squared_radius) return 0;
  if (node.greatest_squared_distance(centre) <= squared_radius) return node.remaining;
  std::size_t found = 0;
  if (node.right != 0) {
    found = count(index + 1, centre, squared_radius, enough);
    if (found < enough) found += count(node.right, centre, squared_radius, enough - found);
    return found;
  }
  for (std::uint32_t i = node.begin; i < node.end && found < enough; ++i) {
    if (squared_distance(positions_[point_[i]], centre) <= squared_radius) ++found;
  }
  return found;
}

void PointTree::remove_within(const Position& centre, double squared_radius,
                              std::vector<std::uint32_t>& removed) {
  if (!nodes_.empty()) remove(0, centre, squared_radius, removed);
}

void PointTree::remove(std::uint32_t index, const Position& centre, double squared_radius,
                       std::vector<std::uint32_t>& removed) {
  Node& node = nodes_[index];
  if (node.remaining == 0 || node.least_squared_distance(centre) > squared_radius) return;
  const std::size_t before = removed.size();
  if (node.right != 0) {
    remove(index + 1, centre, squared_radius, removed);
    remove(node.right, centre, squared_radius, removed);
  } else {
    for (std::uint32_t i = node.begin; i < node.end;) {
      if (squared_distance(positions_[point_[i]], centre) <= squared_radius) {
        removed.push_back(point_[i]);
        std::swap(point_[i], point_[--node.end]);
      } else {
        ++i;
      }
    }
  }
  node.remaining -= static_cast<std::uint32_t>(removed.size() - before);
}

}  // namespace plumbline::cluster
