// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "core/point_id.h"

namespace plumbline {

/// The ten base-62 digits of an id as one number below 2^60: different ids, different numbers, in the same
/// order.
constexpr std::uint64_t point_number(const PointId& pid) {
  std::uint64_t number = 0;
  for (const char c : pid.text()) {
    const int digit = c <= '9' ? c - '0' : c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36;
    number = number * 62 + static_cast<std::uint64_t>(digit);
  }
  return number;
}

}  // namespace plumbline
