// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <span>
#include <vector>

#include "core/outline.h"
#include "validate/outline_finder.h"

namespace plumbline::validate {

/// An inventory of known motion (landslides, mines) beside the clusters that were found.
struct InventoryAgreement {
  std::size_t outlines = 0;
  std::size_t observed = 0;  ///< outlines with points enough for a cluster, whether it moves or not
  std::size_t holding = 0;   ///< observed outlines that hold a cluster
  std::size_t clusters = 0;
  std::size_t inside = 0;  ///< clusters with a point in an outline

  std::size_t outside() const { return clusters - inside; }
  double share_holding() const;  ///< holding / observed; NaN of none
  double share_inside() const;   ///< inside / clusters; NaN of none
  /// From 0 to 1: the harmonic mean of both shares (the F-measure: what is known is found, and what is found
  /// is known). NaN when a share is.
  double index() const;
};

/// Counts points in outlines, one after the other.
class InventoryCounts {
 public:
  static constexpr std::uint32_t kNoCluster = std::numeric_limits<std::uint32_t>::max();

  /// Points at most `buffer_m` from an outline count as within it. The outlines have to outlive this.
  InventoryCounts(std::span<const Outline> outlines, double buffer_m)
      : finder_(outlines, buffer_m), counts_(outlines.size()) {}

  /// `cluster` is the number of the point's cluster, from 0, or kNoCluster.
  void add(PlanePoint place, std::uint32_t cluster) { add(finder_, place, cluster); }
  /// On another plane: `finder` finds the same outlines there, by the same numbers.
  void add(const OutlineFinder& finder, PlanePoint place, std::uint32_t cluster);

  struct OutlineCount {
    std::size_t points = 0;
    std::size_t cluster_points = 0;
    std::set<std::uint32_t> clusters;
  };
  std::span<const OutlineCount> outlines() const { return counts_; }
  /// Clusters in no outline, in order.
  std::vector<std::uint32_t> outside() const;
  /// An outline is observed from `fewest_points` on.
  InventoryAgreement agreement(std::size_t fewest_points) const;

 private:
  OutlineFinder finder_;
  std::vector<OutlineCount> counts_;
  std::vector<bool> is_inside_;  // by cluster
  std::vector<bool> is_known_;
};

}  // namespace plumbline::validate
