// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/row_set.h"
#include "store/area.h"
#include "store/geo_metadata.h"
#include "store/store.h"

namespace plumbline::store {

/// A numeric column between two values, both included. A missing value is not between any two.
struct ColumnRange {
  std::string column;
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
};

/// A text column that is one of several texts; the empty text stands for a missing value.
struct ColumnIsOneOf {
  std::string column;
  std::vector<std::string> texts;
};

/// Which points: those for which everything holds. A column that a tile does not have is missing for all its
/// points.
struct PointFilter {
  std::vector<ColumnRange> ranges;
  std::vector<ColumnIsOneOf> one_of;
  const Area* area = nullptr;
};

/// The points of a tile that pass, and the box around them.
struct SelectedPoints {
  RowSet rows;
  GeographicBox box;
};

/// A column to read: its values are converted to `type`, and missing where the tile does not have it.
struct WantedColumn {
  std::string name;
  ColumnType type = ColumnType::float32;
};

/// Some rows of a tile, some of their columns, and their series at some dates, read piece by piece in the
/// order of the file: a few row groups are in memory at a time.
class RowReader {
 public:
  struct Source;
  explicit RowReader(std::unique_ptr<Source> source);
  RowReader(RowReader&&) noexcept;
  RowReader& operator=(RowReader&&) noexcept;
  ~RowReader();

  /// The next rows, up to 2,048: the wanted columns in their order, then one float32 column a date, named
  /// YYYYMMDD. False, and no rows, at the end.
  bool next(Table& rows);

 private:
  std::unique_ptr<Source> source_;
};

/// Reads parts of a store's tiles. The store must outlive it and not be changed meanwhile.
class PointReader {
 public:
  explicit PointReader(const Store& store);

  /// The points of a tile that pass. Reads only the row groups that can hold some.
  SelectedPoints select(std::string_view stem, const PointFilter& filter) const;
  /// The box around all points of a tile, from the footer of its file.
  GeographicBox extent(std::string_view stem) const;
  /// `rows` of a tile. Must not outlive this reader, nor `rows`.
  RowReader read(std::string_view stem, const RowSet& rows, std::vector<WantedColumn> columns,
                 std::vector<Date> dates) const;

 private:
  Store::State* store_;
};

}  // namespace plumbline::store
