// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <duckdb.h>

#include "core/error.h"

namespace plumbline::store {

/// What the user is told when a statement fails: whose fault it is, in which file, what to do.
struct Blame {
  ErrorCode code = ErrorCode::internal;
  std::string file;
  std::string advice;
};

/// Rows as column vectors, at most duckdb_vector_size() (2,048) of them. Owns its memory.
class Chunk {
 public:
  Chunk() = default;
  explicit Chunk(duckdb_data_chunk chunk) : chunk_(chunk) {}
  Chunk(Chunk&& other) noexcept : chunk_(std::exchange(other.chunk_, nullptr)) {}
  Chunk& operator=(Chunk&& other) noexcept {
    std::swap(chunk_, other.chunk_);
    return *this;
  }
  ~Chunk() { duckdb_destroy_data_chunk(&chunk_); }

  explicit operator bool() const { return chunk_ != nullptr; }
  duckdb_data_chunk get() const { return chunk_; }
  std::size_t rows() const { return duckdb_data_chunk_get_size(chunk_); }

  template <typename T>
  std::span<const T> values(std::size_t column) const {
    return {static_cast<const T*>(duckdb_vector_get_data(vector(column))), rows()};
  }
  /// Whether no row of the column is NULL.
  bool complete(std::size_t column) const;
  bool is_null(std::size_t column, std::size_t row) const;
  /// Of a VARCHAR or BLOB column; valid as long as the chunk.
  std::string_view text(std::size_t column, std::size_t row) const;

 private:
  duckdb_vector vector(std::size_t column) const { return duckdb_data_chunk_get_vector(chunk_, column); }
  duckdb_data_chunk chunk_ = nullptr;
};

/// Result of a statement, fetched piece by piece; only a few chunks are in memory at a time.
class Result {
 public:
  Result(duckdb_result result, Blame blame) : result_(result), blame_(std::move(blame)) {}
  Result(Result&& other) noexcept
      : result_(std::exchange(other.result_, duckdb_result{})), blame_(std::move(other.blame_)) {}
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  ~Result() { duckdb_destroy_result(&result_); }

  std::size_t columns() { return duckdb_column_count(&result_); }
  std::string name(std::size_t column) { return duckdb_column_name(&result_, column); }
  duckdb_type type(std::size_t column) { return duckdb_column_type(&result_, column); }
  /// The next rows; an empty Chunk after the last.
  Chunk next();

 private:
  duckdb_result result_;
  Blame blame_;
};

/// A value bound to a `?` of a statement.
using Parameter = std::variant<std::string, std::int64_t>;

/// A prepared statement of a connection, which must outlive it.
class Statement {
 public:
  explicit Statement(duckdb_prepared_statement statement) : statement_(statement) {}
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { duckdb_destroy_prepare(&statement_); }

  duckdb_prepared_statement get() const { return statement_; }
  duckdb_statement_type type() const { return duckdb_prepared_statement_type(statement_); }

 private:
  duckdb_prepared_statement statement_;
};

/// A connection. One result may be open at a time; connections are cheap, so nested work takes another one.
class Connection {
 public:
  explicit Connection(duckdb_connection connection) : connection_(connection) {}
  Connection(Connection&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { duckdb_disconnect(&connection_); }

  duckdb_connection get() const { return connection_; }

  /// Runs a statement to its end and drops its result.
  void run(const std::string& sql, const Blame& blame) const;
  Statement prepare(const std::string& sql, const Blame& blame) const;
  Result stream(const Statement& statement, const Blame& blame) const;
  Result stream(const std::string& sql, std::span<const Parameter> parameters, const Blame& blame) const;

 private:
  duckdb_connection connection_;
};

/// An option of DuckDB for the whole database: name and value.
using Setting = std::pair<std::string, std::string>;

/// A database in memory: the engine that reads and writes the Parquet files. Never loads an extension.
class Database {
 public:
  /// `threads` 0 = all processors; `memory_limit_bytes` 0 = a quarter of the machine's memory. What does not
  /// fit is put into a folder of the system's temporary files.
  Database(std::size_t threads, std::uint64_t memory_limit_bytes, std::span<const Setting> settings);
  Connection connect() const;

 private:
  struct Close {
    void operator()(duckdb_database database) const { duckdb_close(&database); }
  };
  std::unique_ptr<_duckdb_database, Close> database_;
};

/// `"name"` and `'text'` as SQL writes them.
std::string sql_name(std::string_view name);
std::string sql_text(std::string_view text);

}  // namespace plumbline::store
