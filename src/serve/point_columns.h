// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/point_id.h"
#include "serve/point_filter.h"
#include "store/store.h"

namespace plumbline::serve {

/// Gives every different id a number, in order of appearance.
class IdNumbers {
 public:
  std::uint32_t number(const std::string& id);
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// What the map needs of the points of one tile: one entry a point in every column, in the order of the rows;
/// missing numbers are NaN.
struct PointColumns {
  std::vector<PointId> pid;
  std::vector<double> longitude;  ///< degrees
  std::vector<double> latitude;
  std::vector<float> mean_velocity_mm_per_year;
  std::vector<float> temporal_coherence;  ///< never -0.0
  std::vector<float> height_m;
  std::vector<Orbit> orbit;
  std::vector<std::uint8_t> motion_class;  ///< a MotionClass, or kUnclassified
  std::vector<std::uint8_t> flags;
  std::vector<std::uint32_t> cluster;     ///< number of a cluster id, or kNoCluster
  std::vector<std::uint32_t> subcluster;  ///< number of a sub-cluster id, or kNoCluster

  std::size_t size() const { return pid.size(); }
};

/// Reads the columns that the map needs from a tile. Columns of stages that have not run are missing values.
/// Throws Error(bad_store) when the tile lacks an EGMS column, a column has another type, or a point is not
/// on the globe.
PointColumns read_point_columns(const store::Store& store, const std::string& stem, IdNumbers& clusters,
                                IdNumbers& subclusters);

}  // namespace plumbline::serve
