// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "../command.h"
#include "core/series_block.h"
#include "core/table.h"
#include "decompose/cell_grid.h"
#include "decompose/cell_motion.h"
#include "ortho_sources.h"
#include "store/store.h"

namespace plumbline::cli {

/// One row a solved cluster and date (docs/file-format.md).
struct OrthoClusterRows {
  std::vector<std::string> cluster_id, release, date;
  std::vector<float> east_mm, up_mm, east_std_mm, up_std_mm, condition;
  std::vector<std::int32_t> points_ascending, points_descending, tracks;
};
Table table_of(OrthoClusterRows rows);

/// East and Up of clusters instead of cells: a cluster stands for all points, moving or not, in the cells of
/// 100 m that hold its members, since one geometry alone often sees a cluster move. A cell with members of
/// several clusters belongs to the one with the most there (ties: the first id).
/// Memory: 8 bytes a cluster, track and date, and as much again for the solution.
class OrthoClusters {
 public:
  /// The clusters of the sources; `solve` has to be called before the rest.
  OrthoClusters(const store::Store& store, const OrthoRelease& release);

  std::size_t clusters() const { return names_.size(); }
  std::size_t solved() const;
  /// Reads all points in those cells. `progress` counts points.
  void solve(Progress& progress);
  void append_to(OrthoClusterRows& rows) const;

 private:
  void find_cells();
  std::uint32_t cluster_at(double easting_m, double northing_m) const;

  const store::Store& store_;
  const OrthoRelease& release_;
  TimeAxis axis_;
  std::vector<std::string> names_;  // ascending
  std::map<decompose::Cell, std::uint32_t> cluster_of_cell_;
  std::vector<decompose::CellMotion> motions_;  // by cluster
  SeriesBlock east_mm_, up_mm_;
};

}  // namespace plumbline::cli
