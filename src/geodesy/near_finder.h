// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "geodesy/geodesic.h"

namespace plumbline::geodesy {

/// Finds which of some places (stations) lie within a distance of others, anywhere on the earth, along the
/// shortest line. Cost of a look-up: about 1 µs a place that is not clearly farther
/// away.
class NearFinder {
 public:
  /// Places in degrees.
  NearFinder(std::span<const double> longitude, std::span<const double> latitude, double radius_m);

  /// Calls `body(place, offset)` for every place at most the radius away, in order of their number; the
  /// offset leads from that place to the one asked for.
  template <typename Body>
  void near(double longitude, double latitude, const Body& body) const {
    const double longitudes = longitudes_within(latitude);
    for (const std::uint32_t place : in_rows_around(latitude)) {
      if (std::abs(std::remainder(longitude_[place] - longitude, 360)) > longitudes) continue;
      const Offset offset = offset_between(longitude_[place], latitude_[place], longitude, latitude);
      if (offset.distance_m() <= radius_m_) body(std::size_t{place}, offset);
    }
  }

 private:
  std::span<const std::uint32_t> in_rows_around(double latitude) const;
  /// Places within the radius are not farther away in degrees of longitude.
  double longitudes_within(double latitude) const;

  std::vector<double> longitude_, latitude_;
  double radius_m_;
  double row_degrees_;
  std::unordered_map<std::int64_t, std::vector<std::uint32_t>> around_;
};

}  // namespace plumbline::geodesy
