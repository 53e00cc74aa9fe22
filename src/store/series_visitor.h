// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include <duckdb.h>

#include "core/series_block.h"
#include "core/time_axis.h"
#include "store/duckdb_connection.h"

namespace plumbline::store {

/// The names of the columns of `_ts`, in order of time, and the same as SQL lists them.
std::vector<std::string> date_names(const TimeAxis& axis);
std::string name_list(std::span<const std::string> names);

/// The float32 columns of a DuckDB chunk as a block: those without NULL are used where they lie, others are
/// copied with NaN in place of NULL.
class ChunkSeries {
 public:
  explicit ChunkSeries(std::size_t acquisitions) : pointers_(acquisitions), filled_(acquisitions) {}

  /// Acquisition i is column `first_column` + i.
  void take(duckdb_data_chunk chunk, std::size_t first_column = 0);
  /// Moves the start of all columns.
  void skip(std::size_t rows) {
    for (const float*& pointer : pointers_) pointer += rows;
  }
  SeriesBlockView view(std::size_t points) const { return {pointers_, points}; }

 private:
  std::vector<const float*> pointers_;
  std::vector<std::vector<float>> filled_;
};

/// Rows [begin, end) of a file.
struct RowRange {
  std::size_t begin;
  std::size_t end;
};

/// Hands the series of a file to a body on DuckDB's own threads, as the argument of an SQL function: row
/// groups are read side by side, nothing is copied or put in order, and there are no threads beside DuckDB's.
class SeriesVisitor {
 public:
  using Body = std::function<void(std::size_t first_row, const SeriesBlockView& block)>;

  explicit SeriesVisitor(const Database& database);

  /// Calls `body` concurrently, with up to 2,048 consecutive rows each time, in no order: the series at the
  /// dates of `axis`, which the file has. Returns the number of rows. Rethrows what a body threw. With
  /// `ranges`, these rows only; DuckDB does not read row groups that lie outside. Several visits may go on at
  /// a time.
  std::size_t visit(const std::filesystem::path& file, const TimeAxis& axis, const Body& body,
                    std::span<const RowRange> ranges = {});

  /// What the SQL function works with during one visit.
  struct Visit {
    const Body& body;
    std::size_t acquisitions;
    const std::filesystem::path& file;
    std::atomic<std::size_t> rows = 0;
    std::mutex mutex;  ///< guards `failure`
    std::exception_ptr failure;
  };
  /// The visits that go on, by the number that their SQL names.
  struct Visits {
    std::mutex mutex;
    std::int64_t last_number = 0;
    std::map<std::int64_t, Visit*> by_number;
  };

 private:
  const Database& database_;
  std::unique_ptr<Visits> visits_;
};

}  // namespace plumbline::store
