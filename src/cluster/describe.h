// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cluster/polygon.h"
#include "core/motion_class.h"

namespace plumbline::cluster {

/// What clusters are described from: moving points, one place a point in every column.
struct MovingPoints {
  std::vector<std::string> pid;
  std::vector<double> easting_m;   ///< EPSG:3035
  std::vector<double> northing_m;  ///< EPSG:3035
  std::vector<double> velocity_mm_per_year;
  std::vector<float> coherence;
  std::vector<std::optional<MotionClass>> motion;  ///< nothing = unclassified
  std::vector<char> orbit;                         ///< 'A', 'D', or 0 where it is not known
  std::vector<std::int32_t> track;                 ///< relative orbit, 1 to 175; 0 where it is not known
  /// Some points lie outside the area of EPSG:3035 (geodesy/europe.h), where its coordinates say where a
  /// point is but not how far it is from others: metres are then taken on sheets and planes (src/geodesy).
  bool beyond_europe = false;

  std::size_t size() const { return pid.size(); }
};

/// Numbers of points of one cluster, ascending.
using Members = std::vector<std::size_t>;

/// The members of each label 0 … clusters − 1, in the order of the labels. Noise (negative) is left out.
std::vector<Members> members_of(std::span<const std::int64_t> label, std::int64_t clusters);

/// Largest first; of equally large ones, the one that holds the smallest pid first.
void sort_by_size(std::vector<Members>& clusters, std::span<const std::string> pid);

/// "CL_0001" for the first (rank 0) of up to 9999 clusters. Of more, all ids get more digits, so that no id
/// is the beginning of another.
std::string cluster_id(std::size_t rank, std::size_t clusters);
/// "CL_0001_SUB_001"; likewise from three digits up.
std::string subcluster_id(const std::string& parent, std::size_t rank, std::size_t subclusters);

/// Below this share of its most frequent class a cluster is mixed (EGMSpy 2026, section 3.6.3).
inline constexpr double kLeastPurity = 0.5;

struct Summary {
  std::int64_t points = 0;
  std::array<std::int64_t, kMotionClassNames.size()> points_of_class{};
  std::int64_t points_unclassified = 0;
  /// The most frequent class; of equally frequent ones, the first in the order of MotionClass. Nothing when
  /// no point has a class.
  std::optional<MotionClass> dominant_class;
  /// Share of the dominant class among all points; unclassified points count in the total, not as a class.
  double purity = 0;
  bool mixed = false;  ///< purity < kLeastPurity
  double mean_velocity_mm_per_year = 0;
  double median_velocity_mm_per_year = 0;  ///< of an even number of points, the mean of the middle two
  double least_velocity_mm_per_year = 0;
  double greatest_velocity_mm_per_year = 0;
  double mean_coherence = 0;
  std::int64_t points_ascending = 0;
  std::int64_t points_descending = 0;
};

/// Describes the members, of which there is at least one.
Summary summarise(const MovingPoints& points, const Members& members);

/// Hull of the members (polygon.h), in EPSG:3035. When some point of all lies beyond Europe: in longitude and
/// latitude, made on EPSG:3035 where all members lie in its area, and else on a plane around their middle.
ClusterPolygon polygon_of(const MovingPoints& points, const Members& members, Hull hull = Hull::convex);

}  // namespace plumbline::cluster
