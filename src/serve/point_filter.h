// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/dataset.h"

namespace plumbline::serve {

enum class Orbit : std::uint8_t { none = 0, ascending = 1, descending = 2 };

/// The flags of a point in one byte: bit i says yes, bit i + 4 says that it is not known (bit i is then 0).
/// The order is that of kFlagNames.
inline constexpr std::array<std::string_view, 4> kFlagNames{"periodic", "jumpy", "variable_flag",
                                                            "noisy_trend"};
inline constexpr std::uint8_t kFlagsUnknown = 0xf0;

inline constexpr std::uint8_t kUnclassified = 0xff;      ///< in columns of classes
inline constexpr std::uint32_t kNoCluster = 0xffffffff;  ///< in columns of clusters and sub-clusters

/// Bits of PointFilter::classes: bit c for MotionClass c, and one for points without a class.
inline constexpr std::uint16_t kUnclassifiedBit = 1U << 15U;
inline constexpr std::uint16_t kAllClasses = 0xffff;
/// Bits of PointFilter::components: bit c for Component c.
inline constexpr std::uint8_t kAllComponents = 0x0f;

/// What a client asks of the map: a point passes when it meets every field. The meaning of each is written in
/// api/openapi.yaml, `/api/v1/points`. A missing velocity and a missing coherence count as 0; a missing
/// height passes only where no height is asked for. Bounds are inclusive.
struct PointFilter {
  static constexpr float kAny = std::numeric_limits<float>::infinity();
  double min_latitude = -90;
  double max_latitude = 90;
  double min_longitude = -180;
  double max_longitude = 180;
  int zoom = 30;
  float least_speed_mm_per_year = 0;
  float greatest_speed_mm_per_year = kAny;
  float least_velocity_mm_per_year = -kAny;
  float greatest_velocity_mm_per_year = kAny;
  float least_coherence = 0;
  float greatest_coherence = kAny;
  float least_height_m = -kAny;
  float greatest_height_m = kAny;
  bool ascending = true;
  bool descending = true;
  std::uint16_t classes = kAllClasses;
  std::uint8_t components = kAllComponents;
  store::DatasetRequest dataset;  ///< the newest release of each level unless one is asked for
  store::Levels levels = store::Levels::one_a_component;
  std::uint8_t flags_set = 0;          ///< every one of these must be known and set
  std::uint8_t flags_not_set = 0;      ///< none of these may be known and set
  std::optional<std::string> cluster;  ///< id of the cluster it belongs to
  std::size_t max_points = 200'000;

  /// Whether points without orbit (East and Up) pass: with both orbits, and where components of motion are
  /// named.
  bool without_orbit() const { return (ascending && descending) || components != kAllComponents; }
};

/// Which points an answer shows: their positions in the index, in the order of tile stem and row; and how
/// many pass the filter.
struct PointSelection {
  std::size_t total = 0;
  std::vector<std::uint32_t> points;
};

/// Some of the points that pass, by their positions in the index, ascending.
struct PointPage {
  std::size_t total = 0;  ///< that pass
  std::vector<std::uint32_t> points;
};

/// product.md, "REST": the side of a thinning cell at zoom 0 to 11.
inline constexpr std::array kCellDegrees{4.0,  2.0,  1.0,   0.5,   0.25,  0.12,
                                         0.06, 0.03, 0.015, 0.008, 0.004, 0.002};

/// The side of a thinning cell at a zoom level; nothing where every point is shown (zoom 12 and beyond).
constexpr std::optional<double> cell_degrees(int zoom) {
  if (zoom < 0 || static_cast<std::size_t>(zoom) >= kCellDegrees.size()) return std::nullopt;
  return kCellDegrees[static_cast<std::size_t>(zoom)];
}

/// floor(degrees / cell), the division in float64.
constexpr std::int32_t cell_number(double degrees, double cell) {
  const double quotient = degrees / cell;
  const auto whole = static_cast<std::int32_t>(quotient);
  return static_cast<double>(whole) > quotient ? whole - 1 : whole;
}

/// Cells of a degree/500 and more fit 32 bits a side.
constexpr std::uint64_t cell_key(double latitude, double longitude, double cell) {
  const auto row = static_cast<std::uint32_t>(cell_number(latitude, cell));
  return (std::uint64_t{row} << 32U) | static_cast<std::uint32_t>(cell_number(longitude, cell));
}

}  // namespace plumbline::serve
