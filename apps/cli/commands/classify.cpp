// SPDX-License-Identifier: MIT
#include <array>
#include <limits>
#include <mutex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "core/error.h"
#include "core/motion_class.h"
#include "motion_block.h"

namespace plumbline::cli {
namespace {

Flag flag(bool holds) { return holds ? Flag::yes : Flag::no; }

/// The columns that classify writes. Every place starts as missing: what a point with too few values keeps.
struct ClassColumns {
  explicit ClassColumns(std::size_t points)
      : class_1(points),
        class_2(points),
        class_prob_1(points, std::numeric_limits<float>::quiet_NaN()),
        periodic(points, Flag::missing),
        jumpy(points, Flag::missing),
        variable_flag(points, Flag::missing),
        noisy_trend(points, Flag::missing) {}

  void set(std::size_t point, const Motion& motion) {
    class_1[point] = name_of(motion.motion_class);
    // A rule is certain; "other" is no decision and has no probability.
    if (motion.motion_class != MotionClass::other) class_prob_1[point] = 1.0f;
    periodic[point] = flag(motion.flags.periodic);
    jumpy[point] = flag(motion.flags.jumpy);
    variable_flag[point] = flag(motion.flags.variable);
    noisy_trend[point] = flag(motion.flags.noisy_trend);
  }

  /// Leaves this empty.
  Table take_table() {
    std::vector<Column> columns;
    columns.push_back({"class_1", std::move(class_1)});
    columns.push_back({"class_2", std::move(class_2)});
    columns.push_back({"class_prob_1", std::move(class_prob_1)});
    columns.push_back({"periodic", std::move(periodic)});
    columns.push_back({"jumpy", std::move(jumpy)});
    columns.push_back({"variable_flag", std::move(variable_flag)});
    columns.push_back({"noisy_trend", std::move(noisy_trend)});
    return Table(std::move(columns));
  }

  std::vector<std::string> class_1;
  std::vector<std::string> class_2;
  std::vector<float> class_prob_1;
  std::vector<Flag> periodic;
  std::vector<Flag> jumpy;
  std::vector<Flag> variable_flag;
  std::vector<Flag> noisy_trend;
};

/// How many points have each class; the last place counts the unclassified ones.
class ClassCounts {
 public:
  void add(std::span<const std::string> classes) {
    for (const std::string& name : classes) {
      const auto motion = motion_class(name);
      ++counts_[motion ? static_cast<std::size_t>(*motion) : kMotionClassNames.size()];
    }
    points_ += classes.size();
  }

  std::string text() const {
    std::string text = fmt::format("{:<14}{:>12}{:>8}\n", "class", "points", "%");
    for (std::size_t i = 0; i < counts_.size(); ++i)
      text += line(i < kMotionClassNames.size() ? kMotionClassNames[i] : "unclassified", counts_[i]);
    return text + line("all", points_);
  }

 private:
  std::string line(std::string_view name, std::size_t count) const {
    const double percent =
        points_ == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(points_);
    return fmt::format("{:<14}{:>12}{:>8.1f}\n", name, count, percent);
  }

  std::array<std::size_t, kMotionClassNames.size() + 1> counts_{};
  std::size_t points_ = 0;
};

class ClassifyCommand final : public Command {
 public:
  void declare(CLI::App& app) override { declare_motion_options(app, options_); }

  Exit run(Session& session) override {
    auto store = store::Store::open(session.options().store, session.options().resources());
    if (store.tiles().empty())
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()}, "the store holds no tiles",
                  "Run plumbline ingest first");
    std::uint64_t points = 0;
    std::vector<std::string> stems;  // replace_columns changes the list of tiles
    for (const store::TileRecord& tile : store.tiles()) {
      stems.push_back(tile.stem);
      if (!is_done(session, tile)) points += tile.points;
    }
    if (session.options().dry_run) return say(session, store);

    TileWork work(session);
    ClassCounts counts;
    {
      Progress progress = session.progress("classify", "points", points);
      for (const std::string& stem : stems) {
        check_interrupted();
        const store::TileRecord& tile = *store.find_tile(stem);
        const std::array<std::string, 1> class_column{"class_1"};
        if (is_done(session, tile)) {
          counts.add(store.read_columns(stem, class_column).get<std::string>("class_1"));
          work.up_to_date(stem);
        } else {
          work.attempt(stem, [&] {
            const Table columns = classify(store, tile, progress);
            store.replace_columns(stem, columns, record_of(tile));
            counts.add(columns.get<std::string>("class_1"));
          });
        }
      }
    }
    session.out() << counts.text();
    return work.finish();
  }

 private:
  store::StageRecord record_of(const store::TileRecord& tile) const {
    const nlohmann::json options{{"cusum", options_.rules.cusum},
                                 {"gap_days", options_.gaps.gap_days},
                                 {"jump_mm", options_.features.jump_mm},
                                 {"noise_mm", options_.rules.noise_mm},
                                 {"periodic_r2", options_.rules.periodic_r2},
                                 {"quad_r2", options_.rules.quad_r2},
                                 {"v_stable", options_.rules.v_stable_mm_per_year}};
    return {.stage = "classify",
            .method_version = find_stage("classify")->method_version,
            .options = options.dump(),
            .inputs = tile.series.sha256};
  }

  bool is_done(const Session& session, const store::TileRecord& tile) const {
    const store::StageRecord* known = tile.stage("classify");
    return known != nullptr && *known == record_of(tile) && !session.options().overwrite;
  }

  Exit say(Session& session, const store::Store& store) const {
    for (const store::TileRecord& tile : store.tiles()) {
      session.out() << (is_done(session, tile)
                            ? fmt::format("{}: up to date\n", tile.stem)
                            : fmt::format("would classify {}: {} points\n", tile.stem, tile.points));
    }
    return Exit::done;
  }

  Table classify(const store::Store& store, const store::TileRecord& tile, Progress& progress) const {
    ClassColumns columns(tile.points);
    std::mutex progress_mutex;
    Pool<MotionBlockDescriber> describers;
    const auto make = [&] { return std::make_unique<MotionBlockDescriber>(tile.axis, options_); };
    store.scan_series_in_parallel(tile.stem, [&](std::size_t first_row, const SeriesBlockView& block) {
      describers.with_one(make, [&](MotionBlockDescriber& describer) {
        describer.describe(
            block, [&](std::size_t point, const Motion& motion) { columns.set(first_row + point, motion); });
      });
      const std::lock_guard lock(progress_mutex);
      progress.advance(block.points);  // and stops where the user asks for it
    });
    return columns.take_table();
  }

  MotionOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_classify() { return std::make_unique<ClassifyCommand>(); }

}  // namespace plumbline::cli
