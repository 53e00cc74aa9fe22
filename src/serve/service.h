// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include "serve/asset.h"
#include "serve/cancellation.h"
#include "serve/cluster_outlines.h"
#include "serve/current_store.h"
#include "serve/message.h"
#include "serve/metrics.h"
#include "serve/polygons.h"
#include "serve/series_cache.h"
#include "serve/tile_footprints.h"
#include "serve/viewport_index.h"
#include "store/store.h"

namespace plumbline::serve {

/// What is answered from memory: the store as it was at one moment.
struct Snapshot {
  /// Throws Error(bad_store) for a store that cannot be served.
  explicit Snapshot(const store::Store& store);

  ViewportIndex index;                     ///< of STORE/view/, which is made first where it is not current
  std::vector<std::string> series_sha256;  ///< of each tile's series, in the order of the index
  PolygonCollection clusters;
  PolygonCollection subclusters;
  ClusterOutlines cluster_outlines;
  ClusterOutlines subcluster_outlines;
  std::vector<TileFootprint> tiles;  ///< in the order of the index's tiles
  std::string info;                  ///< the answer of /get_info, up to the value of `store_changed`
};

/// Some 20 MB of them.
inline constexpr std::size_t kSeriesKept = 4096;

/// All that endpoints answer from. `answer` may be called from any number of threads.
struct Service {
  /// Throws Error(bad_store) for a store that cannot be served.
  Service(const store::Store& served_store, std::span<const Asset> viewer, const store::Resources& resources,
          Metrics& metrics);

  std::span<const Asset> assets;
  Metrics& metrics;
  mutable CurrentStore store;  ///< for what is not in memory: series
  mutable SeriesCache series{kSeriesKept};
  std::string stamp;  ///< of the manifest that `snapshot` was read under
  Snapshot snapshot;
};

/// Finds the endpoint or the asset of the path and asks it. Never throws an Error: it becomes an answer.
Answer answer(const Service& service, const Request& request, const Cancellation& cancellation);
/// Whether the endpoint of the path may work for seconds.
bool takes_long(const Request& request);

}  // namespace plumbline::serve
