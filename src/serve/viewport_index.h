// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/point_id.h"
#include "store/store.h"

namespace plumbline::serve {

/// What a client asks of the map. The meaning of every field is written in api/openapi.yaml, `/get_points`.
struct PointFilter {
  double min_latitude = -90;
  double max_latitude = 90;
  double min_longitude = -180;
  double max_longitude = 180;
  int zoom = 30;
  float least_speed_mm_per_year = 0;
  float least_coherence = 0;
  bool ascending = true;
  bool descending = true;
  std::size_t max_points = 200'000;
};

enum class Orbit : std::uint8_t { none = 0, ascending = 1, descending = 2 };

/// The flags of a point in one byte: bit i says yes, bit i + 4 says that it is not known. The order is that
/// of kFlagNames.
inline constexpr std::array<std::string_view, 4> kFlagNames{"periodic", "jumpy", "variable_flag",
                                                            "noisy_trend"};
inline constexpr std::uint8_t kFlagsUnknown = 0xf0;

inline constexpr std::uint8_t kUnclassified = 0xff;      ///< in `motion_class`
inline constexpr std::uint32_t kNoCluster = 0xffffffff;  ///< in `cluster`, `subcluster`

/// One entry a point in every column; missing numbers are NaN.
struct PointColumns {
  std::vector<PointId> pid;
  std::vector<double> longitude;  ///< degrees, within ±180
  std::vector<double> latitude;   ///< degrees, within ±90
  std::vector<float> mean_velocity_mm_per_year;
  std::vector<float> temporal_coherence;
  std::vector<float> height_m;
  std::vector<std::uint32_t> row;   ///< in its tile
  std::vector<std::uint16_t> tile;  ///< index into `tile_stems`
  std::vector<Orbit> orbit;
  std::vector<std::uint8_t> motion_class;  ///< a MotionClass, or kUnclassified
  std::vector<std::uint8_t> flags;
  std::vector<std::uint32_t> cluster;     ///< index into `cluster_ids`, or kNoCluster
  std::vector<std::uint32_t> subcluster;  ///< index into `subcluster_ids`, or kNoCluster

  std::vector<std::string> tile_stems;  ///< ascending
  std::vector<std::string> cluster_ids;
  std::vector<std::string> subcluster_ids;

  std::size_t size() const { return pid.size(); }
};

/// Which points an answer shows: their positions in the columns, ascending; and how many pass the filter.
struct PointSelection {
  std::size_t total = 0;
  std::vector<std::uint32_t> points;
};

/// The side of a thinning cell at a zoom level; nothing where every point is shown (zoom 12 and beyond).
std::optional<double> cell_degrees(int zoom);

/// Answers map queries over columns in memory: exact, in time linear in the number of points, about 60 bytes
/// a point. Immutable, so any number of threads may ask.
class ViewportIndex {
 public:
  /// Throws Error(bad_store) for coordinates that are missing or outside the globe.
  explicit ViewportIndex(PointColumns columns);

  const PointColumns& columns() const { return columns_; }
  PointSelection select(const PointFilter& filter) const;

 private:
  bool passes(std::uint32_t point, const PointFilter& filter) const;
  bool more_coherent(std::uint32_t a, std::uint32_t b) const;
  void keep_one_a_cell(double cell, std::vector<std::uint32_t>& points) const;
  PointColumns columns_;
};

/// Reads the columns that the map needs from all tiles of a store. Columns of stages that have not run are
/// missing values. Throws Error(bad_store) when a tile lacks an EGMS column or a column has another type.
PointColumns read_point_columns(const store::Store& store);

}  // namespace plumbline::serve
