// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace plumbline::ingest {

/// Finds pids that are there twice. An EGMS id is remembered as a number: 24 to 48 bytes a row; any other
/// text as it is.
class PidIndex {
 public:
  /// Remembers that row `row` (below 2^32) has this pid, unless an earlier row has it: then returns that row.
  std::optional<std::size_t> insert(std::string_view pid, std::size_t row);

 private:
  struct Slot {
    std::uint64_t number = kFree;
    std::uint32_t row = 0;
  };
  static constexpr std::uint64_t kFree = UINT64_MAX;

  Slot& slot_of(std::uint64_t number);
  void grow();

  std::vector<Slot> slots_;  ///< a power of two of them, at most three quarters in use
  std::size_t used_ = 0;
  std::unordered_map<std::string, std::uint32_t> others_;
};

}  // namespace plumbline::ingest
