// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

#include "core/point_id.h"

namespace plumbline::serve {

/// The ten characters of a pid as a number of base 62: eight bytes, and in the order of the text.
constexpr std::uint64_t pid_number(const PointId& pid) {
  std::uint64_t number = 0;
  for (const char c : pid.text()) {
    const int digit = c <= '9' ? c - '0' : c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36;
    number = number * 62 + static_cast<std::uint64_t>(digit);
  }
  return number;
}

constexpr std::array<char, PointId::kLength> pid_characters(std::uint64_t number) {
  std::array<char, PointId::kLength> text{};
  for (std::size_t i = text.size(); i-- > 0; number /= 62)
    text[i] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[number % 62];
  return text;
}

/// A coordinate to six decimals, as EGMS prints L2, and back: the nearest float64 to the decimal text.
constexpr std::int32_t millionths(double degrees) {
  return static_cast<std::int32_t>(degrees * 1e6 + (degrees < 0 ? -0.5 : 0.5));
}
constexpr double degrees(std::int32_t millionths) { return millionths / 1e6; }

}  // namespace plumbline::serve
