// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "core/placed_file.h"
#include "core/table.h"
#include "ingest/packed_series.h"

namespace plumbline::ingest {

/// Where a row goes: along the curve, ties by its place in the file.
struct RowPlace {
  std::uint64_t key = 0;
  std::uint32_t row = 0;
  friend auto operator<=>(const RowPlace&, const RowPlace&) = default;
};

/// Some rows, in order of their places.
struct RowFrame {
  std::vector<RowPlace> places;
  std::vector<Column> columns;
  std::vector<std::int16_t> tenths;  ///< series as in PackedSeries, point after point; may be empty
  std::vector<float> values_mm;

  PackedSeries series() const { return {tenths, values_mm}; }
};

/// Sorted runs of rows in one spill file, to be merged. Frames hold a few hundred rows.
class SpilledRows {
 public:
  explicit SpilledRows(const std::filesystem::path& folder) : file_(PlacedFile::unnamed_in(folder)) {}

  void begin_run() { runs_.emplace_back(); }
  /// Adds rows to the last run; they come after those that it has.
  void add(const RowFrame& frame);
  bool empty() const { return runs_.empty(); }

 private:
  friend class MergedRows;
  struct Frame {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
  };
  PlacedFile file_;
  std::uint64_t size_ = 0;
  std::vector<std::vector<Frame>> runs_;
};

/// All rows of all runs in order of their places. Memory: one frame a run.
class MergedRows {
 public:
  /// `rows` must outlive this; `shape` has the types of the columns.
  MergedRows(const SpilledRows& rows, std::vector<Column> shape);

  /// The next row: a frame and the number of a row in it, valid until the next call. There must be one.
  std::pair<const RowFrame*, std::size_t> next();

 private:
  struct Run {
    RowFrame frame;
    std::size_t at = 0;          ///< row of `frame`
    std::size_t next_frame = 0;  ///< to be read
  };
  bool advance(std::size_t run);
  bool later(std::size_t a, std::size_t b) const;

  const SpilledRows& rows_;
  std::vector<Column> shape_;
  std::vector<Run> runs_;
  std::vector<std::size_t> heap_;  ///< runs that have rows, the one with the first row on top
  bool top_is_used_ = false;
};

}  // namespace plumbline::ingest
