// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/dbscan.h"

namespace plumbline::cli {

/// A plain table of moving points: a CSV file with the columns `easting_m`, `northing_m` and
/// `velocity_mm_per_year` (metres and millimetres per year), in any order and among others.
class PointsTable {
 public:
  /// Throws Error(file_missing), Error(bad_header) for a column that is missing or there twice, and
  /// Error(bad_value) with line, column and value for a row of another length or a value that is not a finite
  /// number.
  static PointsTable read(const std::filesystem::path& file);

  std::size_t rows() const { return texts_.size(); }
  cluster::Points points() const { return {easting_m_, northing_m_, velocity_mm_per_year_}; }

  /// The rows in their order as CSV: the three columns as they were written, then `core` (0 or 1) and `label`
  /// (−1 for noise).
  std::string with_clusters(const cluster::Clustering& clustering) const;

 private:
  /// "easting,northing,velocity" of each row, as written.
  std::vector<std::string> texts_;
  std::vector<double> easting_m_;
  std::vector<double> northing_m_;
  std::vector<double> velocity_mm_per_year_;
};

}  // namespace plumbline::cli
