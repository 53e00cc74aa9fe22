// SPDX-License-Identifier: MIT
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../stages.h"
#include "cluster/subclusters.h"
#include "core/error.h"
#include "geodesy/sheets.h"
#include "metres.h"
#include "store_clusters.h"

namespace plumbline::cli {
namespace {

constexpr std::string_view kFile = "subclusters_polygons.gpkg";
constexpr std::string_view kClustersFile = "clusters_polygons.gpkg";

/// The points of each cluster, in the order of the ids.
std::map<std::string, cluster::Members> clusters_of(const StorePoints& points) {
  std::map<std::string, cluster::Members> clusters;
  for (std::size_t i = 0; i < points.cluster_id.size(); ++i) clusters[points.cluster_id[i]].push_back(i);
  return clusters;
}

/// All sub-clusters, named; one place each in every column.
struct Named {
  std::vector<std::string> id;
  std::vector<std::string> cluster_id;
  std::vector<std::string> motion;
  std::vector<cluster::Members> members;
};

Named named(const cluster::MovingPoints& points, const std::vector<std::string>& cluster_ids,
            cluster::Subclusters found) {
  Named all;
  for (std::size_t c = 0; c < cluster_ids.size(); ++c) {
    std::vector<cluster::Members>& subclusters = found.of_cluster[c];
    for (std::size_t rank = 0; rank < subclusters.size(); ++rank) {
      all.id.push_back(cluster::subcluster_id(cluster_ids[c], rank, subclusters.size()));
      all.cluster_id.push_back(cluster_ids[c]);
      all.motion.emplace_back(name_of(*points.motion[subclusters[rank].front()]));
      all.members.push_back(std::move(subclusters[rank]));
    }
  }
  return all;
}

std::string summary(std::size_t clusters, std::size_t points, const Named& subclusters) {
  std::map<std::string, std::size_t> of_class;
  std::size_t inside = 0;
  for (std::size_t i = 0; i < subclusters.id.size(); ++i) {
    inside += subclusters.members[i].size();
    ++of_class[subclusters.motion[i]];
  }
  std::string text = fmt::format("{:<20}{:>12}\n{:<20}{:>12}\n{:<20}{:>12}\n{:<20}{:>12}\n", "clusters",
                                 clusters, "points in clusters", points, "in sub-clusters", inside,
                                 "sub-clusters", subclusters.id.size());
  for (const std::string_view name : kMotionClassNames) {
    const auto found = of_class.find(std::string(name));
    if (found != of_class.end()) text += fmt::format("  {:<18}{:>12}\n", name, found->second);
  }
  return text;
}

class SubclusterCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    declare_dbscan(app, dbscan_);
    declare_hull(app, hull_);
    app.add_flag("--check", check_, "Also hold the result against the definition of DBSCAN");
  }

  Exit run(Session& session) override {
    auto store = store::Store::open(session.options().store, session.options().resources());
    const store::StageRecord* clustering = store.stage("cluster");
    const ChosenTiles tiles = tiles_with_coherence(
        session, store, clustering == nullptr ? store::DatasetRequest{} : dataset_request(*clustering));
    note_remarks(session, tiles);
    const std::vector<std::string> stems = tiles.stems();
    const store::StageRecord record = record_of(store, stems);
    const bool overwrite = session.options().overwrite;
    const bool done = !overwrite && is_complete(store, stems, record, kFile);
    if (session.options().dry_run) {
      session.out() << (done ? std::string("sub-clusters: up to date\n")
                             : fmt::format("would divide the clusters of {} tiles\n", stems.size()));
      return Exit::done;
    }
    if (done) session.note("sub-clusters: up to date");
    if (done && !check_) return Exit::done;

    const StorePoints clustered = read_points(session, store, tiles, true,
                                              [](float, float, std::string_view id) { return !id.empty(); });
    std::vector<std::string> cluster_ids;
    std::vector<cluster::Members> clusters;
    for (auto& [id, members] : clusters_of(clustered)) {
      cluster_ids.push_back(id);
      clusters.push_back(members);
    }
    const Named subclusters =
        named(clustered.points, cluster_ids, find_and_check(session, clustered.points, clusters));
    std::vector<std::string> id_of_point(clustered.points.size());
    for (std::size_t i = 0; i < subclusters.id.size(); ++i) {
      for (const std::size_t member : subclusters.members[i]) id_of_point[member] = subclusters.id[i];
    }
    if (done) {
      compare_ids(store, clustered, id_of_point, "subcluster_id");
      session.note("sub-clusters: the store holds these ids");
      return Exit::done;
    }

    // The store-wide record comes last, with the polygons: until then nothing looks finished.
    write_ids(session, store, clustered, id_of_point, "subcluster_id", record, overwrite);
    write_polygons(store, clustered.points, subclusters, hull_of(hull_), record);
    session.out() << summary(clusters.size(), clustered.points.size(), subclusters);
    if (clustered.points.beyond_europe) session.out() << '\n' << note_of_metres(geodesy::kSheetsName) << '\n';
    return Exit::done;
  }

 private:
  static void write_polygons(store::Store& store, const cluster::MovingPoints& points,
                             const Named& subclusters, cluster::Hull hull, const store::StageRecord& record) {
    std::vector<Column> names;
    names.push_back({"subcluster_id", subclusters.id});
    names.push_back({"cluster_id", subclusters.cluster_id});
    names.push_back({"class_1", subclusters.motion});
    store::PolygonLayer layer =
        polygon_layer("subclusters", points, subclusters.members, hull, std::move(names));
    layer.layer_epsg = layer.geometry_epsg;
    layer.qgis_style = subcluster_style();
    store.put_file(kFile, record, [&](const auto& beside) { store::write_geopackage(beside, layer); });
  }

  cluster::Subclusters find_and_check(Session& session, const cluster::MovingPoints& points,
                                      const std::vector<cluster::Members>& clusters) const {
    cluster::Subclusters found = find_subclusters(points, clusters, dbscan_);
    if (!check_) return found;
    if (const auto fault = subclusters_fault(points, found, dbscan_)) {
      throw Error(ErrorCode::internal, {}, "the sub-clusters are wrong: " + *fault, "Please report this");
    }
    session.note(fmt::format("checked: {} groups, as the definition says", found.groups.size()));
    return found;
  }

  /// Throws Error(missing_stage) when the clusters are not there, or older than the tiles.
  store::StageRecord record_of(const store::Store& store, const std::vector<std::string>& stems) const {
    const store::StageRecord* clusters = store.stage("cluster");
    if (clusters == nullptr || !is_complete(store, stems, *clusters, kClustersFile)) {
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                  "the store has no clusters, or only some of its tiles have", "Run plumbline cluster first");
    }
    if (clusters->inputs != classified_inputs(store, stems)) {
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                  "the clusters are older than the classes of the tiles", "Run plumbline cluster again");
    }
    const nlohmann::json options{{"eps_m", dbscan_.eps_m},
                                 {"eps_v", dbscan_.eps_v_mm_per_year},
                                 {"hull", hull_},
                                 {"min_points", dbscan_.min_points}};
    return {.stage = "subcluster",
            .method_version = find_stage("subcluster")->method_version,
            .options = options.dump(),
            .inputs = clusters->fingerprint()};
  }

  cluster::DbscanOptions dbscan_ = cluster::kSubclusterOptions;
  std::string hull_ = "convex";
  bool check_ = false;
};

}  // namespace

std::unique_ptr<Command> make_subcluster() { return std::make_unique<SubclusterCommand>(); }

}  // namespace plumbline::cli
