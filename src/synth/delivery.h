// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/delivery_name.h"
#include "core/time_axis.h"

namespace plumbline::synth {

/// Which release's column names, number format and dates to imitate. 2015–2021 keeps trailing zeros and its
/// names carry no release; 2020–2024 drops them and has GNSS columns.
enum class Release : std::uint8_t { from_2015_to_2021, from_2020_to_2024 };

/// Further columns of the truth files, made by the caller from each point's series: this room knows nothing
/// of features.
struct TruthColumns {
  /// Appends the values of one point, each after a comma. `series_mm` is without noise and gaps.
  using Append = std::function<void(std::span<const double> series_mm, std::string& row)>;

  std::string names;                                        ///< each after a comma; may be empty
  std::function<Append(const TimeAxis& axis)> make_append;  ///< called by every thread; may be empty
};

/// What to make. The same options and seed give the same CSV bytes on every machine and for any thread count
/// (a zip's compressed bytes also depend on the version of zlib).
struct SceneOptions {
  /// L2: bursts, alternately ascending and descending, each such pair over the same ground. L3: 100 km tiles,
  /// each an East and an Up file.
  std::uint32_t tiles = 2;
  std::uint64_t points = 20000;  ///< a tile
  std::uint32_t dates = 200;     ///< a tile
  std::uint64_t seed = 1;
  bool csv = false;  ///< plain CSV files instead of zips
  Level level = Level::L2b;
  Release release = Release::from_2020_to_2024;
  double gap_share = 0;     ///< share of the points that lose whole winters; 0 to 1
  bool noise_free = false;  ///< the same points without their noise
  bool overwrite = false;   ///< replace deliveries that are there already
  TruthColumns truth_columns;
};

inline constexpr std::uint32_t kFewestDates = 10;  ///< the official cubic fit has six unknowns
inline constexpr std::uint32_t kMostDates = 2000;
inline constexpr std::uint32_t kMostTiles = 64;
inline constexpr std::uint64_t kMostPointsL2 = 20'000'000;  ///< of some 28 million positions in a burst
inline constexpr std::uint64_t kMostPointsL3 = 1'000'000;   ///< cells of 100 m in a tile

/// The files that `write_deliveries` would write, without the truth files. Throws Error(usage) for options
/// out of range.
std::vector<std::filesystem::path> planned_deliveries(const SceneOptions& options,
                                                      const std::filesystem::path& folder);

/// `<stem>_truth.csv` of a delivery.
std::filesystem::path truth_file(const std::filesystem::path& delivery);

/// Writes EGMS deliveries in the exact format of the release into `folder` (made when absent), and beside
/// each
/// `<stem>_truth.csv` with what the points were made from (docs/commands/synth.md). `wrote_points` is told of
/// progress, on the calling thread, by rows written. Returns the deliveries. Memory: 4 bytes a point of one
/// tile and some 10 MB a thread. Throws Error(usage), Error(already_exists) before anything is written, and
/// Error(file_access); a file is only there when it is complete.
std::vector<std::filesystem::path> write_deliveries(
    const SceneOptions& options, const std::filesystem::path& folder,
    const std::function<void(std::uint64_t)>& wrote_points = {});

}  // namespace plumbline::synth
