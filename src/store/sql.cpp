// SPDX-License-Identifier: MIT
#include "store/sql.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "store/duckdb_connection.h"

namespace plumbline::store {
namespace {

const Blame kUser{ErrorCode::usage, {}, {}};
const Blame kOurs{ErrorCode::internal, {}, {}};

// A view over one file of each tile, with the stem in front. `ending` is what follows the stem in a file
// name.
std::string view_over(std::string_view name, std::span<const std::string> files, std::string_view ending) {
  if (files.empty())
    return fmt::format("CREATE VIEW {} AS SELECT NULL::VARCHAR AS tile, NULL::VARCHAR AS pid WHERE false",
                       name);
  std::string list;
  for (const std::string& file : files) list += (list.empty() ? "" : ", ") + sql_text(file);
  return fmt::format(
      "CREATE VIEW {} AS SELECT left(parse_filename(filename), -{}) AS tile, * EXCLUDE (filename) "
      "FROM read_parquet([{}], union_by_name = true, filename = true)",
      name, ending.size(), list);
}

// The tables of the whole store that stages have written, by name.
std::vector<std::pair<std::string, std::string>> store_tables(const Store& store) {
  std::vector<std::pair<std::string, std::string>> tables;
  for (const std::string name : {"clusters_series", "stitch_joins", "stitch_dates", "calibrate_controls"}) {
    if (const FileRecord* file = store.find_file(name + ".parquet"))
      tables.emplace_back(name, std::filesystem::absolute(store.folder() / file->path).string());
  }
  return tables;
}

void create_views(const Store& store, const Connection& connection) {
  std::vector<std::string> meta;
  std::vector<std::string> series;
  std::vector<std::string> filled;
  for (const TileRecord& tile : store.tiles()) {
    meta.push_back((store.folder() / tile.meta.path).string());
    series.push_back((store.folder() / tile.series.path).string());
    if (tile.filled) filled.push_back((store.folder() / tile.filled->path).string());
  }
  const Blame blame{ErrorCode::bad_store, store.folder().string(),
                    "Ingest the delivery again with --overwrite"};
  connection.run(view_over("all_metadata", meta, "_meta.parquet"), blame);
  connection.run(view_over("all_timeseries", series, "_ts.parquet"), blame);
  if (!filled.empty()) connection.run(view_over("all_filled", filled, "_filled.parquet"), blame);
  for (const auto& [name, file] : store_tables(store))
    connection.run(fmt::format("CREATE VIEW {} AS SELECT * FROM read_parquet({})", name, sql_text(file)),
                   blame);
}

// From here on the connection reads the files of the store and nothing else, and cannot be told otherwise.
void restrict_access(const Store& store, const Connection& connection) {
  connection.run(
      fmt::format("SET allowed_directories = [{}]",
                  sql_text(std::filesystem::absolute(store.folder() / "processed").string() + "/")),
      kOurs);
  std::string paths;
  for (const auto& [name, file] : store_tables(store)) paths += (paths.empty() ? "" : ", ") + sql_text(file);
  if (!paths.empty()) connection.run(fmt::format("SET allowed_paths = [{}]", paths), kOurs);
  connection.run("SET enable_external_access = false", kOurs);
  connection.run("SET lock_configuration = true", kOurs);
}

// Whether the statement only reads. EXPLAIN ANALYZE runs what follows it, so that must only read, too.
bool only_reads(const Connection& connection, std::string_view sql) {
  const duckdb_statement_type type = connection.prepare(std::string(sql), kUser).type();
  if (type == DUCKDB_STATEMENT_TYPE_SELECT) return true;
  if (type != DUCKDB_STATEMENT_TYPE_EXPLAIN) return false;
  static const std::regex explain(R"(^\s*explain(\s+analyze)?\s+)", std::regex::icase);
  std::cmatch match;
  if (!std::regex_search(sql.data(), sql.data() + sql.size(), match, explain)) return false;
  return only_reads(connection, sql.substr(static_cast<std::size_t>(match.length())));
}

bool is_number(std::string_view type) {
  static constexpr std::array<std::string_view, 13> kNumbers{
      "TINYINT",  "SMALLINT", "INTEGER",  "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT",
      "UINTEGER", "UBIGINT",  "UHUGEINT", "FLOAT",  "DOUBLE",  "DECIMAL"};
  return std::ranges::find(kNumbers, type.substr(0, type.find('('))) != kNumbers.end();
}

// DuckDB writes the whole reference system into the type of a geometry.
std::string short_type(std::string_view type) {
  return std::string(type.starts_with("GEOMETRY(") ? "GEOMETRY" : type);
}

// The statement in parentheses, so that another can select from it. The line ends protect from a comment.
std::string as_subquery(std::string_view sql) {
  const auto last = sql.find_last_not_of(" \t\r\n;");
  return fmt::format("(\n{}\n)", sql.substr(0, last + 1));
}

std::vector<QueryColumn> columns_of(const Connection& connection, const Statement& statement,
                                    std::string_view sql) {
  std::vector<QueryColumn> columns;
  bool all_text = true;
  for (idx_t i = 0; i < duckdb_prepared_statement_column_count(statement.get()); ++i) {
    const char* name = duckdb_prepared_statement_column_name(statement.get(), i);
    columns.push_back({name, "VARCHAR", false});
    duckdb_free(const_cast<char*>(name));
    all_text &= duckdb_prepared_statement_column_type(statement.get(), i) == DUCKDB_TYPE_VARCHAR;
  }
  if (all_text) return columns;
  Result described = connection.stream("DESCRIBE FROM " + as_subquery(sql), {}, kUser);
  std::size_t place = 0;
  while (const Chunk chunk = described.next()) {
    for (std::size_t row = 0; row < chunk.rows(); ++row, ++place) {
      columns.at(place).type = short_type(chunk.text(1, row));
      columns.at(place).is_number = is_number(columns.at(place).type);
    }
  }
  return columns;
}

}  // namespace

void query(const Store& store, std::string_view sql,
           const std::function<void(std::span<const QueryColumn>)>& header,
           const std::function<void(std::span<const QueryValue>)>& row) {
  const Database database(store.resources().threads, store.resources().memory_limit_bytes, {});
  const Connection connection = database.connect();
  create_views(store, connection);
  restrict_access(store, connection);
  if (!only_reads(connection, sql))
    throw Error(ErrorCode::usage, {}, "only SELECT, DESCRIBE, SUMMARIZE, SHOW and EXPLAIN are run on a store",
                "Write the answer to a file with `--format csv > FILE`");
  const Statement statement = connection.prepare(std::string(sql), kUser);
  const std::vector<QueryColumn> columns = columns_of(connection, statement, sql);
  const bool all_text =
      std::ranges::all_of(columns, [](const QueryColumn& c) { return c.type == "VARCHAR"; });
  header(columns);

  // DuckDB itself makes the text of the values.
  Result result =
      all_text ? connection.stream(statement, kUser)
               : connection.stream("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM " + as_subquery(sql), {}, kUser);
  std::vector<QueryValue> values(columns.size());
  while (const Chunk chunk = result.next()) {
    for (std::size_t i = 0; i < chunk.rows(); ++i) {
      for (std::size_t column = 0; column < values.size(); ++column) {
        const bool is_null = chunk.is_null(column, i);
        values[column] = {is_null ? std::string_view() : chunk.text(column, i), is_null};
      }
      row(values);
    }
  }
}

}  // namespace plumbline::store
