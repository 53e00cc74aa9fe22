// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "cluster/dbscan.h"
#include "cluster/describe.h"

namespace plumbline::cluster {

/// Denser than for clusters, since a class of a cluster has fewer points (EGMSpy 2026, section 3.7).
inline constexpr DbscanOptions kSubclusterOptions{.eps_m = 80.0, .eps_v_mm_per_year = 3.0, .min_points = 3};

struct Subclusters {
  /// Of each cluster: its sub-clusters in the order of their ids (describe.h, sort_by_size). All members of a
  /// sub-cluster are of one class.
  std::vector<std::vector<Members>> of_cluster;
  /// The clusterings these were made from, of each cluster and class that has points: for the checker.
  struct Group {
    Members members;  ///< of one cluster and one class
    Clustering clustering;
  };
  std::vector<Group> groups;
};

/// DBSCAN within every cluster and class, on sheets for points beyond Europe (dbscan_sheets.h). Unclassified
/// points belong to no sub-cluster. Groups are worked on in parallel, the largest first; the result does not
/// depend on that.
Subclusters find_subclusters(const MovingPoints& points, const std::vector<Members>& clusters,
                             const DbscanOptions& options = kSubclusterOptions);

/// The first fault of any group's clustering (check.h), in terms of pids; nothing when all hold.
std::optional<std::string> subclusters_fault(const MovingPoints& points, const Subclusters& subclusters,
                                             const DbscanOptions& options);

}  // namespace plumbline::cluster
