// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace plumbline::serve {

/// The zoom level whose cells the points of an index are parted into (0.12 degrees): each is halved without a
/// rest into the cells of zoom 6, 7 and 8.
inline constexpr int kHomeZoom = 5;

/// A cell of zoom 5.
struct HomeCell {
  std::int32_t row = 0;
  std::int32_t column = 0;

  friend bool operator==(const HomeCell&, const HomeCell&) = default;
};

/// Of a place: latitude within ±90, longitude within ±180.
HomeCell home_cell(double latitude, double longitude);

/// Where the cell lies on a Hilbert curve: cells that are near on the curve are near on the ground. Below
/// 2^24.
std::uint32_t curve_position(HomeCell cell);

}  // namespace plumbline::serve
