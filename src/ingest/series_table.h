// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::ingest {

/// Some rows of a series table, in the order of the file.
struct SeriesRows {
  std::vector<std::string> pids;
  std::vector<float> series_mm;  ///< row after row, one value an acquisition; missing = NaN

  std::size_t size() const { return pids.size(); }
};

/// Any table (zip or CSV) with a column `pid`, holding any unique text, and columns of dates; other columns
/// are checked to be text or numbers and left out. It is read a few MiB of text at a time: beyond these,
/// memory holds the pids alone.
///
/// Throws as read_delivery does. Rows are parsed on all threads allowed; the result, and the first line that
/// is wrong, do not depend on how many there are.
class SeriesTable {
 public:
  /// Reads the header.
  explicit SeriesTable(const std::filesystem::path& file);
  ~SeriesTable();
  SeriesTable(const SeriesTable&) = delete;
  SeriesTable& operator=(const SeriesTable&) = delete;

  const TimeAxis& axis() const;
  /// Replaces `rows` by the next ones. False, and no rows, at the end.
  bool read(SeriesRows& rows);

  /// For progress: bytes of text read, and how many there are in all.
  std::uint64_t bytes_read() const;
  std::uint64_t total_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::ingest
