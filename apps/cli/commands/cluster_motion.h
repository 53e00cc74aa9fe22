// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cluster/east_up.h"
#include "cluster/series_sums.h"
#include "core/date.h"
#include "store_clusters.h"

namespace plumbline::cli {

/// How clusters move: their series per geometry, how far these can be trusted, and East and Up. Read tile by
/// tile, a few blocks of series at a time; held are 40 bytes a cluster, geometry and date.
class ClusterMotion {
 public:
  /// Tiles without points in clusters are not read. `min_coherence` holds for the points that East and Up are
  /// computed from, which need not move.
  ClusterMotion(Session& session, const store::Store& store, const StorePoints& eligible,
                const std::vector<cluster::Members>& clusters, double min_coherence);

  /// The rows of clusters_series.parquet (docs/file-format.md). Valid while this and `names` live.
  store::TableRows series(const std::vector<std::string>& names) const;

  /// Adds East, Up and quality, one row a cluster.
  void add_columns(Table& attributes) const;

 private:
  /// A geometry: all tiles of a track.
  struct Geometry {
    std::int32_t track = 0;
    char orbit = 0;
    friend auto operator<=>(const Geometry&, const Geometry&) = default;
  };
  struct Series {
    std::size_t cluster;
    Geometry geometry;
    std::size_t first_row;  // of the table
    cluster::SeriesSums sums;
  };
  using PlaceOf = std::map<std::pair<std::size_t, Geometry>, std::size_t>;

  void find_dates(const store::Store& store, const StorePoints& eligible);
  PlaceOf make_series(const StorePoints& eligible, std::span<const std::size_t> cluster_of_point);
  void add_tile(const store::Store& store, const StorePoints::Tile& tile, std::size_t first_point,
                const StorePoints& eligible, std::span<const std::size_t> cluster_of_point,
                const PlaceOf& place_of);
  Table rows(const std::vector<std::string>& names, std::size_t first, std::size_t count) const;

  std::map<Geometry, std::vector<Date>> dates_;
  std::vector<Series> series_;  // by cluster, then geometry
  std::size_t rows_ = 0;
  std::vector<std::optional<cluster::EastUpCells::Mean>> east_up_;  // by cluster
  std::vector<std::optional<cluster::Quality>> quality_;            // by cluster
};

}  // namespace plumbline::cli
