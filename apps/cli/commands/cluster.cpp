// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../stages.h"
#include "cluster/check.h"
#include "cluster/dbscan.h"
#include "cluster/dbscan_groups.h"
#include "cluster/dbscan_sheets.h"
#include "cluster_motion.h"
#include "core/error.h"
#include "geodesy/sheets.h"
#include "metres.h"
#include "points_table.h"
#include "store/durable_file.h"
#include "store_clusters.h"

namespace plumbline::cli {
namespace {

constexpr std::string_view kFile = "clusters_polygons.gpkg";
constexpr std::string_view kSeriesFile = "clusters_series.parquet";
constexpr std::size_t kLargestShown = 5;

struct Eligibility {
  double min_velocity_mm_per_year = 2.5;
  double min_coherence = 0.5;

  /// In float32, as the columns are: 0.7 printed in a delivery reaches a limit of 0.7.
  bool operator()(float velocity_mm_per_year, float coherence) const {
    return std::abs(velocity_mm_per_year) >= static_cast<float>(min_velocity_mm_per_year) &&
           coherence >= static_cast<float>(min_coherence);
  }
};

std::size_t noise_of(const cluster::Clustering& clustering) {
  return static_cast<std::size_t>(
      std::count(clustering.label.begin(), clustering.label.end(), cluster::kNoise));
}

std::string summary(const StorePoints& eligible, const std::vector<cluster::Members>& clusters,
                    const cluster::Clustering& clustering) {
  const std::size_t count = eligible.points.size();
  std::string text = fmt::format("{:<20}{:>12}\n{:<20}{:>12}\n{:<20}{:>12}\n{:<20}{:>12}\n", "points",
                                 eligible.points_looked_at, "eligible", count, "in clusters",
                                 count - noise_of(clustering), "clusters", clusters.size());
  if (clusters.empty()) return text;
  text += fmt::format("\n{:<12}{:>10}{:>12}{:>10}{:>14}\n", "largest", "points", "class", "purity", "mm/yr");
  for (std::size_t i = 0; i < std::min(kLargestShown, clusters.size()); ++i) {
    const cluster::Summary s = summarise(eligible.points, clusters[i]);
    text += fmt::format("{:<12}{:>10}{:>12}{:>10.2f}{:>14.1f}\n", cluster::cluster_id(i, clusters.size()),
                        s.points, s.dominant_class ? name_of(*s.dominant_class) : "none", s.purity,
                        s.mean_velocity_mm_per_year);
  }
  return text;
}

/// Which points were clustered, where the store holds others too.
std::string used_dataset(const ChosenTiles& tiles) {
  std::string text;
  for (const std::string& remark : tiles.remarks) text += "\n" + remark;
  return text.empty() ? text : text + "\n";
}

class ClusterCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    declare_dbscan(app, dbscan_);
    auto* velocity = app.add_option("--min-velocity", eligible_.min_velocity_mm_per_year,
                                    "Least |mean velocity| of a point that takes part, mm/yr")
                         ->check(CLI::NonNegativeNumber)
                         ->type_name("MM_PER_YEAR")
                         ->capture_default_str();
    auto* coherence = app.add_option("--min-coherence", eligible_.min_coherence,
                                     "Least temporal coherence of a point that takes part")
                          ->check(CLI::Range(0.0, 1.0))
                          ->type_name("C")
                          ->capture_default_str();
    auto* by =
        app.add_option("--by", by_, "Points that may be neighbours: all, or those of one orbit, or track")
            ->check(CLI::IsMember({"all", "orbit", "track"}))
            ->type_name("all|orbit|track")
            ->capture_default_str();
    auto* hull = declare_hull(app, hull_);
    declare_dataset(app, dataset_, store::Levels::line_of_sight);
    auto* points = app.add_option("--points", points_,
                                  "Cluster this table instead of a store (CSV with easting_m, northing_m, "
                                  "velocity_mm_per_year)")
                       ->type_name("CSV")
                       ->excludes(velocity)
                       ->excludes(coherence)
                       ->excludes(by)
                       ->excludes(hull)
                       ->excludes(app.get_option("--release"))
                       ->excludes(app.get_option("--level"));
    auto* out = app.add_option("--out", out_, "Where its rows go, with core and label")->type_name("CSV");
    points->needs(out);
    out->needs(points);
    app.add_flag("--check", check_, "Also hold the result against the definition of DBSCAN");
  }

  Exit run(Session& session) override {
    if (points_.empty() == session.options().store.empty()) {
      throw Error(ErrorCode::usage, {},
                  points_.empty() ? "nothing to cluster" : "--points and --store were given",
                  "Give --store DIR, or --points CSV with --out CSV");
    }
    return points_.empty() ? cluster_store(session) : cluster_table(session);
  }

 private:
  Exit cluster_table(Session& session) const {
    if (std::filesystem::exists(out_) && !session.options().overwrite) {
      throw Error(ErrorCode::already_exists, {.file = out_.string()}, "the file is there already",
                  "Give --overwrite to replace it");
    }
    if (std::filesystem::exists(out_) && std::filesystem::equivalent(points_, out_)) {
      throw Error(ErrorCode::usage, {.file = out_.string()}, "--points and --out are one file",
                  "Give another --out");
    }
    const PointsTable table = PointsTable::read(points_);
    if (session.options().dry_run) {
      session.out() << fmt::format("would cluster {} points of {} into {}\n", table.rows(), points_.string(),
                                   out_.string());
      return Exit::done;
    }
    const cluster::Clustering clustering = cluster_and_check(session, table.points(), {}, false);
    std::filesystem::path beside = out_;
    beside += ".partial";
    store::write_durably(beside, table.with_clusters(clustering));
    store::rename_file(beside, out_);
    store::sync_folder(out_.has_parent_path() ? out_.parent_path() : ".");
    session.out() << fmt::format("{:<20}{:>12}\n{:<20}{:>12}\n{:<20}{:>12}\n", "points", table.rows(),
                                 "in clusters", table.rows() - noise_of(clustering), "clusters",
                                 clustering.clusters);
    return Exit::done;
  }

  Exit cluster_store(Session& session) const {
    auto store = store::Store::open(session.options().store, session.options().resources());
    const ChosenTiles tiles = tiles_with_coherence(session, store, dataset_);
    const std::vector<std::string> stems = tiles.stems();
    const store::StageRecord record = record_of(store, stems);
    const bool overwrite = session.options().overwrite;
    const bool done = !overwrite && is_complete(store, stems, record, kFile) && has_file(store, kSeriesFile);
    if (session.options().dry_run) {
      session.out() << (done ? std::string("clusters: up to date\n")
                             : fmt::format("would cluster the points of {} tiles\n", stems.size()));
      return Exit::done;
    }
    if (done) session.note("clusters: up to date");
    if (done && !check_) return Exit::done;

    const StorePoints eligible = read_points(
        session, store, tiles, false,
        [this](float velocity, float coherence, std::string_view) { return eligible_(velocity, coherence); });
    const cluster::MovingPoints& points = eligible.points;
    const cluster::Clustering clustering =
        cluster_and_check(session, {points.easting_m, points.northing_m, points.velocity_mm_per_year},
                          groups_of(points), points.beyond_europe);
    std::vector<cluster::Members> clusters = cluster::members_of(clustering.label, clustering.clusters);
    cluster::sort_by_size(clusters, points.pid);

    std::vector<std::string> names;
    std::vector<std::string> id_of_point(points.size());
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      names.push_back(cluster::cluster_id(i, clusters.size()));
      for (const std::size_t member : clusters[i]) id_of_point[member] = names.back();
    }
    if (done) {
      compare_ids(store, eligible, id_of_point, "cluster_id");
      session.note("clusters: the store holds these ids");
      return Exit::done;
    }

    // The store-wide record comes last, with the polygons: until then nothing looks finished.
    write_ids(session, store, eligible, id_of_point, "cluster_id", record, overwrite);
    clear_ids(session, store, tiles.left_out, record);
    const ClusterMotion motion(session, store, eligible, clusters, eligible_.min_coherence);
    // A record of its own: the one of the stage is settled with the polygons.
    store::StageRecord series_record = record;
    series_record.stage = "cluster_series";
    store.put_table(kSeriesFile, series_record, motion.series(names));

    std::vector<Column> name_columns;
    name_columns.push_back({"cluster_id", std::move(names)});
    store::PolygonLayer layer =
        polygon_layer("clusters", points, clusters, hull_of(hull_), std::move(name_columns));
    motion.add_columns(layer.attributes);
    layer.layer_epsg = 4326;
    layer.qgis_style = cluster_style();
    store.put_file(kFile, record, [&](const auto& beside) { store::write_geopackage(beside, layer); });
    session.out() << summary(eligible, clusters, clustering) << used_dataset(tiles);
    if (points.beyond_europe) session.out() << '\n' << note_of_metres(geodesy::kSheetsName) << '\n';
    return Exit::done;
  }

  /// `group` may be empty: then all points are one group. `on_sheets`: the coordinates are those of
  /// EPSG:3035, and some lie outside its area.
  cluster::Clustering cluster_and_check(Session& session, const cluster::Points& points,
                                        std::span<const std::int32_t> group, bool on_sheets) const {
    cluster::Clustering clustering = on_sheets       ? dbscan_on_sheets(points, group, dbscan_)
                                     : group.empty() ? dbscan(points, dbscan_)
                                                     : dbscan_groups(points, group, dbscan_);
    if (!check_) return clustering;
    const auto fault = on_sheets       ? sheets_fault(points, group, dbscan_, clustering)
                       : group.empty() ? clustering_fault(points, dbscan_, clustering)
                                       : groups_fault(points, group, dbscan_, clustering);
    if (fault) {
      throw Error(ErrorCode::internal, {}, "the clustering is wrong: " + *fault, "Please report this");
    }
    session.note(fmt::format("checked: {} points in {} clusters, as the definition says", points.size(),
                             clustering.clusters));
    return clustering;
  }

  store::StageRecord record_of(const store::Store& store, const std::vector<std::string>& stems) const {
    nlohmann::json options{{"by", by_},
                           {"eps_m", dbscan_.eps_m},
                           {"eps_v", dbscan_.eps_v_mm_per_year},
                           {"hull", hull_},
                           {"min_coherence", eligible_.min_coherence},
                           {"min_points", dbscan_.min_points},
                           {"min_velocity", eligible_.min_velocity_mm_per_year}};
    add_to_options(dataset_, options);
    if (reach_beyond_europe(store, stems)) options["metres"] = geodesy::kSheetsName;
    return {.stage = "cluster",
            .method_version = find_stage("cluster")->method_version,
            .options = options.dump(),
            .inputs = classified_inputs(store, stems)};
  }

  /// Which points may be neighbours, as --by says: those of the same number. Empty: all.
  std::vector<std::int32_t> groups_of(const cluster::MovingPoints& points) const {
    if (by_ == "all") return {};
    if (by_ == "track") return points.track;
    return {points.orbit.begin(), points.orbit.end()};
  }

  cluster::DbscanOptions dbscan_;
  Eligibility eligible_;
  store::DatasetRequest dataset_;
  std::filesystem::path points_;
  std::filesystem::path out_;
  std::string by_ = "all";
  std::string hull_ = "convex";
  bool check_ = false;
};

}  // namespace

std::unique_ptr<Command> make_cluster() { return std::make_unique<ClusterCommand>(); }

}  // namespace plumbline::cli
