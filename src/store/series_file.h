// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/time_axis.h"
#include "store/store.h"

namespace plumbline::store {

/// Rows in a group of `_ts`: hundreds of columns of which a click wants one row. 20,480 rows (a multiple of
/// DuckDB's 2,048) keep that at one small read a column.
inline constexpr std::size_t kSeriesRowGroup = 20'480;

/// What the footer calls the program that wrote the file.
inline constexpr std::string_view kSeriesFileAuthor = "Plumbline";

struct SeriesFileContent {
  std::size_t rows = 0;
  const TimeAxis& axis;
  /// Fills `out` with the rows that start at `first_row`; its sizes say how many. Called in order.
  std::function<void(std::size_t first_row, SeriesRows& out)> read;
  std::map<std::string, std::string> metadata;  ///< key and value in the file's footer
  std::uint64_t memory_bytes = UINT64_MAX;      ///< for row groups that are under way; one always is
};

/// Writes the Parquet file of a tile's series: `pid`, and one float32 column an acquisition, named by its
/// date.
///
/// DuckDB writes every other Parquet file, but not this one: its dictionaries take 0.0 and -0.0 for one
/// value, and without dictionaries the file is 1.4 times as large and takes three times as long
/// (docs/file-format.md). The bytes do not depend on the number of threads. Memory: up to
/// three row groups. Syncs the file and returns its SHA-256.
std::string write_series_file(const std::filesystem::path& path, const SeriesFileContent& content);

}  // namespace plumbline::store
