// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/placed_file.h"
#include "core/table.h"
#include "core/time_axis.h"
#include "store/store.h"

namespace plumbline::cli {

/// What stitch and calibrate share: tiles that are made from tiles.

/// The columns of a tile as ingest left them: what later stages wrote is not handed on, since it was found
/// from other series.
std::vector<std::pair<std::string, ColumnType>> delivered_columns(const store::Store& store,
                                                                  std::string_view stem);

/// `count` missing values.
Column missing_column(std::string name, ColumnType type, std::size_t count);

/// Copies `from[rows[i]]` to `to[i]` where the row is not `absent`. Columns of different types are left
/// alone.
void gather(const Column& from, std::span<const std::uint32_t> rows, std::uint32_t absent, Column& to);

/// Replaces the column of this name, or adds it.
void put_column(Table& table, Column column);

/// The column of a tile that holds the motion of its reference model: gnss_velocity, or for L3 that of its
/// component.
std::string gnss_column(Component component);

/// A table that is in memory, for Store::put_table; it must outlive the result.
store::TableRows rows_of(const Table& table);

/// Throws Error(usage) when both are one folder: there every point would count twice.
void check_other_store(const std::filesystem::path& from, const std::filesystem::path& to);

/// Series put aside on disk, one row of numbers a point.
class SpilledSeries {
 public:
  SpilledSeries(const std::filesystem::path& folder, std::size_t row_length)
      : file_(PlacedFile::unnamed_in(folder)), row_length_(row_length) {}

  /// Makes `rows` rows that can be read; what is never written is 0 there.
  void make_room(std::size_t rows) {
    const float last = 0;
    write(rows - 1, row_length_ - 1, std::span(&last, 1));
  }
  /// Writes `values` into row `row`, from number `first` on.
  void write(std::size_t row, std::size_t first, std::span<const float> values) {
    file_.write((row * row_length_ + first) * sizeof(float), std::as_bytes(values));
  }
  /// Whole rows, one after the other.
  void read(std::size_t first_row, std::span<float> values) const {
    file_.read(first_row * row_length_ * sizeof(float), std::as_writable_bytes(values));
  }
  std::size_t row_length() const { return row_length_; }

 private:
  PlacedFile file_;
  std::size_t row_length_;
};

}  // namespace plumbline::cli
