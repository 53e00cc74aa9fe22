// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "core/error.h"
#include "stitch_joins.h"
#include "stitch_tile.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr const char* kJoinsFile = "stitch_joins.parquet";
constexpr const char* kDatesFile = "stitch_dates.parquet";

class StitchCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--out", out_, "Folder of the store to write; another one than --store")
        ->required()
        ->type_name("DIR");
    app.add_flag("--keep-single", options_.keep_single,
                 "Keep the points that one release alone has; without it they are left out");
    app.add_option("--overlap", overlap_,
                   "What stands at a date that several releases have: the newer value, the older, the mean")
        ->check(CLI::IsMember({"newer", "older", "mean"}))
        ->type_name("newer|older|mean")
        ->capture_default_str();
    app.add_option("--rate", rate_,
                   "Difference of rate between two releases: estimated for each point, one for the tile "
                   "(the median), or none")
        ->check(CLI::IsMember({"point", "tile", "none"}))
        ->type_name("point|tile|none")
        ->capture_default_str();
    app.add_option("--min-dates", options_.stitch.fewest_dates,
                   "Common dates of a point below which two releases are not joined")
        ->check(CLI::Range(3, 10000))
        ->capture_default_str()
        ->type_name("N");
  }

  Exit run(Session& session) override {
    settle();
    const auto& folder = session.options().store;
    const auto from = store::Store::open(folder, session.options().resources());
    check_other_store(folder, out_);
    const auto groups = release_groups(from);
    if (groups.empty())
      throw Error(ErrorCode::missing_stage, {.file = folder.string()},
                  "no burst or tile is there in two releases",
                  "Ingest the deliveries of several releases into this store");
    if (session.options().dry_run) return say(session, groups);
    auto to = store::Store::open_or_create(out_, session.options().resources());
    TileWork work(session);
    std::vector<const ReleaseGroup*> made;
    for (const ReleaseGroup& group : groups) {
      check_interrupted();
      if (is_done(session, to, group)) {
        work.up_to_date(group.stem);
      } else {
        work.attempt(group.stem, [&] { stitch(session, from, to, group); });
      }
      if (to.find_tile(group.stem) != nullptr) made.push_back(&group);
    }
    if (!made.empty()) summarise(session, to, made);
    return work.finish();
  }

 private:
  void settle() {
    options_.stitch.overlap = overlap_ == "newer"   ? correct::OverlapChoice::newer
                              : overlap_ == "older" ? correct::OverlapChoice::older
                                                    : correct::OverlapChoice::mean;
    options_.rate = rate_ == "point"  ? RateChoice::point
                    : rate_ == "tile" ? RateChoice::tile
                                      : RateChoice::none;
  }

  store::StageRecord record_of(const ReleaseGroup& group) const {
    std::string inputs;
    for (const auto& release : group.releases)
      inputs += (inputs.empty() ? "" : " ") + release.label + " " + release.tile.series.sha256;
    const nlohmann::json options{{"keep_single", options_.keep_single},
                                 {"min_dates", options_.stitch.fewest_dates},
                                 {"overlap", overlap_},
                                 {"rate", rate_}};
    return {.stage = "stitch",
            .method_version = find_stage("stitch")->method_version,
            .options = options.dump(),
            .inputs = std::move(inputs)};
  }

  bool is_done(const Session& session, const store::Store& to, const ReleaseGroup& group) const {
    const store::TileRecord* known = to.find_tile(group.stem);
    const store::StageRecord* stage = known == nullptr ? nullptr : known->stage("stitch");
    return stage != nullptr && *stage == record_of(group) && !session.options().overwrite;
  }

  Exit say(Session& session, const std::vector<ReleaseGroup>& groups) const {
    for (const ReleaseGroup& group : groups) {
      std::string labels;
      for (const auto& release : group.releases) labels += (labels.empty() ? "" : " + ") + release.label;
      session.out() << fmt::format("would write {} from {}\n", group.stem, labels);
    }
    return Exit::done;
  }

  void stitch(Session& session, const store::Store& from, store::Store& to, const ReleaseGroup& group) const {
    std::uint64_t work = 0;
    std::string files, checksums;
    std::uint64_t bytes = 0;
    for (const auto& release : group.releases) {
      work += release.tile.points;
      files += (files.empty() ? "" : " + ") + release.tile.source_file;
      checksums += release.tile.source_sha256;
      bytes += release.tile.source_bytes;
    }
    const std::uint64_t passes = options_.rate == RateChoice::tile ? 3 : 2;
    Progress progress =
        session.progress(group.stem, "points", work + passes * group.releases.back().tile.points);
    const StitchedTile tile(from, group, options_, to.folder(), progress);
    const store::TileRecord& newest = group.releases.back().tile;
    to.put_tile(
        {.stem = group.stem,
         .level = newest.level,
         .component = newest.component,
         .source_file = files,
         .source_bytes = bytes,
         .source_sha256 = store::sha256_of(checksums)},
        tile.axis(), tile.columns(),
        [&](std::size_t first_row, SeriesBlock& block) {
          tile.read(first_row, block);
          progress.advance(block.points());
        },
        record_of(group));
  }

  /// Prints the joins of all tiles and writes them, and which release each date is from, into the store.
  void summarise(Session& session, store::Store& to, const std::vector<const ReleaseGroup*>& groups) const {
    std::vector<TileJoin> joins;
    std::vector<std::string> tiles, dates, labels;
    std::string inputs;
    for (const ReleaseGroup* group : groups) {
      const store::TileRecord& tile = *to.find_tile(group->stem);
      session.out() << fmt::format("{}: {} points, {} dates, {} to {}\n", group->stem, tile.points,
                                   tile.axis.size(), tile.axis.dates().front().iso(),
                                   tile.axis.dates().back().iso());
      for (std::size_t older = 0; older + 1 < group->releases.size(); ++older) {
        joins.push_back(summary_of(to, *group, older));
        session.out() << text_of(joins.back());
      }
      const correct::StitchPlan plan = plan_of(*group, options_);
      for (std::size_t i = 0; i < plan.axis().size(); ++i) {
        tiles.push_back(group->stem);
        dates.push_back(plan.axis().date(i).iso());
        labels.push_back(group->releases[plan.release_at(i)].label);
      }
      inputs += tile.series.sha256 + " ";
    }
    const auto record = [&](const char* stage) {
      return store::StageRecord{.stage = stage,
                                .method_version = find_stage("stitch")->method_version,
                                .options = "{}",
                                .inputs = store::sha256_of(inputs)};
    };
    const auto put = [&](const char* stage, const char* file, const Table& table) {
      const store::StageRecord* known = to.stage(stage);
      if (known == nullptr || *known != record(stage)) to.put_table(file, record(stage), rows_of(table));
    };
    put("stitch_joins", kJoinsFile, joins_table(joins));
    Table of_dates;
    of_dates.add({"tile", std::move(tiles)});
    of_dates.add({"date", std::move(dates)});
    of_dates.add({"release", std::move(labels)});
    put("stitch_dates", kDatesFile, of_dates);
  }

  std::filesystem::path out_;
  std::string overlap_ = "newer";
  std::string rate_ = "point";
  TileStitchOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_stitch() { return std::make_unique<StitchCommand>(); }

}  // namespace plumbline::cli
