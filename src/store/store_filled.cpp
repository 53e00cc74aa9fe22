// SPDX-License-Identifier: MIT
// Series with their gaps filled, beside the originals.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "store/series_file.h"
#include "store/series_visitor.h"
#include "store/store.h"
#include "store/store_state.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr char kFilledMark = '1';
constexpr char kOtherMark = '0';

/// The rows of `<stem>_ts.parquet` in order, filled while they are written.
class FilledRows {
 public:
  FilledRows(const Connection& connection, const fs::path& file, const TileRecord& tile,
             const SeriesFiller& fill)
      : tile_(tile),
        fill_(fill),
        names_(date_names(tile.axis)),
        result_(connection.stream(
            fmt::format("SELECT pid, {} FROM {}", name_list(names_), read_parquet(file)), {}, damaged(file))),
        series_(tile.axis.size()) {
    check_types(file);
  }

  /// The next rows, as the columns of the new file.
  Table next(std::size_t count) {
    SeriesBlock block(names_.size(), count);
    std::vector<std::string> pids(count);
    read(block, pids);
    const SeriesBlock original = block;
    std::vector<std::uint8_t> filled(names_.size() * count, 0);
    if (count != 0) fill_(block, filled);
    std::vector<std::int32_t> n_filled(count, 0);
    std::vector<std::string> masks(count, std::string(names_.size(), kOtherMark));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      for (std::size_t point = 0; point < count; ++point) {
        const bool is_filled = filled[i * count + point] != 0;
        check(original.acquisition(i)[point], std::as_const(block).acquisition(i)[point], is_filled);
        if (!is_filled) continue;
        ++n_filled[point];
        masks[point][i] = kFilledMark;
      }
    }
    Table table;
    table.add({"pid", std::move(pids)});
    table.add({"n_filled", std::move(n_filled)});
    table.add({"filled", std::move(masks)});
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const std::span<const float> values = std::as_const(block).acquisition(i);
      table.add({names_[i], std::vector<float>(values.begin(), values.end())});
    }
    return table;
  }

 private:
  void check_types(const fs::path& file) {
    for (std::size_t i = 1; i < result_.columns(); ++i) {
      if (result_.type(i) != DUCKDB_TYPE_FLOAT)
        throw Error(ErrorCode::bad_store, {.file = file.string(), .column = result_.name(i)},
                    "the series of this date are not float32");
    }
  }

  void read(SeriesBlock& block, std::vector<std::string>& pids) {
    for (std::size_t row = 0; row < block.points();) {
      if (used_ == chunk_.size()) take_chunk();
      const std::size_t count = std::min(block.points() - row, chunk_.size() - used_);
      const SeriesBlockView view = series_.view(count);
      for (std::size_t i = 0; i < names_.size(); ++i)
        std::copy_n(view.acquisitions[i], count,
                    block.acquisition(i).begin() + static_cast<std::ptrdiff_t>(row));
      std::copy_n(chunk_.begin() + static_cast<std::ptrdiff_t>(used_), count,
                  pids.begin() + static_cast<std::ptrdiff_t>(row));
      series_.skip(count);
      used_ += count;
      row += count;
    }
  }

  void take_chunk() {
    held_.emplace(result_.next());
    if (!*held_ || held_->rows() == 0)
      throw Error(ErrorCode::bad_store, {.file = tile_.series.path},
                  "the file has fewer rows than the store's list says");
    chunk_.clear();
    for (std::size_t row = 0; row < held_->rows(); ++row) chunk_.emplace_back(held_->text(0, row));
    series_.take(held_->get(), 1);
    used_ = 0;
  }

  /// Fills belong into gaps alone: whatever was there stays, to the bit.
  void check(float before, float after, bool is_filled) const {
    const bool kept =
        std::memcmp(&before, &after, sizeof before) == 0 || (std::isnan(before) && std::isnan(after));
    if (is_filled ? !std::isnan(before) || !std::isfinite(after) : !kept)
      throw Error(ErrorCode::internal, {.file = tile_.stem},
                  "a value was changed that is no gap, or a gap was not filled");
  }

  const TileRecord& tile_;
  const SeriesFiller& fill_;
  std::vector<std::string> names_;
  Result result_;
  ChunkSeries series_;
  std::optional<Chunk> held_;       ///< what series_ looks into
  std::vector<std::string> chunk_;  ///< its pids
  std::size_t used_ = 0;            ///< rows of it that were handed on
};

std::string filled_name(const std::string& stem) { return "processed/" + stem + "_filled.parquet"; }

std::string filled_metadata(const TileRecord& tile) {
  return nlohmann::json{{"format_version", kFormatVersion},
                        {"content", "filled_series"},
                        {"stem", tile.stem},
                        {"level", name_of(tile.level)},
                        {"component", name_of(tile.component)},
                        {"source_sha256", tile.source_sha256},
                        {"unit", "mm"}}
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void Store::put_filled(std::string_view stem, const SeriesFiller& fill, const StageRecord& stage) {
  state_->prepare_to_write();
  TileRecord tile = state_->tile(stem);
  const fs::path file = state_->checked_path(tile.series);
  Transaction transaction(state_->folder);
  const std::string name = filled_name(tile.stem);
  const Connection connection = state_->database.connect();
  FilledRows filled(connection, file, tile, fill);
  const TableRows rows{tile.points, [&](std::size_t, std::size_t count) { return filled.next(count); }};
  state_->write_rows(transaction.part(name), rows, {kSeriesRowGroup, {{"plumbline", filled_metadata(tile)}}});
  tile.filled = transaction.finish(name);
  put_stage(tile.stages, stage);
  Manifest next = state_->manifest;
  put_tile_record(next, std::move(tile));
  state_->commit(transaction, std::move(next));
}

void Store::drop_filled(std::string_view stem, const StageRecord& stage) {
  state_->prepare_to_write();
  TileRecord tile = state_->tile(stem);
  tile.filled.reset();
  put_stage(tile.stages, stage);
  Transaction transaction(state_->folder);
  Manifest next = state_->manifest;
  put_tile_record(next, std::move(tile));
  state_->commit(transaction, std::move(next));
}

}  // namespace plumbline::store
