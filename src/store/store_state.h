// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "store/duckdb_connection.h"
#include "store/durable_file.h"
#include "store/manifest.h"
#include "store/parquet_writer.h"
#include "store/series_lookup.h"
#include "store/series_visitor.h"
#include "store/store.h"
#include "store/transaction.h"

namespace plumbline::store {

/// Path of a file of a store. Throws Error(bad_store) when it is not there or has another size than the list
/// says.
std::filesystem::path checked_file(const std::filesystem::path& folder, const FileRecord& file);

struct Store::State {
  struct TileBeingWritten;
  State(std::filesystem::path folder, const Resources& resources);

  std::filesystem::path folder;
  Resources resources;
  Database database;
  SeriesVisitor visitor;
  Manifest manifest;
  std::string manifest_text;  ///< as it was read or written last; empty for a store that is still to be made
  FileLock lock;              ///< taken by the first change
  WriterPool writers;
  std::mutex tiles_mutex;  ///< of changes by `put_tile`
  std::size_t tiles_being_written = 0;
  std::mutex lookups_mutex;
  std::map<std::string, std::shared_ptr<const SeriesLookup>> lookups;  ///< by the sum of the file

  /// Reads the manifest; a folder without one is an empty store.
  void load();
  /// Takes the lock, and makes sure that nothing has changed since `load`. Call before every change.
  void prepare_to_write();
  /// Writes the `_meta` of a tile with these columns added or replaced to `part`, and says what it is. May
  /// be called for different tiles at the same time.
  FileRecord write_columns(const TileRecord& tile, const Table& columns, const std::filesystem::path& part);
  /// Writes a Parquet file of rows that are made while it is written.
  void write_rows(const std::filesystem::path& path, const TableRows& rows, const ParquetOptions& options);
  /// Writes both files of a tile, side by side. May be called for different tiles at the same time.
  void put_tile(const TileDescription& description, const TimeAxis& axis, RowSource& points,
                const GeographicBox& box,
                const std::function<void(std::size_t first_row, SeriesRows& out)>& read_series,
                const StageRecord& stage);
  /// Settles a change: its files and `next`, on the disk and here.
  void commit(Transaction& transaction, Manifest next);
  /// The record of a tile. Throws Error(not_found).
  const TileRecord& tile(std::string_view stem) const;
  /// For single rows of a tile's series; nothing for a file that another program wrote. Its footer is read
  /// once.
  std::shared_ptr<const SeriesLookup> lookup(const TileRecord& tile);
  std::filesystem::path checked_path(const FileRecord& file) const { return checked_file(folder, file); }
};

/// `read_parquet('path')`, geometry as plain bytes.
std::string read_parquet(const std::filesystem::path& path, std::string_view options = {});
/// For a statement that reads a file of the store: the file is to blame.
Blame damaged(const std::filesystem::path& path);

struct FileColumn {
  std::string name;
  std::string type;  ///< DuckDB's name
};
/// Throws Error(bad_header) for names that a store cannot hold together.
void check_names(const Table& table);
/// Throw Error(bad_store) where a series is not float32, or the rows are not as many as the manifest says.
void check_series_types(Result& result, const std::filesystem::path& file);
void check_points(std::size_t read, std::size_t expected, const std::filesystem::path& file);
/// All columns of a Parquet file, in order.
std::vector<FileColumn> columns_of_file(const Connection& connection, const std::filesystem::path& path);

}  // namespace plumbline::store
