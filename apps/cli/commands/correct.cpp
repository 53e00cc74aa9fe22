// SPDX-License-Identifier: MIT
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "core/error.h"
#include "correct/gap_filler.h"
#include "gap_method.h"
#include "gap_report.h"
#include "parallel/thread_loop.h"
#include "store/store.h"

namespace plumbline::cli {
namespace {

constexpr std::size_t kRangePoints = 128;

class CorrectCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--gap-days", gaps_.gap_days,
                   "Missing values between two that are further apart than this are a gap")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("DAYS");
    declare_gap_method(app, "--method", gaps_.method);
    app.add_flag("--write", write_,
                 "Write the filled series beside the originals: processed/<stem>_filled.parquet");
    CLI::Option* json = app.add_flag("--json", json_, "Print the report as JSON");
    CLI::Option* csv = app.add_flag("--csv", csv_, "Print one table of the report as CSV")->excludes(json);
    app.add_option("--by", by_, "With --csv: rows for each tile, or its months or dates")
        ->capture_default_str()
        ->check(CLI::IsMember({"tile", "month", "date"}))
        ->needs(csv);
  }

  Exit run(Session& session) override {
    auto store = store::Store::open(session.options().store, session.options().resources());
    if (store.tiles().empty())
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()}, "the store holds no tiles",
                  "Run plumbline ingest first");
    if (session.options().dry_run) return say(session, store);
    TileWork work(session);
    const std::vector<ReportedTile> report = look_at(session, store, work);
    if (write_) write_filled(session, store, report, work);
    print(session, report);
    return work.finish();
  }

 private:
  store::StageRecord record_of(const store::TileRecord& tile) const {
    return {.stage = "correct",
            .method_version = find_stage("correct")->method_version,
            .options = nlohmann::json{{"gap_days", gaps_.gap_days}, {"method", name_of(gaps_.method)}}.dump(),
            .inputs = tile.series.sha256};
  }

  bool is_done(const Session& session, const store::TileRecord& tile) const {
    const store::StageRecord* known = tile.stage("correct");
    return known != nullptr && *known == record_of(tile) && !session.options().overwrite;
  }

  Exit say(Session& session, const store::Store& store) const {
    for (const store::TileRecord& tile : store.tiles()) {
      if (!write_) {
        session.out() << fmt::format("would look for gaps in {}: {} points\n", tile.stem, tile.points);
      } else if (is_done(session, tile)) {
        session.out() << fmt::format("{}: up to date\n", tile.stem);
      } else {
        session.out() << fmt::format("would fill the gaps of {}: {} points\n", tile.stem, tile.points);
      }
    }
    return Exit::done;
  }

  std::vector<ReportedTile> look_at(Session& session, const store::Store& store, TileWork& work) const {
    std::uint64_t points = 0;
    for (const store::TileRecord& tile : store.tiles()) points += tile.points;
    Progress progress = session.progress("gaps", "points", points);
    std::vector<ReportedTile> report;
    for (const store::TileRecord& tile : store.tiles()) {
      const auto look = [&] { report.push_back({tile.stem, tile.axis, gaps_of(store, tile, progress)}); };
      if (write_) {  // done when it is written
        work.prepare(tile.stem, look);
      } else {
        work.attempt(tile.stem, look);
      }
    }
    return report;
  }

  correct::TileGaps gaps_of(const store::Store& store, const store::TileRecord& tile,
                            Progress& progress) const {
    correct::TileGaps sum(tile.axis.size());
    std::mutex mutex;
    store.scan_series_in_parallel(tile.stem, [&](std::size_t, const SeriesBlockView& block) {
      const correct::TileGaps here = correct::tile_gaps(block, tile.axis, gaps_.gap_days);
      const std::lock_guard lock(mutex);
      sum.add(here);
      progress.advance(block.points);  // and stops where the user asks for it
    });
    return sum;
  }

  void write_filled(Session& session, store::Store& store, const std::vector<ReportedTile>& report,
                    TileWork& work) const {
    std::uint64_t points = 0;
    for (const ReportedTile& tile : report) points += tile.gaps.points;
    Progress progress = session.progress("fill", "points", points);
    for (const ReportedTile& tile : report) {
      check_interrupted();
      const store::TileRecord& stored = *store.find_tile(tile.stem);
      if (is_done(session, stored)) {
        progress.advance(tile.gaps.points);
        work.up_to_date(tile.stem);
      } else {
        work.attempt(tile.stem, [&] { fill(store, tile, record_of(stored), progress); });
      }
    }
  }

  void fill(store::Store& store, const ReportedTile& tile, const store::StageRecord& record,
            Progress& progress) const {
    if (tile.gaps.values_in_gaps() == 0) {
      store.drop_filled(tile.stem, record);
      progress.advance(tile.gaps.points);
      return;
    }
    store.put_filled(
        tile.stem,
        [&](SeriesBlock& block, std::span<std::uint8_t> filled) {
          fill_block(block, filled, tile.axis);
          progress.advance(block.points());
        },
        record);
  }

  void fill_block(SeriesBlock& block, std::span<std::uint8_t> filled, const TimeAxis& axis) const {
    std::vector<const float*> pointers;
    const SeriesBlockView view = block.view(pointers);
    parallel_ranges(block.points(), kRangePoints, [&](std::size_t begin, std::size_t end) {
      correct::GapFiller filler(axis, gaps_);
      std::vector<float> series(axis.size());
      std::vector<std::uint8_t> mask(axis.size());
      for (std::size_t point = begin; point < end; ++point) {
        view.copy_series(point, series);
        if (filler.fill(series, mask) == 0) continue;
        for (std::size_t i = 0; i < axis.size(); ++i) {
          block.acquisition(i)[point] = series[i];
          filled[i * block.points() + point] = mask[i];
        }
      }
    });
  }

  void print(Session& session, const std::vector<ReportedTile>& report) const {
    if (json_) {
      session.out() << gap_json(report, gaps_.gap_days).dump(2) << '\n';
    } else if (csv_) {
      session.out() << gap_csv(report, by_ == "tile"    ? GapRows::tile
                                       : by_ == "month" ? GapRows::month
                                                        : GapRows::date);
    } else {
      session.out() << gap_text(report, gaps_.gap_days);
    }
  }

  correct::GapOptions gaps_;
  std::string by_ = "tile";
  bool write_ = false;
  bool json_ = false;
  bool csv_ = false;
};

}  // namespace

std::unique_ptr<Command> make_correct() { return std::make_unique<CorrectCommand>(); }

}  // namespace plumbline::cli
