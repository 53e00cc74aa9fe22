// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "serve/plain_scan.h"

namespace plumbline::test {

inline constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  int whole(int least, int greatest) { return std::uniform_int_distribution<int>(least, greatest)(random_); }
  double real(double least, double greatest) {
    return std::uniform_real_distribution<double>(least, greatest)(random_);
  }
  bool once_in(int times) { return whole(1, times) == 1; }

 private:
  std::mt19937 random_;
};

/// Random points within `extent` degrees around (0, 0), many on borders of cells, with few different
/// coherences, so that ties are common. West of 0 they have six decimals, as L2; east of it all of theirs, as
/// L3.
inline std::vector<MapPoint> random_points(std::size_t count, double extent, Draw& draw) {
  std::vector<MapPoint> points;
  const int borders = static_cast<int>(extent / 0.002) - 1;
  const auto coordinate = [&] {
    return draw.whole(0, 9) < 3 ? draw.whole(-borders, borders) * 0.002 : draw.real(-extent, extent);
  };
  const auto six_decimals = [](double degrees) { return std::round(degrees * 1e6) / 1e6; };
  for (std::size_t i = 0; i < count; ++i) {
    MapPoint point;
    point.pid = std::to_string(1'000'000'000 + (i * 7919) % count);
    point.latitude = coordinate();
    point.longitude = coordinate();
    if (point.longitude <= 0) {
      point.latitude = six_decimals(point.latitude);
      point.longitude = six_decimals(point.longitude);
    }
    point.velocity = draw.once_in(10) ? kMissing : static_cast<float>(draw.whole(-60, 60)) / 10.0F;
    if (draw.once_in(20)) point.velocity = draw.once_in(2) ? -0.0F : 0.0F;
    point.coherence = draw.once_in(10) ? kMissing : static_cast<float>(5 + draw.whole(0, 4)) / 10.0F;
    if (draw.once_in(50)) point.coherence = 0;
    point.height = draw.once_in(10) ? kMissing : static_cast<float>(draw.whole(-30, 400)) / 10.0F;
    point.orbit = static_cast<serve::Orbit>(draw.whole(0, 2));
    point.motion_class = draw.once_in(5) ? serve::kUnclassified : static_cast<std::uint8_t>(draw.whole(0, 6));
    point.flags = draw.once_in(5) ? serve::kFlagsUnknown : static_cast<std::uint8_t>(draw.whole(0, 15));
    if (draw.once_in(6)) point.cluster = "CL_000" + std::to_string(draw.whole(1, 3));
    points.push_back(point);
    for (std::uint16_t tile = 1; tile < kTiles;
         ++tile) {  // the same pid in other tiles, as L3 east and up have
      if (!draw.once_in(10)) continue;
      point.tile = tile;
      points.push_back(point);
    }
  }
  return points;
}

template <typename T>
std::pair<T, T> ordered(T a, T b) {
  return {std::min(a, b), std::max(a, b)};
}

/// Any combination of conditions; every one is left out more often than not, so that some points pass.
inline serve::PointFilter random_filter(double extent, Draw& draw) {
  serve::PointFilter filter;
  const auto edge = [&] {
    return draw.once_in(2) ? draw.whole(-500, 500) * 0.002 * extent : draw.real(-1.2, 1.2) * extent;
  };
  if (!draw.once_in(4)) {
    std::tie(filter.min_latitude, filter.max_latitude) = ordered(edge(), edge());
    std::tie(filter.min_longitude, filter.max_longitude) = ordered(edge(), edge());
  }
  filter.zoom = draw.whole(0, 14);
  const auto tenths = [&](int least, int greatest) {
    return static_cast<float>(draw.whole(least, greatest)) / 10.0F;
  };
  if (draw.once_in(4)) filter.least_speed_mm_per_year = tenths(0, 30);
  if (draw.once_in(8)) filter.greatest_speed_mm_per_year = tenths(0, 60);
  if (draw.once_in(6))
    std::tie(filter.least_velocity_mm_per_year, filter.greatest_velocity_mm_per_year) =
        ordered(tenths(-60, 60), tenths(-60, 60));
  if (draw.once_in(4)) filter.least_coherence = static_cast<float>(draw.whole(0, 20)) / 20.0F;
  if (draw.once_in(8)) filter.greatest_coherence = static_cast<float>(draw.whole(0, 20)) / 20.0F;
  if (draw.once_in(6))
    std::tie(filter.least_height_m, filter.greatest_height_m) = ordered(tenths(-30, 400), tenths(-30, 400));
  filter.ascending = !draw.once_in(6);
  filter.descending = !draw.once_in(6);
  if (draw.once_in(4)) filter.classes = static_cast<std::uint16_t>(draw.whole(0, 0xffff));
  if (draw.once_in(3)) filter.components = static_cast<std::uint8_t>(draw.whole(0, 7));
  if (draw.once_in(6)) filter.flags_set = static_cast<std::uint8_t>(1U << draw.whole(0, 3));
  if (draw.once_in(6)) filter.flags_not_set = static_cast<std::uint8_t>(1U << draw.whole(0, 3));
  if (draw.once_in(8)) filter.cluster = "CL_000" + std::to_string(draw.whole(1, 4));  // 4 is not there
  if (draw.once_in(4)) filter.max_points = static_cast<std::size_t>(draw.whole(1, 400));
  return filter;
}

}  // namespace plumbline::test
