// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "calibrate_tile.h"
#include "core/error.h"
#include "correct/gnss_model.h"
#include "derived_tile.h"
#include "l3_csv.h"
#include "ortho_clusters.h"
#include "ortho_sources.h"
#include "ortho_square.h"
#include "ortho_targets.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr const char* kClustersFile = "clusters_east_up.parquet";
constexpr double kAnyStd = std::numeric_limits<double>::infinity();
constexpr ModelMotion kUnknownMotion{std::numeric_limits<double>::quiet_NaN(),
                                     std::numeric_limits<double>::quiet_NaN(),
                                     std::numeric_limits<double>::quiet_NaN()};

/// Half of the limit, the other half is DuckDB's; without one, an eighth of the machine's memory.
std::uint64_t memory_for_sums(std::uint64_t limit_bytes) {
  if (limit_bytes > 0) return limit_bytes / 2;
  const long pages = ::sysconf(_SC_PHYS_PAGES);
  const long page_bytes = ::sysconf(_SC_PAGE_SIZE);
  return pages > 0 && page_bytes > 0
             ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(page_bytes) / 8
             : std::uint64_t{1} << 30;
}

class DecomposeCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--cell-m", options_.cell_m, "Side of the cells; a multiple of 100 that divides 100,000")
        ->capture_default_str()
        ->check([](const std::string& text) {
          const long metres = std::strtol(text.c_str(), nullptr, 10);
          return metres > 0 && metres % 100 == 0 && 100'000 % metres == 0
                     ? std::string()
                     : fmt::format("{} is not 100, 200, 400, 500, 800, 1000, … 100000", quoted(text));
        })
        ->type_name("M");
    app.add_option("--velocity-error", options_.velocity_error_mm_per_year,
                   "Error of each geometry's velocity that the series do not show; for velocity_uncertainty")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("MM/YR");
    app.add_option("--gnss", gnss_file_,
                   "Velocities of a GNSS model on EGMS's 50 km grid, for the columns gnss_velocity_*")
        ->type_name("FILE");
    app.add_flag("--remove-north", options_.remove_north,
                 "Take the model's motion to the north out first; for tiles that hold it, as L2a may");
    app.add_flag("--zero-start", options_.zero_start,
                 "Shift each series so that EGMS's fit of it starts at 0, as EGMS shifts its own");
    app.add_flag("--vertical", is_vertical_,
                 "Up from cells that one geometry sees, as if the ground moved up and down only");
    app.add_option("--min-coherence", vertical_.min_coherence,
                   "With --vertical: points under it are left out (temporal_coherence)")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("C");
    app.add_option("--east-error", vertical_.east_error_mm_per_year,
                   "With --vertical: how fast the ground may move east or west; for velocity_uncertainty")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("MM/YR");
    app.add_flag("--per-cluster", is_per_cluster_,
                 "East and Up of the clusters instead of cells: clusters_east_up.parquet");
    app.add_option("--csv", csv_folder_, "Also write the tiles as EGMS L3 CSV files into this folder")
        ->type_name("DIR");
  }

  Exit run(Session& session) override {
    const CommonOptions& common = session.options();
    read_model();
    if (is_vertical_) options_.vertical = vertical_;
    options_.memory_bytes = memory_for_sums(common.memory_limit_bytes);
    store::Resources resources = common.resources();
    resources.memory_limit_bytes = common.memory_limit_bytes / 2;
    auto store = store::Store::open(common.store, resources);
    const std::vector<OrthoRelease> releases = ortho_releases(session, store, !is_vertical_);
    if (is_per_cluster_) return solve_clusters(session, store, releases);
    const std::vector<OrthoTarget> targets = find_targets(session, store, releases, !is_vertical_);
    TileWork work(session);
    std::size_t cells = 0;
    for (const OrthoTarget& target : targets) {
      check_interrupted();
      cells += make(session, store, work, target);
    }
    const Exit exit = work.finish();
    if (cells == 0 && exit == Exit::done) throw_no_cells(common.store);
    return exit;
  }

 private:
  Exit solve_clusters(Session& session, store::Store& store,
                      const std::vector<OrthoRelease>& releases) const {
    const store::FileRecord* polygons = store.find_file("clusters_polygons.gpkg");
    if (polygons == nullptr)
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()}, "the store has no clusters",
                  "Run plumbline cluster first");
    std::vector<const OrthoSource*> sources;
    for (const OrthoRelease& release : releases) {
      for (const OrthoSource& source : release.sources) sources.push_back(&source);
    }
    const store::StageRecord wanted{.stage = "decompose_clusters",
                                    .method_version = find_stage("decompose")->method_version,
                                    .options = "{}",
                                    .inputs = store::sha256_of(polygons->sha256 + inputs_of(sources))};
    const store::StageRecord* known = store.stage(wanted.stage);
    if (known != nullptr && *known == wanted && !session.options().overwrite) {
      session.note(fmt::format("{}: up to date", kClustersFile));
      return Exit::done;
    }
    OrthoClusterRows rows;
    for (const OrthoRelease& release : releases) {
      OrthoClusters clusters(store, release);
      if (session.options().dry_run) {
        session.out() << fmt::format("would solve {} clusters\n", clusters.clusters());
        continue;
      }
      std::uint64_t points = 0;
      for (const OrthoSource& source : release.sources) points += source.points;
      Progress progress = session.progress("decompose", "points", points);
      clusters.solve(progress);
      clusters.append_to(rows);
      session.note(fmt::format("{} of {} clusters have points of both geometries", clusters.solved(),
                               clusters.clusters()));
    }
    if (!session.options().dry_run) {
      const Table table = table_of(std::move(rows));
      store.put_table(kClustersFile, wanted, rows_of(table));
    }
    return Exit::done;
  }

  [[noreturn]] void throw_no_cells(const std::filesystem::path& store) const {
    if (is_vertical_)
      throw Error(
          ErrorCode::missing_stage, {.file = store.string()},
          "no cell that one geometry alone sees holds points of enough coherence",
          "Leave out --vertical where both geometries see the ground, or give a lower --min-coherence");
    throw Error(ErrorCode::missing_stage, {.file = store.string()},
                fmt::format("no cell of {} m holds points of both geometries", options_.cell_m),
                "Ingest bursts that overlap, or give a larger --cell-m");
  }

  void read_model() {
    if (is_per_cluster_ &&
        (!gnss_file_.empty() || !csv_folder_.empty() || is_vertical_ || options_.zero_start))
      throw Error(ErrorCode::usage, {}, "--gnss, --csv, --vertical and --zero-start are for cells",
                  "Leave out --per-cluster");
    if (options_.remove_north && gnss_file_.empty())
      throw Error(ErrorCode::usage, {}, "--remove-north needs to know the motion to the north",
                  "Give --gnss with EGMS's model");
    if (gnss_file_.empty()) return;
    model_ = read_gnss(gnss_file_, true, kAnyStd).grid;
    if (!model_)
      throw Error(ErrorCode::bad_value, {.file = gnss_file_.string()},
                  "this is no model: its places are not the nodes of a 50 km grid",
                  "Give EGMS's model, EGMS_AEPND_*.csv");
    model_sha256_ = store::sha256_of(store::read_whole_file(gnss_file_));
  }

  /// The model's motion in the middle of each cell; nothing without a model.
  std::vector<ModelMotion> model_of(const std::string& name, const OrthoSquare& square) const {
    if (!model_) return {};
    const std::vector<double> easting_m = square.eastings_m(), northing_m = square.northings_m();
    std::vector<ModelMotion> motions;
    std::size_t unknown = 0;
    for (std::size_t i = 0; i < easting_m.size(); ++i) {
      const auto motion = model_->at(easting_m[i], northing_m[i]);
      if (!motion) ++unknown;
      motions.push_back(motion ? ModelMotion{motion->east, motion->north, motion->up} : kUnknownMotion);
    }
    if (unknown > 0 && options_.remove_north)
      throw Error(ErrorCode::bad_value, {.file = gnss_file_.string()},
                  fmt::format("the model has no velocity at {} of the {} cells of {}", unknown,
                              easting_m.size(), name),
                  "Give a model that covers the tiles, or leave out --remove-north");
    return motions;
  }

  std::vector<Component> components() const {
    if (is_vertical_) return {Component::up};
    return {Component::east, Component::up};
  }

  std::string stem(const OrthoTarget& target, Component component) const {
    return tile_name(target, options_, component);
  }

  store::StageRecord record(const OrthoTarget& target) const {
    nlohmann::json json{{"cell_m", options_.cell_m}, {"velocity_error", options_.velocity_error_mm_per_year}};
    if (model_) json["gnss"] = model_sha256_;
    if (options_.remove_north) json["remove_north"] = true;
    if (options_.zero_start) json["zero_start"] = true;
    if (is_vertical_) {
      json["min_coherence"] = vertical_.min_coherence;
      json["east_error"] = vertical_.east_error_mm_per_year;
    }
    return {.stage = "decompose",
            .method_version = find_stage("decompose")->method_version,
            .options = json.dump(),
            .inputs = inputs_of(target.sources)};
  }

  std::filesystem::path csv_file(const std::string& stem) const { return csv_folder_ / (stem + ".csv"); }

  /// What stands in the way of a target, before anything is done.
  void check(const Session& session, const store::Store& store, const OrthoTarget& target) const {
    if (session.options().overwrite) return;
    for (const Component component : components()) {
      const std::string name = stem(target, component);
      const store::TileRecord* tile = store.find_tile(name);
      if (tile != nullptr && tile->stage("decompose") == nullptr)
        throw Error(ErrorCode::already_exists, {.file = name},
                    "the store holds this tile from another source: " + quoted(tile->source_file),
                    "Give --overwrite to replace it");
      if (!csv_folder_.empty() && std::filesystem::exists(csv_file(name)))
        throw Error(ErrorCode::already_exists, {.file = csv_file(name).string()}, "this file exists already",
                    "Give --overwrite to replace it");
    }
  }

  bool is_done(const Session& session, const store::Store& store, const OrthoTarget& target,
               const store::StageRecord& wanted) const {
    return !session.options().overwrite && std::ranges::all_of(components(), [&](Component component) {
      const store::TileRecord* tile = store.find_tile(stem(target, component));
      const store::StageRecord* stage = tile == nullptr ? nullptr : tile->stage("decompose");
      return stage != nullptr && *stage == wanted;
    });
  }

  /// Up, and East where there is one.
  std::string shown_name(const OrthoTarget& target) const {
    return stem(target, Component::up) + (is_vertical_ ? "" : " and its East");
  }

  /// Returns the number of cells of the tiles.
  std::size_t make(Session& session, store::Store& store, TileWork& work, const OrthoTarget& target) {
    const store::StageRecord wanted = record(target);
    const std::string name = stem(target, Component::up);
    if (is_done(session, store, target, wanted)) {
      work.up_to_date(name);
      write_csv(session, store, work, target);
      return store.find_tile(name)->points;
    }
    std::size_t rows = 0;
    work.attempt(name, [&] {
      check(session, store, target);
      OrthoSquare square(store, options_, target.square, target.sources);
      square.find_cells();
      rows = square.cells();
      if (square.cells() == 0) return;
      if (square.axis().empty())
        throw Error(ErrorCode::bad_value, {.file = name}, "the series of its tracks have no time in common");
      if (session.options().dry_run) {
        session.out() << fmt::format("would write {}: {} cells, {} dates\n", shown_name(target), rows,
                                     square.axis().size());
        return;
      }
      rows = solve_and_store(session, store, target, square, wanted);
    });
    if (rows > 0 && !session.options().dry_run) write_csv(session, store, work, target);
    return rows;
  }

  std::size_t solve_and_store(Session& session, store::Store& store, const OrthoTarget& target,
                              OrthoSquare& square, const store::StageRecord& wanted) const {
    const std::string name = stem(target, Component::up);
    const std::vector<ModelMotion> model = model_of(name, square);
    std::size_t left_out = 0;
    {
      Progress progress = session.progress("decompose", "points", square.points_to_read());
      left_out = square.solve(model, progress);
    }
    if (left_out > 0)
      session.note(fmt::format("{}: {} points left out: no value, line of sight or height at all dates", name,
                               left_out));
    const OrthoRows& rows = square.rows();
    if (rows.rows() == 0) return 0;
    for (const Component component : components()) {
      store.put_tile({.stem = stem(target, component),
                      .level = Level::L3,
                      .component = component,
                      .source_file = "decompose",
                      .source_sha256 = store::sha256_of(wanted.fingerprint())},
                     square.axis(), rows.tile(component), wanted);
    }
    session.note(fmt::format("{}: {} cells, {} dates {} to {}, {} tiles read", shown_name(target),
                             rows.rows(), square.axis().size(), square.axis().dates().front().iso(),
                             square.axis().dates().back().iso(), target.sources.size()));
    return rows.rows();
  }

  /// From what the store holds. A file that is there is left alone.
  void write_csv(Session& session, const store::Store& store, TileWork& work,
                 const OrthoTarget& target) const {
    if (csv_folder_.empty()) return;
    std::filesystem::create_directories(csv_folder_);
    for (const Component component : components()) {
      const std::string name = stem(target, component);
      const auto file = csv_file(name);
      if (std::filesystem::exists(file) && !session.options().overwrite) {
        session.note(fmt::format("{}: is there already", file.string()));
        continue;
      }
      if (work.prepare(name, [&] { write_l3_csv(store, name, file); }))
        session.note("wrote " + file.string());
    }
  }

  OrthoOptions options_;
  std::filesystem::path csv_folder_, gnss_file_;
  VerticalOptions vertical_;
  bool is_per_cluster_ = false, is_vertical_ = false;
  std::optional<correct::GnssGrid> model_;
  std::string model_sha256_;
};

}  // namespace

std::unique_ptr<Command> make_decompose() { return std::make_unique<DecomposeCommand>(); }

}  // namespace plumbline::cli
