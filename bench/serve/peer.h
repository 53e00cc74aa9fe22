// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <duckdb.h>

#include "serve/point_filter.h"
#include "serve/view_builder.h"

namespace plumbline::bench {

/// The paper's way to answer a map: a window function over Parquet files, in DuckDB.
class Peer {
 public:
  /// Writes one Parquet file a tile to `folder`, unless they are there.
  Peer(const serve::PointSource& source, const std::filesystem::path& folder);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Ids of the points that are shown, sorted.
  std::vector<std::string> shown(const serve::PointFilter& filter) const;
  std::size_t total(const serve::PointFilter& filter) const;

 private:
  void run(const std::string& sql) const;
  std::vector<std::string> first_column(const std::string& sql) const;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace plumbline::bench
