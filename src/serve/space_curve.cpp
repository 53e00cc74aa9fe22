// SPDX-License-Identifier: MIT
#include "serve/space_curve.h"

#include <cmath>
#include <utility>

namespace plumbline::serve {

std::uint64_t curve_position(double latitude, double longitude) {
  constexpr unsigned kBits = 29;  // 2^29 > 360 million
  auto x = static_cast<std::uint32_t>(std::lround((longitude + 180) * 1e6));
  auto y = static_cast<std::uint32_t>(std::lround((latitude + 90) * 1e6));
  std::uint64_t position = 0;
  for (unsigned bit = kBits; bit-- > 0;) {
    const std::uint32_t right = (x >> bit) & 1U;
    const std::uint32_t upper = (y >> bit) & 1U;
    position = (position << 2U) | ((3U * right) ^ upper);
    if (upper == 1) continue;
    if (right == 1) {  // the quarter is run through mirrored
      x = ~x;
      y = ~y;
    }
    std::swap(x, y);
  }
  return position;
}

}  // namespace plumbline::serve
