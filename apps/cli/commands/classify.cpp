// SPDX-License-Identifier: MIT
#include <array>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "class_columns.h"
#include "classify/mixture.h"
#include "core/error.h"
#include "ingest/spill_file.h"
#include "mixture_file.h"
#include "motion_block.h"
#include "parallel/thread_loop.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr std::size_t kBlockPoints = 16384;
/// Points that the mixture is fitted on; 160 bytes each.
constexpr std::uint64_t kSamplePoints = 200'000;
constexpr const char* kModelFile = "classify_model.json";
constexpr const char* kModelStage = "classify_model";

/// A mixture and what tells it from another one.
struct Model {
  classify::MixtureModel mixture;
  std::string sha256;
};

/// Calls `consume(first_row, points)` with the points of a tile, block by block, from several threads.
template <typename Consume>
void describe_tile(const store::Store& store, const store::TileRecord& tile, const MotionOptions& options,
                   Progress& progress, const Consume& consume) {
  const Window window(tile.axis, options);
  std::mutex progress_mutex;
  Pool<MotionBlockDescriber> describers;
  const auto make = [&] { return std::make_unique<MotionBlockDescriber>(window.axis(), options); };
  store.scan_series_in_parallel(tile.stem, [&](std::size_t first_row, const SeriesBlockView& block) {
    std::vector<DescribedPoint> points(block.points);
    describers.with_one(make, [&](MotionBlockDescriber& describer) {
      describer.describe(window.of(block), [&](std::size_t point, const Motion& motion) {
        points[point] = described_point(motion);
      });
    });
    consume(first_row, std::span<const DescribedPoint>(points));
    const std::lock_guard lock(progress_mutex);
    progress.advance(block.points);  // and stops where the user asks for it
  });
}

/// What the first pass over the store leaves: every point described, on disk, and a sample of them.
class FirstPass {
 public:
  FirstPass(const std::filesystem::path& folder, std::uint64_t points)
      : described_(folder), key_limit_(classify::sample_key_limit(points, kSamplePoints)) {}

  void describe(const store::Store& store, const store::TileRecord& tile, const MotionOptions& options,
                Progress& progress) {
    const std::array<std::string, 1> pid_column{"pid"};
    const Table columns = store.read_columns(tile.stem, pid_column);
    const auto pids = columns.get<std::string>("pid");
    std::vector<classify::SamplePoint> drawn;
    std::mutex mutex;
    describe_tile(store, tile, options, progress,
                  [&](std::size_t row, std::span<const DescribedPoint> points) {
                    described_.write((end_ + row) * sizeof(DescribedPoint), std::as_bytes(points));
                    std::vector<classify::SamplePoint> here;
                    for (std::size_t i = 0; i < points.size(); ++i) {
                      const std::uint64_t key = classify::sample_key(pids[row + i]);
                      if (points[i].described() && key <= key_limit_)
                        here.push_back({key, points[i].vector(), points[i].by_rules});
                    }
                    const std::lock_guard lock(mutex);  // in any order: fit_mixture sorts
                    drawn.insert(drawn.end(), here.begin(), here.end());
                  });
    sample_.insert(sample_.end(), drawn.begin(), drawn.end());
    tiles_.push_back({tile.stem, tile.points, end_});
    end_ += tile.points;
  }

  classify::MixtureModel fit() { return classify::fit_mixture(std::move(sample_)); }

  struct Tile {
    std::string stem;
    std::size_t points;
    std::uint64_t first;  ///< its first point among all that were described
  };
  const std::vector<Tile>& tiles() const { return tiles_; }

  ClassColumns classify(const Tile& tile, const classify::MixtureClassifier& mixture) const {
    ClassColumns columns(tile.points);
    parallel_ranges(tile.points, kBlockPoints, [&](std::size_t begin, std::size_t end) {
      std::vector<DescribedPoint> points(end - begin);
      described_.read((tile.first + begin) * sizeof(DescribedPoint),
                      std::as_writable_bytes(std::span(points)));
      for (std::size_t i = 0; i < points.size(); ++i) columns.set(begin + i, points[i], mixture);
    });
    return columns;
  }

 private:
  ingest::SpillFile described_;
  std::uint64_t key_limit_;
  std::uint64_t end_ = 0;
  std::vector<Tile> tiles_;
  std::vector<classify::SamplePoint> sample_;
};

class ClassifyCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    motion_.declare(app);
    app.add_option("--model", model_file_,
                   "Use this mixture instead of fitting one (classify_model.json of this or another store)")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
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
    all["sample_points"] = kSamplePoints;
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
    FirstPass pass(store.folder(), points);
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
    ClassCounts counts;
    for (const FirstPass::Tile& tile : pass.tiles()) {
      check_interrupted();
      if (is_done(session, *store.find_tile(tile.stem), model)) {
        count_stored(store, tile.stem, counts);
        work.up_to_date(tile.stem);
      } else {
        work.attempt(tile.stem,
                     [&] { write(store, tile.stem, pass.classify(tile, mixture), model, counts); });
      }
    }
    session.out() << counts.text();
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
    ClassCounts counts;
    {
      Progress progress = session.progress("classify", "points", points);
      for (const std::string& stem : stems_of(store)) {  // writing changes the list of tiles
        check_interrupted();
        const store::TileRecord& tile = *store.find_tile(stem);
        if (is_done(session, tile, model)) {
          count_stored(store, stem, counts);
          work.up_to_date(stem);
        } else {
          work.attempt(stem, [&] {
            ClassColumns columns(tile.points);
            describe_tile(store, tile, options(), progress,
                          [&](std::size_t row, std::span<const DescribedPoint> described) {
                            for (std::size_t i = 0; i < described.size(); ++i)
                              columns.set(row + i, described[i], mixture);
                          });
            write(store, stem, std::move(columns), model, counts);
          });
        }
      }
    }
    session.out() << counts.text();
    return work.finish();
  }

  static void count_stored(const store::Store& store, const std::string& stem, ClassCounts& counts) {
    const std::array<std::string, 1> class_column{"class_1"};
    counts.add(store.read_columns(stem, class_column).get<std::string>("class_1"));
  }

  void write(store::Store& store, const std::string& stem, ClassColumns columns, const Model& model,
             ClassCounts& counts) const {
    const Table table = columns.take_table();
    store.replace_columns(stem, table, record_of(*store.find_tile(stem), model));
    counts.add(table.get<std::string>("class_1"));
  }

  MotionArguments motion_;
  std::filesystem::path model_file_;
};

}  // namespace

std::unique_ptr<Command> make_classify() { return std::make_unique<ClassifyCommand>(); }

}  // namespace plumbline::cli
