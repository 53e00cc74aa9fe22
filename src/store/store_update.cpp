// SPDX-License-Identifier: MIT
// Columns of tiles that are there: the half of Store that the stages write with.
#include <exception>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "parallel/thread_loop.h"
#include "store/durable_file.h"
#include "store/geo_metadata.h"
#include "store/parquet_splice.h"
#include "store/store.h"
#include "store/store_state.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

// Names are compared as SQL does, and what identifies a point stays.
void check_replacement(const std::vector<FileColumn>& old_columns, const Table& columns) {
  for (const char* fixed : {"pid", "longitude", "latitude"}) {
    if (columns.find(fixed) != nullptr)
      throw Error(ErrorCode::internal, {.column = fixed}, "this column of a tile never changes");
  }
  Table all;
  std::vector<Column> names;
  for (const FileColumn& column : old_columns) {
    if (column.name != kGeometryColumn && column.name != kBoxColumn && columns.find(column.name) == nullptr)
      all.add(make_column(column.name, ColumnType::flag));
  }
  for (const Column& column : columns.columns()) all.add(make_column(column.name, ColumnType::flag));
  check_names(all);
}

/// Takes a file away that was needed for a while.
struct Temporary {
  fs::path path;
  ~Temporary() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

}  // namespace

FileRecord Store::State::write_columns(const TileRecord& tile, const Table& columns, const fs::path& part) {
  if (columns.rows() != tile.points)
    throw Error(ErrorCode::internal, {.file = tile.stem},
                fmt::format("{} rows for a tile of {} points", columns.rows(), tile.points));
  const fs::path file = checked_path(tile.meta);
  check_replacement(columns_of_file(database.connect(), file), columns);
  // What is not decoded must not get a new checksum over damage.
  if (sha256_of_file(file) != tile.meta.sha256)
    throw Error(ErrorCode::bad_store, {.file = file.string()}, "the file is not what was written",
                "Ingest the delivery again with --overwrite");
  TableSource source(columns, false);
  const Temporary beside{fs::path(part).replace_extension(".columns.part")};
  writers.with_one([&](ParquetWriter& writer) {
    writer.write(beside.path, source, writer.select_all(), {kMetaRowGroup, {}});
  });
  std::string sum = splice_columns(file, beside.path, part);
  return {tile.meta.path, fs::file_size(part), std::move(sum)};
}

void Store::replace_columns(std::string_view stem, const Table& columns, const StageRecord& stage) {
  state_->prepare_to_write();
  TileRecord tile = state_->tile(stem);
  Transaction transaction(state_->folder);
  tile.meta = state_->write_columns(tile, columns, transaction.part(tile.meta.path));
  put_stage(tile.stages, stage);
  Manifest next = state_->manifest;
  put_tile_record(next, std::move(tile));
  state_->commit(transaction, std::move(next));
}

std::vector<std::exception_ptr> Store::replace_columns(std::span<const ColumnUpdate> updates) {
  state_->prepare_to_write();
  std::vector<TileRecord> tiles;
  std::vector<fs::path> parts;
  std::set<std::string_view> stems;
  Transaction transaction(state_->folder);
  for (const ColumnUpdate& update : updates) {
    tiles.push_back(state_->tile(update.stem));
    if (!stems.insert(update.stem).second)
      throw Error(ErrorCode::internal, {.file = update.stem}, "two updates of one tile");
    parts.push_back(transaction.part(tiles.back().meta.path));
  }
  std::vector<std::exception_ptr> failures(updates.size());
  parallel_ranges(updates.size(), 1, [&](std::size_t i, std::size_t) {
    try {
      tiles[i].meta = state_->write_columns(tiles[i], updates[i].columns, parts[i]);
    } catch (...) {
      failures[i] = std::current_exception();
    }
  });
  Manifest next = state_->manifest;
  for (std::size_t i = 0; i < updates.size(); ++i) {
    if (failures[i]) {
      transaction.abandon(tiles[i].meta.path);
    } else {
      put_stage(tiles[i].stages, updates[i].stage);
      put_tile_record(next, std::move(tiles[i]));
    }
  }
  state_->commit(transaction, std::move(next));
  return failures;
}

}  // namespace plumbline::store
