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
#include "l3_csv.h"
#include "ortho_sources.h"
#include "ortho_square.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr double kAnyStd = std::numeric_limits<double>::infinity();
constexpr ModelMotion kUnknownMotion{std::numeric_limits<double>::quiet_NaN(),
                                     std::numeric_limits<double>::quiet_NaN(),
                                     std::numeric_limits<double>::quiet_NaN()};
constexpr std::array kComponents{Component::east, Component::up};

/// A pair of L3 tiles that can be made.
struct Target {
  const OrthoRelease* release = nullptr;
  SquareName square;
  std::vector<const OrthoSource*> sources;
};

/// The squares that the points of each source lie in.
std::vector<Target> find_targets(Session& session, const store::Store& store,
                                 const std::vector<OrthoRelease>& releases) {
  std::vector<Target> targets;
  std::size_t count = 0;
  for (const OrthoRelease& release : releases) count += release.sources.size();
  Progress progress = session.progress("look", "tiles", count);
  const std::array<std::string, 2> names{"easting", "northing"};
  for (const OrthoRelease& release : releases) {
    std::map<SquareName, std::vector<const OrthoSource*>> squares;
    for (const OrthoSource& source : release.sources) {
      check_interrupted();
      const Table table = store.read_columns(source.stem, names);
      const auto easting_m = table.get<double>("easting");
      const auto northing_m = table.get<double>("northing");
      for (std::size_t row = 0; row < table.rows(); ++row) {
        if (!(easting_m[row] >= 0 && northing_m[row] >= 0)) continue;
        const auto cell = decompose::cell_at(easting_m[row], northing_m[row], decompose::kSquareM);
        auto& sources = squares[{cell.column, cell.row}];
        if (sources.empty() || sources.back() != &source) sources.push_back(&source);
      }
      progress.advance(1);
    }
    for (auto& [square, sources] : squares) {
      const auto has = [&](char orbit) {
        return std::ranges::any_of(sources, [&](const OrthoSource* s) { return s->orbit == orbit; });
      };
      if (has('A') && has('D')) targets.push_back({&release, square, std::move(sources)});
    }
  }
  return targets;
}

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
    app.add_option("--csv", csv_folder_, "Also write the tiles as EGMS L3 CSV files into this folder")
        ->type_name("DIR");
  }

  Exit run(Session& session) override {
    const CommonOptions& common = session.options();
    read_model();
    options_.memory_bytes = memory_for_sums(common.memory_limit_bytes);
    store::Resources resources = common.resources();
    resources.memory_limit_bytes = common.memory_limit_bytes / 2;
    auto store = store::Store::open(common.store, resources);
    const std::vector<OrthoRelease> releases = ortho_releases(session, store);
    const std::vector<Target> targets = find_targets(session, store, releases);
    TileWork work(session);
    std::size_t cells = 0;
    for (const Target& target : targets) {
      check_interrupted();
      cells += make(session, store, work, target);
    }
    const Exit exit = work.finish();
    if (cells == 0 && exit == Exit::done)
      throw Error(ErrorCode::missing_stage, {.file = common.store.string()},
                  fmt::format("no cell of {} m holds points of both geometries", options_.cell_m),
                  "Ingest bursts that overlap, or give a larger --cell-m");
    return exit;
  }

 private:
  void read_model() {
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

  std::string stem(const Target& target, Component component) const {
    const ReleaseYears& years = target.release->years;
    const DeliveryName name{.level = Level::L3,
                            .component = component,
                            .easting_100km = static_cast<int>(target.square.easting_100km),
                            .northing_100km = static_cast<int>(target.square.northing_100km),
                            .first_year = years.first,
                            .last_year = years.last,
                            .sub_release = target.release->sub_release};
    if (options_.cell_m == 100) return name.text();
    // Not a name that EGMS gives; one that ends in the component, as any L3 table may.
    const std::string release =
        years.first == 0 ? "" : fmt::format("_{:04}_{:04}_{}", years.first, years.last, name.sub_release);
    return fmt::format("EGMS_L3_E{:02}N{:02}_100km_{}m{}_{}", name.easting_100km, name.northing_100km,
                       options_.cell_m, release, name_of(component));
  }

  store::StageRecord record(const Target& target) const {
    std::string inputs;
    for (const OrthoSource* source : target.sources)
      inputs += fmt::format("{}:{}\n", source->stem, source->series_sha256);
    nlohmann::json json{{"cell_m", options_.cell_m}, {"velocity_error", options_.velocity_error_mm_per_year}};
    if (model_) json["gnss"] = model_sha256_;
    if (options_.remove_north) json["remove_north"] = true;
    return {.stage = "decompose",
            .method_version = find_stage("decompose")->method_version,
            .options = json.dump(),
            .inputs = store::sha256_of(inputs)};
  }

  std::filesystem::path csv_file(const std::string& stem) const { return csv_folder_ / (stem + ".csv"); }

  /// What stands in the way of a target, before anything is done.
  void check(const Session& session, const store::Store& store, const Target& target) const {
    if (session.options().overwrite) return;
    for (const Component component : kComponents) {
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

  bool is_done(const Session& session, const store::Store& store, const Target& target,
               const store::StageRecord& wanted) const {
    return !session.options().overwrite && std::ranges::all_of(kComponents, [&](Component component) {
      const store::TileRecord* tile = store.find_tile(stem(target, component));
      const store::StageRecord* stage = tile == nullptr ? nullptr : tile->stage("decompose");
      return stage != nullptr && *stage == wanted;
    });
  }

  /// Returns the number of cells of the pair of tiles.
  std::size_t make(Session& session, store::Store& store, TileWork& work, const Target& target) {
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
        session.out() << fmt::format("would write {} and its East: {} cells, {} dates\n", name, rows,
                                     square.axis().size());
        return;
      }
      rows = solve_and_store(session, store, target, square, wanted);
    });
    if (rows > 0 && !session.options().dry_run) write_csv(session, store, work, target);
    return rows;
  }

  std::size_t solve_and_store(Session& session, store::Store& store, const Target& target,
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
    if (square.rows() == 0) return 0;
    for (const Component component : kComponents) {
      store.put_tile({.stem = stem(target, component),
                      .level = Level::L3,
                      .component = component,
                      .source_file = "decompose",
                      .source_sha256 = store::sha256_of(wanted.fingerprint())},
                     square.axis(), square.table(component), square.series(component), wanted);
    }
    session.note(fmt::format("{} and its East: {} cells, {} dates {} to {}, {} tiles read", name,
                             square.rows(), square.axis().size(), square.axis().dates().front().iso(),
                             square.axis().dates().back().iso(), target.sources.size()));
    return square.rows();
  }

  /// From what the store holds. A file that is there is left alone.
  void write_csv(Session& session, const store::Store& store, TileWork& work, const Target& target) const {
    if (csv_folder_.empty()) return;
    std::filesystem::create_directories(csv_folder_);
    for (const Component component : kComponents) {
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
  std::optional<correct::GnssGrid> model_;
  std::string model_sha256_;
};

}  // namespace

std::unique_ptr<Command> make_decompose() { return std::make_unique<DecomposeCommand>(); }

}  // namespace plumbline::cli
