// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

namespace plumbline::synth {

/// What to make. The same options and seed give the same bytes on every machine and for any thread count.
struct SceneOptions {
  std::uint32_t tiles = 2;       ///< L2b bursts over one area, alternately ascending and descending
  std::uint64_t points = 20000;  ///< a tile
  std::uint32_t dates = 200;     ///< a tile
  std::uint64_t seed = 1;
  bool csv = false;  ///< plain CSV files instead of zips
};

/// Writes EGMS L2b deliveries in the exact format of the 2020–2024 release into `folder` (made when absent),
/// and beside each
/// `<stem>_truth.csv` with what the points were made from. `wrote_points` is told of progress. Returns the
/// deliveries. Throws Error(file_access); a file is only there when it is complete.
std::vector<std::filesystem::path> write_deliveries(
    const SceneOptions& options, const std::filesystem::path& folder,
    const std::function<void(std::uint64_t)>& wrote_points = {});

}  // namespace plumbline::synth
