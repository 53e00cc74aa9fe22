// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::ingest {

/// One place whose velocity was measured on the ground and by radar, mm/yr; NaN = not measured.
struct VelocityPair {
  std::string point;
  double ground = 0;
  double radar = 0;
};

/// Reads a table with a column `point`, one whose name begins with `gnss` and one whose name begins with
/// `sar` (the first of each); others are left out. An empty field was not measured. Throws
/// Error(file_missing), Error(bad_header) without these columns, Error(bad_value) with line and column.
std::vector<VelocityPair> read_velocity_pairs(const std::filesystem::path& file);

/// A levelling benchmark: its height at some dates, metres; NaN = not measured.
struct Benchmark {
  std::string name;
  double longitude = 0;  ///< degrees
  double latitude = 0;
  std::vector<double> heights_m;  ///< one a date
};

struct BenchmarkTable {
  TimeAxis axis;
  std::vector<Benchmark> benchmarks;
};

/// Reads a table with a name (`name`, `point`, `benchmark`, `station` or `id`), longitude, latitude, and
/// columns named by dates (20200103 or 2020-01-03, ascending) with heights in metres. Other columns are left
/// out. Throws as above, and Error(bad_header) with fewer than two dates.
BenchmarkTable read_benchmarks(const std::filesystem::path& file);

/// A corner reflector: where it stands, and how high it stood at some dates.
struct Reflector {
  std::string name;
  double longitude = 0;  ///< degrees
  double latitude = 0;
  double height_m = 0;            ///< above the ellipsoid; NaN = not given
  std::vector<double> heights_m;  ///< one a date; NaN = not measured
};

struct ReflectorTable {
  TimeAxis axis;  ///< empty where the table has no dates
  std::vector<Reflector> reflectors;
};

/// Reads a table as read_benchmarks does, whose name may also stand under `reflector`, and whose columns
/// `height` or `height_m` and dates may be missing.
ReflectorTable read_reflectors(const std::filesystem::path& file);

/// A class of land cover.
struct LegendEntry {
  std::int32_t code = 0;
  std::string name;
  double specified_per_km2 = 0;  ///< density of points that is to be expected; NaN = none
};

/// Reads a table with `code`, `name`, and `points_per_km2` (may be missing or empty). Throws as above, and
/// Error(bad_value) for a code that is no whole number.
std::vector<LegendEntry> read_legend(const std::filesystem::path& file);

}  // namespace plumbline::ingest
