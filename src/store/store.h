// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery_name.h"
#include "core/disagreement.h"
#include "core/point_id.h"
#include "core/series_block.h"
#include "core/table.h"
#include "core/time_axis.h"

namespace plumbline::store {

/// What DuckDB may use. 0 = all processors; a quarter of the machine's memory.
struct Resources {
  std::size_t threads = 0;
  std::uint64_t memory_limit_bytes = 0;

  /// The limit, when it is 0 the quarter.
  std::uint64_t memory_bytes() const;
};

/// One stage that was done, as the manifest keeps it: enough to know whether doing it again would change
/// anything.
struct StageRecord {
  std::string stage;
  int method_version = 1;
  std::string options;  ///< effective options as one line of JSON, keys sorted
  std::string inputs;   ///< fingerprint of what it was computed from (a source's SHA-256, earlier stages)

  /// Sixteen hexadecimal digits of a SHA-256 over all of the above.
  std::string fingerprint() const;
  friend bool operator==(const StageRecord&, const StageRecord&) = default;
};

/// A file of the store, relative to its folder.
struct FileRecord {
  std::string path;
  std::uint64_t bytes = 0;
  std::string sha256;
};

/// What a tile is, before it is stored.
struct TileDescription {
  std::string stem;  ///< names its files: <stem>_meta.parquet, <stem>_ts.parquet
  Level level = Level::L2b;
  Component component = Component::line_of_sight;
  std::string source_file;  ///< name of the delivery, without folder
  std::uint64_t source_bytes = 0;
  std::string source_sha256;
  std::vector<Disagreement> disagreements = {};  ///< found in the delivery when it was read
};

/// What the manifest says of a stored tile.
struct TileRecord : TileDescription {
  std::size_t points = 0;
  TimeAxis axis;
  FileRecord meta;
  FileRecord series;
  std::optional<FileRecord> filled;  ///< the series with their gaps filled, where `correct` wrote them
  std::vector<StageRecord> stages;

  /// The record of a stage, or nothing.
  const StageRecord* stage(std::string_view name) const;
};

/// Fills `block` with the series of the rows that start at `first_row`; the block's size says how many.
using SeriesReader = std::function<void(std::size_t first_row, SeriesBlock& block)>;

/// Fills gaps in a block of series, missing = NaN, in place, and marks what it filled: `filled` starts as 0
/// and is laid out as the values are, one place an acquisition and point.
using SeriesFiller = std::function<void(SeriesBlock& block, std::span<std::uint8_t> filled)>;

/// Some rows of `_ts`: their ids and their series.
struct SeriesRows {
  std::vector<std::string> pids;
  SeriesBlock values_mm;
};

/// West, south, east, north in degrees.
struct GeographicBox {
  double west = 0;
  double south = 0;
  double east = 0;
  double north = 0;
  bool empty = true;
};

/// A tile that is too large to hold as a whole. Both functions are called in order of the rows, each from one
/// thread at a time, but side by side with the other.
struct TileRows {
  std::size_t points = 0;
  GeographicBox box;  ///< around all points
  /// Rows `first` to `first + count` of `_meta`, as `put_tile` takes them; also for no rows.
  std::function<Table(std::size_t first, std::size_t count)> meta;
  /// Fills `out`; its sizes say how many rows.
  std::function<void(std::size_t first_row, SeriesRows& out)> series;
};

/// The rows of a table that is too long to hold as a whole.
struct TableRows {
  std::size_t rows = 0;
  /// Rows `first` to `first + count`. The columns are the same for any rows, also for none.
  std::function<Table(std::size_t first, std::size_t count)> make;
};

/// New columns of a tile, and the stage that made them.
struct ColumnUpdate {
  std::string stem;
  Table columns;
  StageRecord stage;
};

/// The series of one point.
struct PointSeries {
  std::string stem;
  std::size_t row = 0;
  TimeAxis axis;
  std::vector<float> values_mm;  ///< missing = NaN
};

/// A folder with tiles (docs/file-format.md). Every change writes beside the target, syncs, renames, and then
/// does the same to the manifest, so a run that is cut off leaves the old state whole. One process may write
/// at a time: the lock is taken by the first change and kept, a second writer gets Error(file_access). Any
/// number may read. The const functions may be called from several threads while nothing is changed.
class Store {
 public:
  static bool exists(const std::filesystem::path& folder);
  /// Makes the folder when it is not there. Throws Error(file_access).
  static Store open_or_create(const std::filesystem::path& folder, const Resources& resources = {});
  /// Throws Error(file_missing) when there is no store, Error(bad_store) when the manifest cannot be read.
  static Store open(const std::filesystem::path& folder, const Resources& resources = {});

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  const std::filesystem::path& folder() const;
  const Resources& resources() const;  ///< as they were asked for

  /// Tiles in order of their stem.
  const std::vector<TileRecord>& tiles() const;
  const TileRecord* find_tile(std::string_view stem) const;

  /// Writes the pair of Parquet files. `meta` holds one row a point with `pid` first and the columns
  /// `longitude` and `latitude`; geometry and bbox are added here. Replaces a tile of the same stem.
  void put_tile(const TileDescription& description, const TimeAxis& axis, const Table& meta,
                const SeriesReader& series, const StageRecord& stage);
  /// The same for rows that are made while they are written.
  void put_tile(const TileDescription& description, const TimeAxis& axis, const TileRows& rows,
                const StageRecord& stage);

  /// Reads whole columns of `<stem>_meta.parquet`, in file order. Throws Error(missing_stage) for a name that
  /// is not there.
  Table read_columns(std::string_view stem, std::span<const std::string> names) const;
  /// Names and types of the plain columns (geometry and bbox left out).
  std::vector<std::pair<std::string, ColumnType>> column_names(std::string_view stem) const;

  /// Adds or replaces columns of `<stem>_meta.parquet`; every other column and the row order stay.
  void replace_columns(std::string_view stem, const Table& columns, const StageRecord& stage);
  /// The same for different tiles, written side by side and settled as one change. A tile that fails stays as
  /// it was and does not stop the others: its place in the answer holds what was thrown. Memory: one row
  /// group of
  /// `_meta` a thread.
  std::vector<std::exception_ptr> replace_columns(std::span<const ColumnUpdate> updates);

  /// Writes `<stem>_filled.parquet`: pid, number of values filled, mask, and the series as `fill` leaves
  /// them, in the order of the tile. The series themselves are only read. Replaces an earlier file. `fill` is
  /// called with consecutive blocks. Throws Error(internal) when it changes a value without marking it.
  /// Memory: some row groups.
  void put_filled(std::string_view stem, const SeriesFiller& fill, const StageRecord& stage);
  /// Records that a tile has nothing to fill, and removes a file of filled series that it has.
  void drop_filled(std::string_view stem, const StageRecord& stage);

  /// Calls `body` with consecutive blocks of series, in file order, on the calling thread. Blocks hold up to
  /// `block_points` points. `body` may use `block` only during the call.
  void scan_series(
      std::string_view stem, std::size_t block_points,
      const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const;

  /// Calls `body` with blocks of up to 2,048 consecutive series, in no order, concurrently from as many
  /// threads as `Resources` allows (DuckDB's own; there are no others): the fast way to read a tile. What a
  /// body throws ends the scan and is rethrown. Memory: a few row groups a thread. Several such scans may go
  /// on at a time.
  void scan_series_in_parallel(
      std::string_view stem,
      const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const;

  /// The same for the parts of the file that hold one of `rows` (ascending, no row twice): its row groups,
  /// so `body` also sees rows that are near one of them. Parts without any are not read.
  void scan_series_near(
      std::string_view stem, std::span<const std::uint32_t> rows,
      const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const;
  /// The same at some of the tile's dates; the others are not read.
  void scan_series_near(
      std::string_view stem, std::span<const std::uint32_t> rows, const TimeAxis& dates,
      const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const;

  /// The series with this pid. `stem` picks a tile where several hold the pid (east and up, one release and
  /// the next); otherwise the one that is preferred does (dataset.h). Nothing when no tile holds it.
  std::optional<PointSeries> read_series(const PointId& pid, std::string_view stem = {}) const;

  /// The series in this row of a tile, and its pid. Nothing beyond the last row, or for a tile that is not
  /// there.
  std::optional<std::pair<PointSeries, PointId>> read_series_of_row(std::string_view stem,
                                                                    std::size_t row) const;

  /// Store-wide results (polygons, index). `write` gets a path beside the final one; the file is then synced,
  /// renamed to `name` and recorded together with `stage`.
  void put_file(std::string_view name, const StageRecord& stage,
                const std::function<void(const std::filesystem::path& beside)>& write);
  /// The same for a table in Parquet (`name` ends in .parquet), whose rows are made while they are written.
  void put_table(std::string_view name, const StageRecord& stage, const TableRows& rows);
  /// Reads columns of such a table, in file order: the rows whose text in `column` is `text`. Nothing where
  /// the store does not have it.
  std::optional<Table> read_table(std::string_view name, std::span<const std::string> columns,
                                  std::string_view column, const std::string& text) const;
  const StageRecord* stage(std::string_view name) const;  ///< of a store-wide stage
  const FileRecord* find_file(std::string_view name) const;

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  friend class PointReader;
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::store
