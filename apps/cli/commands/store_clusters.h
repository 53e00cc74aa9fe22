// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "../command.h"
#include "chosen_tiles.h"
#include "cluster/dbscan.h"
#include "cluster/describe.h"
#include "store/store.h"
#include "store/vector_file.h"

// What the commands cluster and subcluster share: moving points from all tiles of a store as one set, ids
// back to the tiles, polygons into a file.

namespace plumbline::cli {

/// The tiles that can be clustered: of one release, and with a coherence, which L3 tiles lack (notes say what
/// is left out). Throws Error(missing_stage) when there is none, and as choose_tiles does.
ChosenTiles tiles_with_coherence(Session& session, const store::Store& store,
                                 const store::DatasetRequest& request);

/// `request` as keys of a stage's options; nothing is added for what was not requested.
void add_to_options(const store::DatasetRequest& request, nlohmann::json& options);
/// The request that the options of a stage hold.
store::DatasetRequest dataset_request(const store::StageRecord& stage);

/// Fingerprint of what was ingested and classified in these tiles. Throws Error(missing_stage) for a tile
/// that is not classified.
std::string classified_inputs(const store::Store& store, const std::vector<std::string>& stems);

/// Points of several tiles as one set, and where they came from.
struct StorePoints {
  struct Tile {
    std::string stem;
    std::size_t points;               ///< of the tile
    std::vector<std::uint32_t> rows;  ///< of those taken, ascending; they follow the tile before in `points`
    RowSet repeated = {};             ///< points that another tile holds as well; empty where there are none

    bool is_repeated(std::size_t row) const { return repeated.rows() > 0 && repeated.contains(row); }
  };
  std::vector<Tile> tiles;
  cluster::MovingPoints points;
  std::vector<std::string> cluster_id;  ///< empty where the columns read did not hold it
  std::size_t points_looked_at = 0;
};

/// Decides whether a point is taken.
using Keep = std::function<bool(float velocity_mm_per_year, float coherence, std::string_view cluster_id)>;

/// Reads the columns that clustering needs (and `cluster_id` if asked) tile by tile, and keeps what `keep`
/// accepts. A point that two of the tiles hold is taken once.
StorePoints read_points(Session& session, const store::Store& store, const ChosenTiles& tiles,
                        bool with_cluster_id, const Keep& keep);

/// The store's list holds this store-wide file, and the folder too.
bool has_file(const store::Store& store, std::string_view file);

/// The store-wide file and every tile carry this record, so there is nothing to do.
bool is_complete(const store::Store& store, const std::vector<std::string>& stems,
                 const store::StageRecord& record, std::string_view file);

/// Writes one id a point (empty = none) to a text column of each tile; the tile's other points get none.
/// Tiles that carry the record already are left alone, unless `again`.
void write_ids(Session& session, store::Store& store, const StorePoints& from,
               const std::vector<std::string>& id_of_point, const std::string& column,
               const store::StageRecord& record, bool again);

/// Empties the columns `cluster_id` and `subcluster_id` of tiles that are not clustered any more.
void clear_ids(Session& session, store::Store& store, const std::vector<std::string>& stems,
               const store::StageRecord& record);

/// Throws Error(bad_store) when a tile's column does not hold these ids.
void compare_ids(const store::Store& store, const StorePoints& from,
                 const std::vector<std::string>& id_of_point, const std::string& column);

/// --eps-m, --eps-v and --min-points, with the defaults that `options` holds.
void declare_dbscan(CLI::App& app, cluster::DbscanOptions& options);

/// The option --hull.
CLI::Option* declare_hull(CLI::App& app, std::string& hull);
cluster::Hull hull_of(const std::string& name);

/// A polygon and the figures of each group; `names` are the columns that say which group it is. Polygons are
/// in EPSG:3035, or in degrees when some point lies beyond Europe.
store::PolygonLayer polygon_layer(std::string layer_name, const cluster::MovingPoints& points,
                                  const std::vector<cluster::Members>& groups, cluster::Hull hull,
                                  std::vector<Column> names);

/// QGIS style: translucent grey.
std::string cluster_style();
/// QGIS style: translucent in a colour a class.
std::string subcluster_style();

}  // namespace plumbline::cli
