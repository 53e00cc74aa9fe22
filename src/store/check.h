// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace plumbline::store {

/// Something in a store's folder that is not as the store's list says.
struct Finding {
  std::string path;     ///< relative to the store's folder
  std::string problem;  ///< what is wrong, without a full stop
  std::string advice;   ///< what to do
  friend bool operator==(const Finding&, const Finding&) = default;
};

/// What a check looked at, and what it found, in order of the path.
struct CheckResult {
  std::size_t files = 0;  ///< in the list
  std::size_t tiles = 0;
  std::uint64_t bytes = 0;  ///< as listed
  std::vector<Finding> findings;
};

/// Reads every file of a store again: is it there, as long as the list says, with the content that was
/// written (SHA-256), and, for the pair of a tile, of this tile, with the points and dates of the list, the
/// same pids in the same order? Also finds files that the list does not know, and what an interrupted run has
/// left. Changes nothing. `read(bytes)` is called now and then with the bytes read since the last call.
/// Throws Error(file_missing) when there is no store, Error(file_access) when another process is writing.
CheckResult check_store(const std::filesystem::path& folder, const Resources& resources,
                        const std::function<void(std::uint64_t bytes)>& read);

/// Bytes of the files in a store's list, for progress; 0 when the list cannot be read.
std::uint64_t listed_bytes(const std::filesystem::path& folder);

}  // namespace plumbline::store
