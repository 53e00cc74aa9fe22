// SPDX-License-Identifier: MIT
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/ostream.h>

#include "../stages.h"
#include "chosen_tiles.h"
#include "core/error.h"
#include "report_figures.h"
#include "report_json.h"
#include "report_page.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPage = "report.html";
constexpr const char* kJson = "report.json";

/// The whole file or none: written beside its name and renamed.
void put(const fs::path& file, const std::string& content) {
  fs::path beside = file;
  beside += ".part";
  store::write_durably(beside, content);
  store::rename_file(beside, file);
}

class ReportCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--out", folder_, "Folder for report.html and report.json; default: the store's")
        ->type_name("DIR");
    app.add_option(
           "--truth", truth_,
           "What plumbline synth wrote beside its deliveries (<stem>_truth.csv): hold classes and flags "
           "against it")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    declare_dataset(app, dataset_, store::Levels::one);
  }

  Exit run(Session& session) override {
    const auto store = store::Store::open(session.options().store, session.options().resources());
    const ChosenTiles tiles = choose_tiles(store, dataset_, store::Levels::one);
    const fs::path folder = folder_.empty() ? store.folder() : folder_;
    check_targets(session, folder);
    const auto truth = truth_by_tile(store, tiles);
    if (session.options().dry_run) {
      session.out() << fmt::format("would write {} and {} about {} tiles\n", (folder / kPage).string(),
                                   (folder / kJson).string(), tiles.tiles.size());
      return Exit::done;
    }
    TileWork work(session);
    const StoreFigures figures = read_figures(session, store, tiles, work, truth);
    if (figures.tiles.empty() && !tiles.tiles.empty()) return work.finish();
    store::make_folder(folder);
    put(folder / kPage, report_page(figures));
    put(folder / kJson, report_json(figures));
    store::sync_folder(folder);
    print(session, figures, folder);
    return work.finish();
  }

 private:
  /// In the store the report is the program's own and is replaced; elsewhere nothing is without --overwrite.
  void check_targets(const Session& session, const fs::path& folder) const {
    if (folder_.empty() || session.options().overwrite) return;
    for (const char* name : {kPage, kJson})
      if (fs::exists(folder / name))
        throw Error(ErrorCode::already_exists, {.file = (folder / name).string()}, "this file exists already",
                    "Give --overwrite to replace it, or another folder with --out");
  }

  std::map<std::string, fs::path> truth_by_tile(const store::Store& store, const ChosenTiles& tiles) const {
    std::map<std::string, fs::path> files;
    for (const fs::path& file : truth_) {
      const std::string stem = truth_stem(file);
      const store::TileRecord* tile = store.find_tile(stem);
      if (tile == nullptr)
        throw Error(ErrorCode::usage, {.file = file.string()},
                    fmt::format("the store has no tile {}", quoted(stem)), "plumbline info lists the tiles");
      if (std::ranges::find(tiles.tiles, tile) == tiles.tiles.end())
        throw Error(ErrorCode::usage, {.file = file.string()},
                    fmt::format("tile {} is not of the level and release of this report", stem),
                    "Choose with --level and --release");
      if (tile->stage("classify") == nullptr)
        throw Error(ErrorCode::missing_stage, {.file = stem}, "--truth needs classes to hold against it",
                    "Run plumbline classify first");
      files[stem] = file;
    }
    return files;
  }

  static void print(Session& session, const StoreFigures& figures, const fs::path& folder) {
    for (const std::string& text : figures.missing) session.note("report: " + text);
    const auto velocity = [&](const char* name, const std::optional<VelocityFigures>& v) {
      if (!v || v->agreement.count() == 0) return;
      const report::Agreement& a = v->agreement;
      fmt::print(session.out(),
                 "{}: rms {:.4f}, bias {:+.4f}, largest {:.3f} mm/yr; {} points, {} beyond 1 mm/yr\n", name,
                 a.rms(), a.bias(), a.largest(), a.count(), a.count() - a.within(4));
    };
    velocity("velocity by EGMS's own formula", figures.egms);
    velocity("velocity of the plain line", figures.line);
    if (figures.truth) print_clear_cases(session, figures.truth->clear_classes);
    for (const char* name : {kPage, kJson}) fmt::print(session.out(), "{}\n", (folder / name).string());
  }

  static void print_clear_cases(Session& session, const report::Confusion& clear) {
    for (const MotionClass motion : {MotionClass::linear, MotionClass::accel, MotionClass::decel}) {
      const report::Detection d = clear.detection(static_cast<std::size_t>(motion));
      if (d.is_true > 0)
        fmt::print(session.out(), "clear cases of {}: {} of {} found, recall {:.3f}\n", name_of(motion),
                   d.found_and_true, d.is_true, d.recall());
    }
  }

  fs::path folder_;
  store::DatasetRequest dataset_;
  std::vector<fs::path> truth_;
};

}  // namespace

std::unique_ptr<Command> make_report() { return std::make_unique<ReportCommand>(); }

}  // namespace plumbline::cli
