// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace plumbline::serve {

/// Where a place lies on a Hilbert curve through squares of a millionth of a degree: places that are near on
/// the curve are near on the ground. Latitude within ±90, longitude within ±180. (Hamilton & Rau-Chaplin
/// 2008, the two-dimensional case, as a loop over the bits.)
std::uint64_t curve_position(double latitude, double longitude);

}  // namespace plumbline::serve
