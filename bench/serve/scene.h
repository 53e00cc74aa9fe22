// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "serve/view_builder.h"

namespace plumbline::bench {

inline constexpr double kSouth = 43.5, kNorth = 46.5, kWest = 7.0, kEast = 13.0;  ///< degrees
inline constexpr std::size_t kTilePoints = 1'000'000;

/// Points of a country, without series: towns and open land between them, on 6 by 3 degrees. Tile by tile,
/// each a strip of the country, ascending and descending in turn. The same for the same number of points.
serve::PointSource country(std::size_t points);

/// splitmix64: the same numbers everywhere.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::uint64_t bits() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
  double within(double least, double greatest) { return least + (greatest - least) * unit(); }
  bool chance(double probability) { return unit() < probability; }
  /// Mean 0, deviation 1 (sum of twelve).
  double normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += unit();
    return sum;
  }

 private:
  std::uint64_t state_;
};

}  // namespace plumbline::bench
