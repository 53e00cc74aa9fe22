// SPDX-License-Identifier: MIT
#include "cluster/dbscan_groups.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "cluster/check.h"

namespace plumbline::cluster {
namespace {

/// The points of one group, and where they came from.
struct Group {
  std::vector<std::size_t> point;
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<double> velocity_mm_per_year;

  Points points() const { return {easting_m, northing_m, velocity_mm_per_year}; }
};

/// Calls `body(number, group)` for each group, one at a time.
template <typename Body>
void for_each_group(const Points& points, std::span<const std::int32_t> group, Body body) {
  std::map<std::int32_t, std::vector<std::size_t>> point_of;
  for (std::size_t i = 0; i < group.size(); ++i) point_of[group[i]].push_back(i);
  for (auto& [number, members] : point_of) {
    Group of_number;
    for (const std::size_t i : members) {
      of_number.easting_m.push_back(points.easting_m[i]);
      of_number.northing_m.push_back(points.northing_m[i]);
      of_number.velocity_mm_per_year.push_back(points.velocity_mm_per_year[i]);
    }
    of_number.point = std::move(members);
    body(number, of_number);
  }
}

}  // namespace

Clustering dbscan_groups(const Points& points, std::span<const std::int32_t> group,
                         const DbscanOptions& options) {
  Clustering all{std::vector<std::uint8_t>(points.size()), std::vector<std::int64_t>(points.size(), kNoise),
                 0};
  for_each_group(points, group, [&](std::int32_t, const Group& members) {
    const Clustering own = dbscan(members.points(), options);
    for (std::size_t i = 0; i < members.point.size(); ++i) {
      all.core[members.point[i]] = own.core[i];
      if (own.label[i] != kNoise) all.label[members.point[i]] = all.clusters + own.label[i];
    }
    all.clusters += own.clusters;
  });
  return all;
}

std::optional<std::string> groups_fault(const Points& points, std::span<const std::int32_t> group,
                                        const DbscanOptions& options, const Clustering& clustering) {
  std::optional<std::string> fault;
  std::int64_t first_label = 0;
  for_each_group(points, group, [&](std::int32_t number, const Group& members) {
    if (fault) return;
    Clustering own;
    std::int64_t end_label = first_label;
    for (const std::size_t i : members.point) {
      own.core.push_back(clustering.core[i]);
      own.label.push_back(clustering.label[i] == kNoise ? kNoise : clustering.label[i] - first_label);
      end_label = std::max(end_label, clustering.label[i] + 1);
    }
    own.clusters = end_label - first_label;
    first_label = end_label;
    if (const auto found = clustering_fault(members.points(), options, own)) {
      fault = fmt::format("in group {}: {}", number, *found);
    }
  });
  if (!fault && first_label != clustering.clusters) fault = "a label has no points";
  return fault;
}

}  // namespace plumbline::cluster
