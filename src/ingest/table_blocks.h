// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/byte_source.h"
#include "ingest/row_parser.h"
#include "ingest/table_header.h"

namespace plumbline::ingest {

/// Consecutive rows of a table: its columns (unknown ones as text; for a delivery, derived ones at the end)
/// and its series, point after point.
class RowBlock {
 public:
  std::size_t first_row = 0;
  std::size_t rows = 0;
  std::vector<Column> columns;
  std::vector<float> series_mm;

  std::span<const float> series(std::size_t row) const {
    const std::size_t acquisitions = series_mm.size() / rows;
    return std::span(series_mm).subspan(row * acquisitions, acquisitions);
  }
  bool has(std::string_view name) const { return find(name) != columns.end(); }
  /// Of a column that is there and has this type.
  template <typename T>
  std::span<const T> values(std::string_view name) const {
    return std::get<std::vector<T>>(find(name)->values);
  }

 private:
  std::vector<Column>::const_iterator find(std::string_view name) const {
    return std::ranges::find(columns, name, &Column::name);
  }
};

/// What is found out about the unknown columns while their values go by.
struct UnknownColumn {
  std::size_t column = 0;  ///< its number
  bool is_number = true;
  bool fits_float = true;

  /// Takes note of values.
  void look_at(std::span<const std::string> texts);
  /// The values as the type that all values of the column allow.
  ColumnValues typed(const std::vector<std::string>& texts) const;
};

struct TableFacts {
  TableHeader header;
  std::size_t rows = 0;
  std::vector<UnknownColumn> unknown;
};

/// Reads the text of a whole table block by block. First `begin` is called with the header; then `work` for
/// each block, on all threads allowed, side by side; and `take`, one block after the other in order, which
/// may move columns out of the block (its series are used again for a later one). Memory: a few blocks of
/// about a megabyte of text a thread, and the index of the pids. The first line that is wrong does not depend
/// on the threads.
TableFacts read_table_blocks(ByteStream& stream, const TableName& name, TableShape shape,
                             const std::function<void(const TableHeader& header)>& begin,
                             const std::function<void(RowBlock& block)>& work,
                             const std::function<void(RowBlock& block)>& take);

}  // namespace plumbline::ingest
