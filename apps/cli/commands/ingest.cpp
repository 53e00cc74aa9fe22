// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <exception>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "core/disagreement.h"
#include "core/error.h"
#include "features/egms_check.h"
#include "gap_columns.h"
#include "ingest/delivery_rows.h"
#include "ingest/geometry_check.h"
#include "ingest/tile.h"
#include "parallel/pipeline.h"
#include "parallel/thread_loop.h"
#include "profiled_tables.h"

namespace plumbline::cli {
namespace {

/// Compares the columns of a delivery with each other and with its series while its rows go by, on several
/// threads.
class DeliveryCheck {
 public:
  void look_at(const ingest::RowBlock& block, const TimeAxis& axis) {
    std::call_once(once_, [&] { statistics_.emplace(axis); });
    std::vector<Disagreement> found = ingest::check_geometry(block);
    std::array<std::span<const float>, features::kEgmsStatisticNames.size()> official;
    for (std::size_t k = 0; k < official.size(); ++k)
      official[k] = block.values<float>(features::kEgmsStatisticNames[k]);
    for (Disagreement& statistic : statistics_->compare(block.series_mm, official, block.first_row))
      found.push_back(std::move(statistic));
    const auto pids = block.values<std::string>("pid");
    for (Disagreement& one : found) {
      if (one.points > 0) one.pid = pids[one.row - block.first_row];
    }
    const std::lock_guard guard(mutex_);
    merge(all_, found);
  }

  /// What was found, when all rows have gone by.
  std::vector<Disagreement> findings() const {
    std::vector<Disagreement> findings;
    std::ranges::copy_if(all_, std::back_inserter(findings),
                         [](const Disagreement& one) { return one.points > 0; });
    return findings;
  }

 private:
  std::once_flag once_;
  std::optional<features::EgmsCheck> statistics_;
  std::mutex mutex_;
  std::vector<Disagreement> all_;
};

/// `options` in JSON.
store::StageRecord ingest_record(const std::string& options, const std::string& source_sha256) {
  return {.stage = "ingest",
          .method_version = find_stage("ingest")->method_version,
          .options = options,
          .inputs = source_sha256};
}

bool is_same_delivery(const store::TileRecord& known, const std::filesystem::path& delivery,
                      const std::string& options) {
  if (!std::filesystem::exists(delivery) || std::filesystem::file_size(delivery) != known.source_bytes)
    return false;
  const store::StageRecord* stage = known.stage("ingest");
  return stage != nullptr && *stage == ingest_record(options, ingest::source_sha256(delivery));
}

/// A delivery on its way into the store.
struct Incoming {
  std::filesystem::path file;
  std::optional<store::TileRecord> known;  ///< the tile of that name that the store holds
  bool up_to_date = false;
  std::unique_ptr<DeliveryCheck> check = std::make_unique<DeliveryCheck>();
  std::size_t points = 0;
  std::size_t dates = 0;
  std::exception_ptr failure;

  std::string stem() const { return file.stem().string(); }
};

void put_tile(store::Store& store, const Incoming& incoming, ingest::DeliveryRows& rows) {
  const auto& [west, south, east, north] = rows.extent();
  store.put_tile({.stem = incoming.stem(),
                  .level = rows.level(),
                  .component = rows.component(),
                  .source_file = incoming.file.filename().string(),
                  .source_bytes = rows.source_bytes(),
                  .source_sha256 = rows.source_sha256(),
                  .disagreements = incoming.check->findings()},
                 rows.axis(),
                 {.points = rows.points(),
                  .box = {west, south, east, north, west > east},
                  .meta = [&](std::size_t first, std::size_t count) { return rows.columns(first, count); },
                  .series = [&](std::size_t first,
                                store::SeriesRows& out) { rows.series(first, out.pids, out.values_mm); }},
                 ingest_record("{}", rows.source_sha256()));
}

/// What a run takes beside the rows that wait to be written: the program with its libraries, what DuckDB
/// keeps, a row group of each file, and blocks of text on their way.
std::uint64_t memory_beside_rows() { return (std::uint64_t{160} + 4 * thread_count()) << 20; }
constexpr std::uint64_t kLeastForRows = std::uint64_t{24} << 20;
/// With less, no tile is read while another one is written.
constexpr std::uint64_t kMemoryOfATile = std::uint64_t{192} << 20;
constexpr std::size_t kMostAtOnce = 3;

/// For the rows of all tiles that are read or written at a time. Throws Error(usage) when the limit cannot be
/// kept.
std::uint64_t memory_for_rows(std::uint64_t limit) {
  const std::uint64_t least = memory_beside_rows() + kLeastForRows;
  if (limit < least)
    throw Error(ErrorCode::usage, {},
                fmt::format("ingest with {} threads cannot do with {} MB", thread_count(), limit >> 20),
                fmt::format("Give --memory-limit {}M or more, or fewer --threads", least >> 20));
  return kLeastForRows + (limit - least) / 3;
}

class IngestCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("INPUT", inputs_, "Deliveries: .zip or .csv files, folders, patterns, or @list.txt")
        ->required()
        ->type_name("PATH");
    app.add_option("--profile", profile_file_,
                   "The inputs are tables of another producer; this TOML file says what is in them")
        ->type_name("FILE.toml");
  }

  Exit run(Session& session) override {
    if (!profile_file_.empty()) profile_.emplace(profile_file_);
    const auto deliveries = ingest::find_deliveries(inputs_);
    const auto& folder = session.options().store;
    const std::uint64_t limit = session.options().resources().memory_bytes();
    const std::uint64_t for_rows = memory_for_rows(limit);
    if (session.options().dry_run) {
      for (const auto& delivery : deliveries)
        session.out() << fmt::format("would read {} into {}\n", delivery.string(), folder.string());
      return Exit::done;
    }
    // DuckDB writes `_meta` only, while our own threads pack the series: more of its threads would wait
    // busily.
    store::Resources resources = session.options().resources();
    resources.threads = 1;
    store::Store store = store::Store::open_or_create(folder, resources);
    std::vector<Incoming> incoming;
    for (const auto& delivery : deliveries) {
      const store::TileRecord* known = store.find_tile(delivery.stem().string());
      incoming.push_back(
          {.file = delivery, .known = known == nullptr ? std::nullopt : std::optional(*known)});
    }
    TileWork work(session);
    Progress progress = session.progress("ingest", "tiles", deliveries.size());
    // While one tile waits for the disk, others are read and written.
    const std::size_t at_once = std::clamp<std::size_t>(limit / kMemoryOfATile, 1, kMostAtOnce);
    ordered_pipeline(
        at_once, [&](std::size_t i) { return i < incoming.size(); },
        [&](std::size_t i) {
          read_and_write(session, store, incoming[i], for_rows / std::min(at_once, incoming.size()));
        },
        [&](std::size_t i) {
          report(session, store, work, incoming[i]);
          progress.advance(1);
        });
    return work.finish();
  }

 private:
  std::string stage_options() const { return profile_ ? profile_->stage_options() : "{}"; }

  /// What goes wrong is kept until it is the tile's turn. Tables with a profile are read then, too.
  void read_and_write(const Session& session, store::Store& store, Incoming& incoming,
                      std::uint64_t memory_bytes) const {
    const CommonOptions& options = session.options();
    try {
      if (incoming.known && !options.overwrite) {
        incoming.up_to_date = is_same_delivery(*incoming.known, incoming.file, stage_options());
        if (incoming.up_to_date) return;
        throw Error(ErrorCode::already_exists, {.file = incoming.file.string()},
                    fmt::format("the store holds tile {} from another delivery{}, or from an older version",
                                incoming.stem(), profile_ ? " or profile" : ""),
                    "Give --overwrite to replace it");
      }
      if (profile_) return;
      ingest::DeliveryRows rows(incoming.file,
                                {.memory_bytes = memory_bytes,
                                 .spill_folder = options.store,
                                 .add_columns = [&](const ingest::RowBlock& block, const TimeAxis& axis) {
                                   check_interrupted();
                                   incoming.check->look_at(block, axis);
                                   return gap_columns(block, block.rows, axis);
                                 }});
      put_tile(store, incoming, rows);
      incoming.points = rows.points();
      incoming.dates = rows.axis().size();
    } catch (const Error&) {
      incoming.failure = std::current_exception();
    }
  }

  void report(Session& session, store::Store& store, TileWork& work, const Incoming& incoming) const {
    if (incoming.up_to_date) return work.up_to_date(incoming.stem());
    work.attempt(incoming.stem(), [&] {
      if (incoming.failure) std::rethrow_exception(incoming.failure);
      if (profile_)
        return profile_->put(session, store, incoming.file, [&](const std::string& sha256) {
          return ingest_record(profile_->stage_options(), sha256);
        });
      session.note(fmt::format("{}: {} points, {} dates", incoming.stem(), incoming.points, incoming.dates));
      for (const Disagreement& found : incoming.check->findings())
        session.warn(fmt::format("{}: {}", incoming.stem(), text_of(found, incoming.points)));
    });
  }

  std::vector<std::string> inputs_;
  std::filesystem::path profile_file_;
  std::optional<ProfiledTables> profile_;
};

}  // namespace

std::unique_ptr<Command> make_ingest() { return std::make_unique<IngestCommand>(); }

}  // namespace plumbline::cli
