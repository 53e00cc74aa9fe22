// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace plumbline::ingest {

/// Finds pids that are there twice: a hash table of row numbers, four to eight bytes a row (the ids
/// themselves are in the column).
class PidIndex {
 public:
  /// Remembers row `row` of `pids`, unless an earlier row has the same pid: then returns that row. Rows come
  /// in order, without gaps.
  std::optional<std::size_t> insert(std::span<const std::string> pids, std::size_t row);

 private:
  std::uint32_t& slot_of(std::span<const std::string> pids, const std::string& pid);
  void grow(std::span<const std::string> pids, std::size_t rows);

  std::vector<std::uint32_t> slots_;  ///< row + 1; 0 = free; a power of two of them, at most half in use
};

}  // namespace plumbline::ingest
