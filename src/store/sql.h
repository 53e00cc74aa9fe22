// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace plumbline::store {

struct QueryColumn {
  std::string name;
  std::string type;  ///< DuckDB's name of it: "DOUBLE", "VARCHAR", …
  bool is_number = false;
};

/// A value as text the way DuckDB prints it; `is_null` for NULL.
struct QueryValue {
  std::string_view text;
  bool is_null = false;
};

/// Runs one statement over a store through the views `all_metadata` (the `_meta` files of all tiles by name,
/// with a `tile` column holding the stem), `clusters_series` once it is there, and `all_timeseries` (likewise
/// the `_ts` files). Files outside the store cannot be written. `header` is called once, `row` once a row, in
/// order. Throws Error(usage) with DuckDB's message.
void query(const Store& store, std::string_view sql,
           const std::function<void(std::span<const QueryColumn>)>& header,
           const std::function<void(std::span<const QueryValue>)>& row);

}  // namespace plumbline::store
