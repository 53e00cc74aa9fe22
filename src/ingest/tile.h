// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/delivery_name.h"
#include "core/table.h"
#include "core/time_axis.h"
#include "ingest/spatial_order.h"

namespace plumbline::ingest {

/// A delivery as read: its fixed columns under their canonical names, and its series.
struct Tile {
  std::string stem;  ///< file name without folder and extension
  Level level = Level::L2b;
  Component component = Component::line_of_sight;
  /// `pid` (text) first; then the fixed columns of the file, in the file's order, under the names of the
  /// paper's table 1 (height_ortho → height, height_ellipse → height_wgs84, rmse_ts → rmse). Coordinates
  /// float64, mp_type, line, pixel and cluster_label int32, other numbers float32; unknown columns kept, as
  /// float32 when all their values are numbers (float64 when one has more than seven digits) and as text
  /// otherwise. Added: `orbit` ('A' or 'D', L2 only); for L3 `latitude`, `longitude` from EPSG:3035.
  Table columns;
  TimeAxis axis;
  std::vector<float> series_mm;  ///< point after point, one value an acquisition; missing = NaN

  std::size_t points() const { return columns.rows(); }
  std::span<const float> series(std::size_t point) const {
    return std::span(series_mm).subspan(point * axis.size(), axis.size());
  }
  std::uint64_t source_bytes = 0;
  std::string source_sha256;  ///< of the delivery's file as it lies on disk
};

/// Reads one delivery: a zip that holds one CSV, or a CSV. The whole tile is in memory afterwards: about four
/// bytes a value. Throws Error with file, line, column and value for anything that is not right
/// (docs/errors.md); nothing is ever skipped silently.
Tile read_delivery(const std::filesystem::path& file);

/// SHA-256 of a delivery's file as it lies on disk, in hexadecimal. Throws Error(file_missing),
/// Error(file_access).
std::string source_sha256(const std::filesystem::path& file);

/// The deliveries that the inputs of a command mean, sorted by stem: files as they are; folders stand for the
/// .zip and .csv in them (not deeper, and without the `_truth.csv` of synthetic ones); `*` and `?` in the
/// last component are matched; "@list.txt" names a file with one input a line. Throws Error(file_missing) for
/// an input that matches nothing, Error(usage) for two files with one stem.
std::vector<std::filesystem::path> find_deliveries(std::span<const std::string> inputs);

}  // namespace plumbline::ingest
