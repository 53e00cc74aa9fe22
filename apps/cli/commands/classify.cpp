// SPDX-License-Identifier: MIT
#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "classify_passes.h"
#include "core/error.h"
#include "mixture_file.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr const char* kModelFile = "classify_model.json";
constexpr const char* kModelStage = "classify_model";

/// A mixture and what tells it from another one.
struct Model {
  classify::MixtureModel mixture;
  std::string sha256;
};

class ClassifyCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    motion_.declare(app);
    app.add_option("--model", model_file_,
                   "Use this mixture instead of fitting one (classify_model.json of this or another store)")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    app.add_option("--mixture-sample", mixture_.sample_points,
                   "About so many points are drawn for the mixture")
        ->capture_default_str()
        ->check(CLI::Range(1'000, 100'000'000))
        ->type_name("N");
    app.add_option("--mixture-seed", mixture_.seed, "Another number draws another sample")
        ->capture_default_str()
        ->type_name("N");
    app.add_option("--mixture-points", mixture_.fit.fewest_points,
                   "A class with fewer points by rules in the sample has no component")
        ->capture_default_str()
        ->check(CLI::Range(classify::kMixtureFeatures + 1, std::size_t{1'000'000}))
        ->type_name("N");
    app.add_option("--mixture-floor", mixture_.fit.covariance_floor,
                   "Smallest eigenvalue of a component's covariance, features standardised")
        ->capture_default_str()
        ->check(CLI::Range(1e-9, 1.0))
        ->type_name("X");
  }

  Exit run(Session& session) override {
    motion_.settle();
    auto store = store::Store::open(session.options().store, session.options().resources());
    if (store.tiles().empty())
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()}, "the store holds no tiles",
                  "Run plumbline ingest first");
    check_window(store);
    const std::optional<Model> model = known_model(session, store);
    if (session.options().dry_run) return say(session, store, model);
    if (!model) return fit_and_classify(session, store);
    if (!model_file_.empty()) keep(store, *model);
    return classify_with(session, store, *model);
  }

 private:
  const MotionOptions& options() const { return motion_.options(); }

  void check_window(const store::Store& store) const {
    for (const store::TileRecord& tile : store.tiles())
      if (!Window(tile.axis, options()).axis().empty()) return;
    throw Error(ErrorCode::usage, {.file = store.folder().string()},
                "no tile has an acquisition between --from and --to", "plumbline info lists the dates");
  }

  store::StageRecord record_of(const store::TileRecord& tile, const Model& model) const {
    return {.stage = "classify",
            .method_version = find_stage("classify")->method_version,
            .options = motion_options_json(options()).dump(),
            .inputs = tile.series.sha256 + " model " + model.sha256};
  }

  /// Of a model that was fitted on these tiles. Any other tile makes it out of date.
  store::StageRecord model_record(const store::Store& store, std::span<const std::string> stems) const {
    std::string inputs;
    for (const std::string& stem : stems) inputs += stem + " " + store.find_tile(stem)->series.sha256 + "\n";
    nlohmann::json all = motion_options_json(options());
    all["mixture_floor"] = mixture_.fit.covariance_floor;
    all["mixture_points"] = mixture_.fit.fewest_points;
    all["mixture_sample"] = mixture_.sample_points;
    all["mixture_seed"] = mixture_.seed;
    return {.stage = kModelStage,
            .method_version = find_stage("classify")->method_version,
            .options = all.dump(),
            .inputs = store::sha256_of(inputs)};
  }

  static std::vector<std::string> stems_of(const store::Store& store) {
    std::vector<std::string> stems;
    for (const store::TileRecord& tile : store.tiles()) stems.push_back(tile.stem);
    return stems;
  }

  /// The model that was asked for, or that of the store when nothing has changed since it was fitted.
  std::optional<Model> known_model(const Session& session, const store::Store& store) const {
    std::filesystem::path file = model_file_;
    if (file.empty()) {
      const store::StageRecord* record = store.stage(kModelStage);
      if (session.options().overwrite || record == nullptr || store.find_file(kModelFile) == nullptr ||
          *record != model_record(store, stems_of(store)))
        return std::nullopt;
      file = store.folder() / kModelFile;
    }
    const std::string text = store::read_whole_file(file);
    return Model{read_mixture(text, file.string(), options()), store::sha256_of(text)};
  }

  /// Keeps a model that was given in the store, unless it is the store's own.
  void keep(store::Store& store, const Model& model) const {
    const store::FileRecord* file = store.find_file(kModelFile);
    if (file != nullptr && file->sha256 == model.sha256) return;
    put(store, store::read_whole_file(model_file_),
        {.stage = kModelStage,
         .method_version = find_stage("classify")->method_version,
         .options = R"({"given":true})",
         .inputs = model.sha256});
  }

  static void put(store::Store& store, const std::string& text, const store::StageRecord& record) {
    store.put_file(kModelFile, record,
                   [&](const std::filesystem::path& beside) { store::write_durably(beside, text); });
  }

  bool is_done(const Session& session, const store::TileRecord& tile, const Model& model) const {
    const store::StageRecord* known = tile.stage("classify");
    return known != nullptr && *known == record_of(tile, model) && !session.options().overwrite;
  }

  Exit say(Session& session, const store::Store& store, const std::optional<Model>& model) const {
    if (!model) session.out() << fmt::format("would fit {}\n", kModelFile);
    for (const store::TileRecord& tile : store.tiles()) {
      session.out() << (model && is_done(session, tile, *model)
                            ? fmt::format("{}: up to date\n", tile.stem)
                            : fmt::format("would classify {}: {} points\n", tile.stem, tile.points));
    }
    return Exit::done;
  }

  /// Two passes: all points are described, the model is fitted, then it is applied to what was put aside.
  Exit fit_and_classify(Session& session, store::Store& store) const {
    std::uint64_t points = 0;
    for (const store::TileRecord& tile : store.tiles()) points += tile.points;
    TileWork work(session);
    FirstPass pass(store.folder(), points, mixture_);
    {
      Progress progress = session.progress("classify", "points", points);
      for (const store::TileRecord& tile : store.tiles())
        work.prepare(tile.stem, [&] { pass.describe(store, tile, options(), progress); });
    }
    std::vector<std::string> described;
    for (const FirstPass::Tile& tile : pass.tiles()) described.push_back(tile.stem);
    if (described.empty()) return work.finish();
    const Model model = fit(session, store, described, pass);
    const classify::MixtureClassifier mixture(model.mixture);
    PendingTiles pending(store, work);
    {
      Progress progress = session.progress("write back", "points", points);
      for (const FirstPass::Tile& tile : pass.tiles()) {
        check_interrupted();
        if (is_done(session, *store.find_tile(tile.stem), model)) {
          pending.count_stored(tile.stem);
        } else {
          work.prepare(tile.stem, [&] {
            pending.add(update_of(store, tile.stem, pass.classify(tile, mixture), model));
          });
        }
        progress.advance(tile.points);
      }
      pending.write();
    }
    session.out() << pending.counts().text();
    return work.finish();
  }

  Model fit(Session& session, store::Store& store, std::span<const std::string> stems,
            FirstPass& pass) const {
    Model model{.mixture = pass.fit()};
    const std::string text = mixture_text(model.mixture, options());
    model.sha256 = store::sha256_of(text);
    put(store, text, model_record(store, stems));
    session.note(fmt::format("mixture: {} components, {} undecided of {} sampled points, {} iterations",
                             model.mixture.components.size(), model.mixture.undecided_points,
                             model.mixture.sample_points, model.mixture.iterations));
    return model;
  }

  /// One pass, over the tiles that are not done.
  Exit classify_with(Session& session, store::Store& store, const Model& model) const {
    std::uint64_t points = 0;
    for (const store::TileRecord& tile : store.tiles())
      if (!is_done(session, tile, model)) points += tile.points;
    const classify::MixtureClassifier mixture(model.mixture);
    TileWork work(session);
    PendingTiles pending(store, work);
    {
      Progress progress = session.progress("classify", "points", points);
      for (const std::string& stem : stems_of(store)) {  // writing changes the list of tiles
        check_interrupted();
        const store::TileRecord& tile = *store.find_tile(stem);
        if (is_done(session, tile, model)) {
          pending.count_stored(stem);
        } else {
          work.prepare(stem, [&] {
            ClassColumns columns(tile.points);
            describe_tile(store, tile, options(), progress,
                          [&](std::size_t row, std::span<const DescribedPoint> described) {
                            for (std::size_t i = 0; i < described.size(); ++i)
                              columns.set(row + i, described[i], mixture);
                          });
            pending.add(update_of(store, stem, std::move(columns), model));
          });
        }
      }
      pending.write();
    }
    session.out() << pending.counts().text();
    return work.finish();
  }

  store::ColumnUpdate update_of(const store::Store& store, const std::string& stem, ClassColumns columns,
                                const Model& model) const {
    return {stem, columns.take_table(), record_of(*store.find_tile(stem), model)};
  }

  MotionArguments motion_;
  std::filesystem::path model_file_;
  MixtureArguments mixture_;
};

}  // namespace

std::unique_ptr<Command> make_classify() { return std::make_unique<ClassifyCommand>(); }

}  // namespace plumbline::cli
