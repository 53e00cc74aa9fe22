// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace plumbline::serve {

/// Where a place lies on a Hilbert curve through the cells of zoom 8, and inside a cell on one through its
/// millionths of a degree: places that are near on the curve are near on the ground, and a cell of zoom 5 to
/// 8 is one piece of the curve (0.015 · 2ⁿ degrees, so each is a quarter of the next). Latitude within ±90,
/// longitude within ±180.
std::uint64_t curve_position(double latitude, double longitude);

/// Places whose positions agree in all but this many of the last bits lie in one cell of zoom 8; two more
/// bits for each zoom level less.
inline constexpr unsigned kCellBits = 28;

}  // namespace plumbline::serve
