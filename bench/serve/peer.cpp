// SPDX-License-Identifier: MIT
#include "peer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "core/motion_class.h"

namespace plumbline::bench {
namespace {

using serve::PointFilter;

void append_tile(duckdb_connection connection, const serve::PointColumns& points,
                 const serve::IdNumbers& clusters) {
  duckdb_appender to = nullptr;
  duckdb_appender_create(connection, nullptr, "tile", &to);
  const auto text = [&](std::string_view value) {
    if (value.empty()) {
      duckdb_append_null(to);
    } else {
      duckdb_append_varchar_length(to, value.data(), value.size());
    }
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    text(points.pid[i].text());
    duckdb_append_double(to, points.latitude[i]);
    duckdb_append_double(to, points.longitude[i]);
    duckdb_append_float(to, points.mean_velocity_mm_per_year[i]);
    duckdb_append_float(to, points.temporal_coherence[i]);
    duckdb_append_float(to, points.height_m[i]);
    text(points.orbit[i] == serve::Orbit::ascending ? "A" : "D");
    const std::uint8_t motion = points.motion_class[i];
    text(motion == serve::kUnclassified ? std::string_view{} : kMotionClassNames[motion]);
    duckdb_append_uint8(to, points.flags[i]);
    text(points.cluster[i] == serve::kNoCluster ? std::string_view{}
                                                : std::string_view(clusters.ids()[points.cluster[i]]));
    duckdb_appender_end_row(to);
  }
  duckdb_appender_destroy(&to);
}

std::string where(const PointFilter& f) {
  std::string sql = fmt::format("latitude BETWEEN {} AND {} AND longitude BETWEEN {} AND {}", f.min_latitude,
                                f.max_latitude, f.min_longitude, f.max_longitude);
  const auto add = [&](bool asked, const std::string& condition) {
    if (asked) sql += " AND " + condition;
  };
  add(f.least_speed_mm_per_year > 0,
      fmt::format("abs(mean_velocity) >= {}::FLOAT", f.least_speed_mm_per_year));
  add(f.greatest_speed_mm_per_year < PointFilter::kAny,
      fmt::format("abs(mean_velocity) <= {}::FLOAT", f.greatest_speed_mm_per_year));
  add(f.least_velocity_mm_per_year > -PointFilter::kAny,
      fmt::format("mean_velocity >= {}::FLOAT", f.least_velocity_mm_per_year));
  add(f.greatest_velocity_mm_per_year < PointFilter::kAny,
      fmt::format("mean_velocity <= {}::FLOAT", f.greatest_velocity_mm_per_year));
  add(f.least_coherence > 0, fmt::format("temporal_coherence >= {}::FLOAT", f.least_coherence));
  add(f.least_height_m > -PointFilter::kAny, fmt::format("height >= {}::FLOAT", f.least_height_m));
  add(f.greatest_height_m < PointFilter::kAny, fmt::format("height <= {}::FLOAT", f.greatest_height_m));
  add(!f.ascending, "orbit <> 'A'");
  add(!f.descending, "orbit <> 'D'");
  if (f.classes != serve::kAllClasses) {
    std::string names = "'none'";
    for (std::size_t i = 0; i < kMotionClassNames.size(); ++i)
      if ((f.classes >> i & 1U) != 0) names += fmt::format(", '{}'", kMotionClassNames[i]);
    const bool null_passes = (f.classes & serve::kUnclassifiedBit) != 0;
    sql += fmt::format(" AND coalesce(class_1 IN ({}), {})", names, null_passes);
  }
  add(f.flags_set != 0, fmt::format("flags & {0} = {0}", f.flags_set));
  add(f.flags_not_set != 0, fmt::format("flags & {} = 0", f.flags_not_set));
  if (f.cluster) sql += fmt::format(" AND cluster_id = '{}'", *f.cluster);
  return sql;
}

}  // namespace

Peer::Peer(const serve::PointSource& source, const std::filesystem::path& folder) {
  if (duckdb_open(nullptr, &database_) == DuckDBError ||
      duckdb_connect(database_, &connection_) == DuckDBError)
    std::abort();
  run("SET threads = 2; SET preserve_insertion_order = false");
  std::filesystem::create_directories(folder);
  serve::IdNumbers clusters, subclusters;
  for (std::size_t tile = 0; tile < source.tiles.size(); ++tile) {
    const auto path = folder / (source.tiles[tile].stem + ".parquet");
    if (std::filesystem::exists(path)) continue;
    run("CREATE OR REPLACE TABLE tile (pid VARCHAR, latitude DOUBLE, longitude DOUBLE, mean_velocity FLOAT, "
        "temporal_coherence FLOAT, height FLOAT, orbit VARCHAR, class_1 VARCHAR, flags UTINYINT, cluster_id "
        "VARCHAR)");
    append_tile(connection_, source.read(tile, clusters, subclusters), clusters);
    // As a store is: in spatial order, so that row groups can be skipped.
    run(fmt::format(
        "COPY (FROM tile ORDER BY floor(latitude / 0.05), floor(longitude / 0.05)) TO '{}' (FORMAT "
        "parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440)",
        path.string()));
  }
  run("DROP TABLE IF EXISTS tile");
  run(fmt::format("CREATE VIEW points AS FROM read_parquet('{}/*.parquet')", folder.string()));
}

Peer::~Peer() {
  duckdb_disconnect(&connection_);
  duckdb_close(&database_);
}

std::vector<std::string> Peer::shown(const PointFilter& filter) const {
  const std::string best = "ORDER BY temporal_coherence DESC, pid";
  const auto cell = serve::cell_degrees(filter.zoom);
  const std::string thinning =
      cell ? fmt::format(
                 " QUALIFY row_number() OVER (PARTITION BY floor(latitude / {0}::DOUBLE), floor(longitude / "
                 "{0}::DOUBLE) {1}) = 1",
                 *cell, best)
           : "";
  auto pids = first_column(fmt::format("SELECT pid FROM points WHERE {}{} {} LIMIT {}", where(filter),
                                       thinning, best, filter.max_points));
  std::sort(pids.begin(), pids.end());
  return pids;
}

std::size_t Peer::total(const PointFilter& filter) const {
  return std::stoul(first_column("SELECT count(*)::VARCHAR FROM points WHERE " + where(filter)).at(0));
}

void Peer::run(const std::string& sql) const { first_column(sql); }

std::vector<std::string> Peer::first_column(const std::string& sql) const {
  duckdb_result result;
  if (duckdb_query(connection_, sql.c_str(), &result) == DuckDBError) {
    std::fprintf(stderr, "%s\n", duckdb_result_error(&result));
    std::exit(1);
  }
  std::vector<std::string> values;
  while (duckdb_data_chunk chunk = duckdb_fetch_chunk(result)) {
    const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, 0);
    const bool is_text = duckdb_column_type(&result, 0) == DUCKDB_TYPE_VARCHAR;
    auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
    for (idx_t i = 0; is_text && i < duckdb_data_chunk_get_size(chunk); ++i)
      values.emplace_back(duckdb_string_t_data(&strings[i]), duckdb_string_t_length(strings[i]));
    duckdb_destroy_data_chunk(&chunk);
  }
  duckdb_destroy_result(&result);
  return values;
}

}  // namespace plumbline::bench
