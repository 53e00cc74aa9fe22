// SPDX-License-Identifier: MIT
#include "cluster/subclusters.h"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include "cluster/check.h"
#include "cluster/dbscan_sheets.h"
#include "parallel/thread_loop.h"

namespace plumbline::cluster {
namespace {

/// The coordinates of a group on their own.
struct GroupPoints {
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<double> velocity_mm_per_year;

  GroupPoints(const MovingPoints& points, const Members& members) {
    for (const std::size_t i : members) {
      easting_m.push_back(points.easting_m[i]);
      northing_m.push_back(points.northing_m[i]);
      velocity_mm_per_year.push_back(points.velocity_mm_per_year[i]);
    }
  }
  Points view() const { return {easting_m, northing_m, velocity_mm_per_year}; }
};

}  // namespace

Subclusters find_subclusters(const MovingPoints& points, const std::vector<Members>& clusters,
                             const DbscanOptions& options) {
  Subclusters result;
  std::vector<std::size_t> cluster_of_group;
  for (std::size_t cluster = 0; cluster < clusters.size(); ++cluster) {
    std::array<Members, kMotionClassNames.size()> of_class;
    for (const std::size_t i : clusters[cluster]) {
      if (points.motion[i]) of_class[static_cast<std::size_t>(*points.motion[i])].push_back(i);
    }
    for (Members& members : of_class) {
      if (members.empty()) continue;
      result.groups.push_back({std::move(members), {}});
      cluster_of_group.push_back(cluster);
    }
  }

  std::vector<std::size_t> largest_first(result.groups.size());
  std::iota(largest_first.begin(), largest_first.end(), std::size_t{0});
  std::stable_sort(largest_first.begin(), largest_first.end(), [&](std::size_t a, std::size_t b) {
    return result.groups[a].members.size() > result.groups[b].members.size();
  });
  parallel_ranges(largest_first.size(), 1, [&](std::size_t begin, std::size_t) {
    Subclusters::Group& group = result.groups[largest_first[begin]];
    const GroupPoints coordinates(points, group.members);
    group.clustering = points.beyond_europe ? dbscan_on_sheets(coordinates.view(), {}, options)
                                            : dbscan(coordinates.view(), options);
  });

  result.of_cluster.resize(clusters.size());
  for (std::size_t g = 0; g < result.groups.size(); ++g) {
    const Subclusters::Group& group = result.groups[g];
    for (Members& members : members_of(group.clustering.label, group.clustering.clusters)) {
      for (std::size_t& member : members) member = group.members[member];
      result.of_cluster[cluster_of_group[g]].push_back(std::move(members));
    }
  }
  for (std::vector<Members>& subclusters : result.of_cluster) sort_by_size(subclusters, points.pid);
  return result;
}

std::optional<std::string> subclusters_fault(const MovingPoints& points, const Subclusters& subclusters,
                                             const DbscanOptions& options) {
  for (const Subclusters::Group& group : subclusters.groups) {
    const GroupPoints coordinates(points, group.members);
    const auto fault = points.beyond_europe ? sheets_fault(coordinates.view(), {}, options, group.clustering)
                                            : clustering_fault(coordinates.view(), options, group.clustering);
    if (fault) {
      return fmt::format("among the {} points of the class of {} in its cluster: {}", group.members.size(),
                         points.pid[group.members.front()], *fault);
    }
  }
  return {};
}

}  // namespace plumbline::cluster
