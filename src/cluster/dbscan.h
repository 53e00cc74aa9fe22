// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace plumbline::cluster {

/// Velocity-weighted DBSCAN (EGMSpy 2026, section 3.6): neighbours lie within eps_m of each other in
/// (easting, northing, velocity · eps_m / eps_v), the distance included; a point counts itself.
struct DbscanOptions {
  double eps_m = 100.0;
  double eps_v_mm_per_year = 3.0;
  std::int64_t min_points = 5;
};

struct Points {
  std::span<const double> easting_m;
  std::span<const double> northing_m;
  std::span<const double> velocity_mm_per_year;
  std::size_t size() const { return easting_m.size(); }
};

inline constexpr std::int64_t kNoise = -1;

struct Clustering {
  std::vector<std::uint8_t> core;   ///< 1 for core points
  std::vector<std::int64_t> label;  ///< 0, 1, … numbered by their first core point; kNoise
  std::int64_t clusters = 0;
};

/// Exactly DBSCAN: the core points and their partition are the ones the definition gives. A border point
/// joins the cluster of its nearest core point within eps (ties: the core point that comes first).
/// Coordinates must be finite. The result depends neither on the number of threads nor, but for numbering and
/// ties, on the order of the points.
Clustering dbscan(const Points& points, const DbscanOptions& options);

}  // namespace plumbline::cluster
