// SPDX-License-Identifier: MIT
#pragma once

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

#include "core/table.h"
#include "store/duckdb_connection.h"
#include "store/store.h"

namespace plumbline::store {

/// The columns that a RowSource can deliver: those of a Table, a geometry, and the box around it.
enum class SourceType : std::uint8_t { float64, float32, int32, int64, text, flag, geometry, box };

struct SourceColumn {
  std::string name;
  SourceType type;
};

/// Rows of our memory for DuckDB to pull, in order, on one thread.
class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual std::vector<SourceColumn> columns() const = 0;
  virtual std::size_t rows() const = 0;
  /// Fills all columns of `chunk` with `count` rows (at most 2,048) that start at `first_row`.
  virtual void fill(std::size_t first_row, std::size_t count, duckdb_data_chunk chunk) = 0;
};

/// The columns of a table, and after them the geometry when `with_geometry`: then the table has the float64
/// columns longitude and latitude. The table must outlive the source.
class TableSource : public RowSource {
 public:
  TableSource(const Table& table, bool with_geometry);
  std::vector<SourceColumn> columns() const override;
  std::size_t rows() const override { return table_.rows(); }
  void fill(std::size_t first_row, std::size_t count, duckdb_data_chunk chunk) override;

 private:
  const Table& table_;
  std::span<const double> longitude_;  ///< empty without geometry
  std::span<const double> latitude_;
  bool with_geometry_;
};

/// Rows in a group of `_meta`, a multiple of DuckDB's 2,048. A group is what a reader can skip: about thirty
/// narrow columns; 61,440 rows are some 4 MB and a few kilometres on a side, about what a viewport asks for.
inline constexpr std::size_t kMetaRowGroup = 61'440;

struct ParquetOptions {
  std::size_t row_group_rows = kMetaRowGroup;
  std::map<std::string, std::string> metadata;  ///< key and value in the file's footer
};

/// Writes Parquet files of a database. The rows of the file are in the order of the source, and its bytes are
/// the same for any number of threads.
class ParquetWriter {
 public:
  /// Writers of one database that are used at the same time have different numbers.
  explicit ParquetWriter(const Database& database, std::size_t number = 0);
  /// Inside `select`, the table of the source's rows.
  std::string rows() const { return name_ + "()"; }
  std::string select_all() const { return "SELECT * FROM " + rows(); }
  /// Writes what `select` gives. Throws what the source throws, or Error(file_access) for the disk.
  void write(const std::filesystem::path& path, RowSource& source, const std::string& select,
             const ParquetOptions& options);

  /// What the table function works with while `write` runs.
  struct Slot {
    RowSource* source = nullptr;
    std::exception_ptr failure;
  };

 private:
  std::string name_;
  Connection connection_;
  std::unique_ptr<Slot> slot_;
};

/// As many writers as are used at the same time. A writer is some milliseconds' work to make.
class WriterPool {
 public:
  explicit WriterPool(const Database& database) : database_(database) {}
  /// For one thread that writes alone.
  ParquetWriter& first();
  void with_one(const std::function<void(ParquetWriter&)>& use);

 private:
  const Database& database_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<ParquetWriter>> all_;
  std::vector<ParquetWriter*> idle_;
};

}  // namespace plumbline::store
