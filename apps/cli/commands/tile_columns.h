// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/table.h"
#include "store/store.h"

namespace plumbline::cli {

/// Columns of a tile, some of which may not be there.
class TileColumns {
 public:
  TileColumns(const store::Store& store, const std::string& stem, std::span<const char* const> wanted) {
    std::vector<std::string> names;
    const auto available = store.column_names(stem);
    for (const char* name : wanted) {
      if (std::any_of(available.begin(), available.end(), [&](const auto& c) { return c.first == name; }))
        names.emplace_back(name);
    }
    table_ = store.read_columns(stem, names);
  }

  /// Empty when the column is not there.
  template <typename T>
  std::span<const T> get(std::string_view name) const {
    return table_.find(name) == nullptr ? std::span<const T>{} : table_.get<T>(name);
  }

 private:
  Table table_;
};

/// `missing` where the column is not there.
template <typename T>
T value_or(std::span<const T> column, std::size_t row, T missing) {
  return column.empty() ? missing : column[row];
}

}  // namespace plumbline::cli
