// SPDX-License-Identifier: MIT
#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../profile_file.h"
#include "../stages.h"
#include "../tile_work.h"
#include "core/error.h"
#include "correct/gaps.h"
#include "features/velocities.h"
#include "ingest/table_profile.h"
#include "ingest/tile.h"
#include "parallel/thread_loop.h"

namespace plumbline::cli {
namespace {

/// Columns `max_gap_days` and `n_acquisitions` of every point.
std::vector<Column> gap_columns(const ingest::Tile& tile) {
  std::vector<std::int32_t> max_gap_days(tile.points());
  std::vector<std::int32_t> n_acquisitions(tile.points());
  parallel_ranges(tile.points(), 4096, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const correct::GapSummary summary = correct::gap_summary(tile.series(i), tile.axis);
      max_gap_days[i] = summary.max_gap_days;
      n_acquisitions[i] = summary.n_acquisitions;
    }
  });
  return {{"max_gap_days", std::move(max_gap_days)}, {"n_acquisitions", std::move(n_acquisitions)}};
}

/// Transposes the series of the rows `order[first_row…]` into a time-major block.
void fill_block(const ingest::Tile& tile, std::span<const std::uint32_t> order, std::size_t first_row,
                SeriesBlock& block) {
  for (std::size_t row = 0; row < block.points(); ++row) {
    const std::span<const float> series = tile.series(order[first_row + row]);
    for (std::size_t i = 0; i < series.size(); ++i) block.acquisition(i)[row] = series[i];
  }
}

void store_tile(store::Store& store, ingest::Tile tile, const std::filesystem::path& delivery,
                const store::StageRecord& stage) {
  for (Column& column : gap_columns(tile)) tile.columns.add(std::move(column));
  const auto order =
      ingest::spatial_order(tile.columns.get<double>("longitude"), tile.columns.get<double>("latitude"));
  for (Column& column : tile.columns.columns()) column = ingest::reordered(column, order);
  store.put_tile(
      {.stem = tile.stem,
       .level = tile.level,
       .component = tile.component,
       .source_file = delivery.filename().string(),
       .source_bytes = tile.source_bytes,
       .source_sha256 = tile.source_sha256},
      tile.axis, tile.columns,
      [&](std::size_t first_row, SeriesBlock& block) { fill_block(tile, order, first_row, block); }, stage);
}

/// mean_velocity by EGMS's formula (docs/science.md).
Column velocity_column(const ingest::Tile& tile) {
  constexpr std::size_t kPoints = 4096;
  features::VelocityFitter fitter(tile.axis);
  std::vector<const float*> pointers;
  std::vector<float> velocities;
  std::vector<std::uint32_t> order(tile.points());
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t first = 0; first < tile.points(); first += kPoints) {
    SeriesBlock block(tile.axis.size(), std::min(kPoints, tile.points() - first));
    fill_block(tile, order, first, block);
    std::vector<double> egms(block.points());
    std::vector<double> line(block.points());
    fitter.fit(block.view(pointers), egms, line);
    for (const double velocity : egms) velocities.push_back(static_cast<float>(velocity));
  }
  return {"mean_velocity", std::move(velocities)};
}

/// The first names of a long list.
std::string shortened(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 8;
  const auto shown = std::span(names).first(std::min(names.size(), kShown));
  return fmt::format("{}{}", fmt::join(shown, ", "), names.size() > kShown ? ", …" : "");
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
    if (!profile_file_.empty()) profile_ = ReadProfile(profile_file_);
    const auto deliveries = ingest::find_deliveries(inputs_);
    const auto& folder = session.options().store;
    if (session.options().dry_run) {
      for (const auto& delivery : deliveries)
        session.out() << fmt::format("would read {} into {}\n", delivery.string(), folder.string());
      return Exit::done;
    }
    store::Store store = store::Store::open_or_create(folder, session.options().resources());
    TileWork work(session);
    Progress progress = session.progress("ingest", "tiles", deliveries.size());
    for (const auto& delivery : deliveries) {
      ingest_one(session, store, work, delivery);
      progress.advance(1);
    }
    return work.finish();
  }

 private:
  void ingest_one(Session& session, store::Store& store, TileWork& work,
                  const std::filesystem::path& delivery) const {
    const std::string stem = delivery.stem().string();
    const store::TileRecord* known = store.find_tile(stem);
    if (known != nullptr && !session.options().overwrite && is_same_delivery(*known, delivery)) {
      work.up_to_date(stem);
      return;
    }
    work.attempt(stem, [&] {
      if (known != nullptr && !session.options().overwrite)
        throw Error(ErrorCode::already_exists, {.file = delivery.string()},
                    fmt::format("the store holds tile {} from another delivery{}", stem,
                                profile_ ? " or profile" : ""),
                    "Give --overwrite to replace it");
      ingest::Tile tile = read(session, delivery);
      const store::StageRecord stage = ingest_record(tile.source_sha256);
      const std::size_t points = tile.points();
      const std::size_t dates = tile.axis.size();
      store_tile(store, std::move(tile), delivery, stage);
      session.note(fmt::format("{}: {} points, {} dates", stem, points, dates));
    });
  }

  ingest::Tile read(Session& session, const std::filesystem::path& delivery) const {
    if (!profile_) return ingest::read_delivery(delivery);
    std::vector<std::string> left_out;
    ingest::Tile tile = ingest::read_profiled_table(delivery, profile_->profile, left_out);
    if (!left_out.empty())
      session.note(fmt::format("{}: {} columns are left out, the profile does not name them: {}", tile.stem,
                               left_out.size(), shortened(left_out)));
    if (tile.columns.find("mean_velocity") == nullptr) {
      session.note(fmt::format("{}: mean_velocity is computed from the series", tile.stem));
      tile.columns.add(velocity_column(tile));
    }
    return tile;
  }

  store::StageRecord ingest_record(const std::string& source_sha256) const {
    return {.stage = "ingest",
            .method_version = find_stage("ingest")->method_version,
            .options = profile_ ? fmt::format(R"({{"profile_sha256":"{}"}})", profile_->sha256) : "{}",
            .inputs = source_sha256};
  }

  bool is_same_delivery(const store::TileRecord& known, const std::filesystem::path& delivery) const {
    if (!std::filesystem::exists(delivery) || std::filesystem::file_size(delivery) != known.source_bytes)
      return false;
    const store::StageRecord* stage = known.stage("ingest");
    return stage != nullptr && *stage == ingest_record(ingest::source_sha256(delivery));
  }

  struct ReadProfile {
    explicit ReadProfile(const std::filesystem::path& file)
        : profile(read_profile(file)), sha256(ingest::source_sha256(file)) {}
    ingest::TableProfile profile;
    std::string sha256;  ///< of its file: another profile makes another tile
  };

  std::vector<std::string> inputs_;
  std::filesystem::path profile_file_;
  std::optional<ReadProfile> profile_;
};

}  // namespace

std::unique_ptr<Command> make_ingest() { return std::make_unique<IngestCommand>(); }

}  // namespace plumbline::cli
