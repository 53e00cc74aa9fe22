// SPDX-License-Identifier: MIT
#include "peer.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "decompose/common_dates.h"

namespace plumbline::bench {
namespace {

namespace fs = std::filesystem;

std::string files(const store::Store& store, std::string_view part, std::string_view kind) {
  std::vector<std::string> paths;
  for (const store::TileRecord& tile : store.tiles()) {
    if (tile.stem.find(part) == std::string::npos) continue;
    paths.push_back(
        fmt::format("'{}'", (store.folder() / (kind == "meta" ? tile.meta : tile.series).path).string()));
  }
  return fmt::format("read_parquet([{}])", fmt::join(paths, ", "));
}

std::string name_of(Date date) {
  std::string name = date.iso();
  std::erase(name, '-');
  return name;
}

/// Means of the cells of one track.
std::string means(const store::Store& store, std::string_view track, const TimeAxis& axis) {
  std::string sql =
      "SELECT floor(easting / 100)::INT AS x, floor(northing / 100)::INT AS y, avg(los_east) AS e, "
      "avg(los_up) AS u";
  for (const Date date : axis.dates()) sql += fmt::format(", avg(\"{0}\") AS \"{0}\"", name_of(date));
  return sql + fmt::format(" FROM {} JOIN {} USING (pid) GROUP BY x, y", files(store, track, "meta"),
                           files(store, track, "ts"));
}

/// A displacement of table `t` between its acquisitions.
std::string between(char table, const TimeAxis& axis, const decompose::Resampler::Place& place) {
  const std::string left = fmt::format("{}.\"{}\"", table, name_of(axis.date(place.before)));
  if (place.weight == 0) return left;
  return fmt::format("({0} + {1} * ({2}.\"{3}\" - {0}))", left, place.weight, table,
                     name_of(axis.date(place.before + 1)));
}

const TimeAxis& axis_of(const store::Store& store, std::string_view part) {
  const auto tile = std::ranges::find_if(
      store.tiles(), [&](const auto& t) { return t.stem.find(part) != std::string::npos; });
  if (tile == store.tiles().end()) throw std::runtime_error(fmt::format("no tile {}", part));
  return tile->axis;
}

}  // namespace

Peer::Peer(std::size_t threads, std::uint64_t memory_bytes, const fs::path& spill_folder) {
  if (duckdb_open(nullptr, &database_) == DuckDBError ||
      duckdb_connect(database_, &connection_) == DuckDBError)
    throw std::runtime_error("DuckDB cannot be opened");
  run(fmt::format("SET threads = {}; SET preserve_insertion_order = false; SET temp_directory = '{}'",
                  threads, spill_folder.string()));
  if (memory_bytes > 0) run(fmt::format("SET memory_limit = '{}B'", memory_bytes));
}

Peer::~Peer() {
  duckdb_disconnect(&connection_);
  duckdb_close(&database_);
}

void Peer::run(const std::string& sql) const {
  duckdb_result result;
  const bool failed = duckdb_query(connection_, sql.c_str(), &result) == DuckDBError;
  const std::string message = failed ? duckdb_result_error(&result) : "";
  duckdb_destroy_result(&result);
  if (failed) throw std::runtime_error(message);
}

double Peer::number(const std::string& sql) const {
  duckdb_result result;
  if (duckdb_query(connection_, sql.c_str(), &result) == DuckDBError) {
    const std::string message = duckdb_result_error(&result);
    duckdb_destroy_result(&result);
    throw std::runtime_error(message);
  }
  const double value = duckdb_value_double(&result, 0, 0);
  duckdb_destroy_result(&result);
  return value;
}

void Peer::solve(const store::Store& store, const fs::path& file) {
  const TimeAxis &ascending = axis_of(store, "L2b_117"), &descending = axis_of(store, "L2b_022");
  const TimeAxis dates = decompose::common_dates(std::vector{ascending, descending});
  const decompose::Resampler from_ascending(ascending, dates), from_descending(descending, dates);
  run("CREATE OR REPLACE TEMP TABLE a AS " + means(store, "L2b_117", ascending));
  run("CREATE OR REPLACE TEMP TABLE d AS " + means(store, "L2b_022", descending));
  std::string columns;
  for (std::size_t k = 0; k < dates.size(); ++k) {
    const std::string a = between('a', ascending, from_ascending.places()[k]);
    const std::string d = between('d', descending, from_descending.places()[k]);
    const char* const determinant = "(a.e * d.u - d.e * a.u)";
    columns += fmt::format(
        ", (({0} * d.u - {1} * a.u) / {2})::FLOAT AS \"E{3}\", ((a.e * {1} - d.e * {0}) / "
        "{2})::FLOAT AS \"U{3}\"",
        a, d, determinant, name_of(dates.date(k)));
  }
  run(fmt::format(
      "COPY (SELECT x, y{} FROM a JOIN d USING (x, y)) TO '{}' (FORMAT parquet, COMPRESSION zstd)", columns,
      file.string()));
}

double Peer::largest_difference(const store::Store& store, const fs::path& file) {
  const TimeAxis& dates = axis_of(store, "L3_");
  double largest = 0;
  for (const char component : {'E', 'U'}) {
    std::vector<std::string> differences;
    for (const Date date : dates.dates())
      differences.push_back(fmt::format("max(abs(p.\"{1}{0}\" - o.\"{0}\"))", name_of(date), component));
    const std::string tile = fmt::format("100km_{}_", component);
    const std::string joined = fmt::format(
        "FROM (SELECT floor(easting / 100)::INT AS x, floor(northing / 100)::INT AS y, t.* FROM {} m "
        "JOIN {} t USING (pid)) o FULL JOIN '{}' p USING (x, y)",
        files(store, tile, "meta"), files(store, tile, "ts"), file.string());
    const auto first = name_of(dates.date(0));
    if (number(fmt::format("SELECT count(*) FILTER (o.\"{0}\" IS NULL OR p.\"{1}{0}\" IS NULL) {2}", first,
                           component, joined)) > 0)
      return std::numeric_limits<double>::infinity();
    largest = std::max(largest,
                       number(fmt::format("SELECT greatest({}) {}", fmt::join(differences, ", "), joined)));
  }
  return largest;
}

Peer::FromTruth Peer::from_truth(const store::Store& store) {
  // The rates of scene.cpp, in SQL.
  const std::string rates[]{"(4 + 6 * sin((easting - 4400000) / 9000) * cos((northing - 2500000) / 7000))",
                            "(-3 + 8 * cos((easting - 4400000) / 5000) * sin((northing - 2500000) / 11000))"};
  FromTruth worst;
  for (const std::size_t i : {0U, 1U}) {
    const std::string tile = i == 0 ? "100km_E_" : "100km_U_";
    const std::string from = fmt::format("mean_velocity - {}) FROM {}", rates[i], files(store, tile, "meta"));
    worst.bias = std::max(worst.bias, std::abs(number("SELECT avg(" + from)));
    worst.rms = std::max(
        worst.rms,
        std::sqrt(number(fmt::format("SELECT avg(d * d) FROM (SELECT (mean_velocity - {}) AS d FROM {})",
                                     rates[i], files(store, tile, "meta")))));
  }
  return worst;
}

}  // namespace plumbline::bench
