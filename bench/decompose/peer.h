// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <duckdb.h>

#include "core/time_axis.h"
#include "store/store.h"

namespace plumbline::bench {

/// The same question put to DuckDB, the store's files at hand: the mean of each cell and geometry, straight
/// lines between acquisitions, two equations a date; in wide columns, since that is how the files are. No
/// statistics and no uncertainties.
class Peer {
 public:
  /// 0 = DuckDB's own limit of memory.
  Peer(std::size_t threads, std::uint64_t memory_bytes, const std::filesystem::path& spill_folder);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  /// Writes East and Up of all cells that both geometries see.
  void solve(const store::Store& store, const std::filesystem::path& file);
  /// mm; the largest difference of a displacement between `file` and the tiles that `plumbline decompose`
  /// left in the store, whose cells must be the same ones. Infinite when they are not.
  double largest_difference(const store::Store& store, const std::filesystem::path& file);
  /// mm/yr; the largest difference of the mean over the cells of mean_velocity (East, Up) from the true
  /// rates', and the root mean square difference of single cells.
  struct FromTruth {
    double bias = 0, rms = 0;
  };
  FromTruth from_truth(const store::Store& store);

 private:
  void run(const std::string& sql) const;
  double number(const std::string& sql) const;

  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace plumbline::bench
