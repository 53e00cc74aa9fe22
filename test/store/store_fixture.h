// SPDX-License-Identifier: MIT
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "store/sql.h"
#include "store/store.h"

namespace plumbline::store::test {

inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// A small tile: its points and their series (one vector a point).
struct SmallTile {
  TileDescription description{.stem = "EGMS_L2b_022_0845_IW2_VV_2020_2024_1",
                              .level = Level::L2b,
                              .component = Component::line_of_sight,
                              .source_file = "EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip",
                              .source_bytes = 1234,
                              .source_sha256 = std::string(64, 'a')};
  TimeAxis axis;
  Table meta;
  std::vector<std::vector<float>> series;
  StageRecord stage{"ingest", 1, "{}", "delivery a"};
};

std::vector<Date> dates(std::initializer_list<const char*> texts);

/// Three points with four dates; every kind of column has a missing value.
SmallTile three_points();
/// `points` points whose values follow from their row, over `acquisitions` dates: pids of a burst.
SmallTile many_points(std::size_t points, std::size_t acquisitions);

void put(Store& store, const SmallTile& tile);

/// All series of a tile, one vector a point, read with blocks of that size.
std::vector<std::vector<float>> read_all_series(const Store& store, std::string_view stem,
                                                std::size_t block_points = 2048);

/// The rows of a query as text, "NULL" for NULL, columns joined by `|`.
std::vector<std::string> rows_of(const Store& store, std::string_view sql);

/// Rows of a SELECT in a DuckDB without a store, after `setting` (may be empty); the same form.
std::vector<std::string> duckdb_rows(const std::string& setting, const std::string& sql);

/// Equal bits: NaN equals NaN, -0.0 does not equal 0.0.
bool same_bits(const std::vector<float>& a, const std::vector<float>& b);

}  // namespace plumbline::store::test
