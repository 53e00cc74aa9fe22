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

/// Two digits of base 62 at a time: every number below 62^2 as text.
inline constexpr auto kDigitPairs = [] {
  constexpr char kDigits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::array<std::array<char, 2>, 62 * 62> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kDigits[i / 62], kDigits[i % 62]};
  return pairs;
}();

constexpr std::array<char, PointId::kLength> pid_characters(std::uint64_t number) {
  std::array<char, PointId::kLength> text{};
  for (std::size_t i = text.size(); i > 0; i -= 2, number /= kDigitPairs.size()) {
    const auto& pair = kDigitPairs[number % kDigitPairs.size()];
    text[i - 2] = pair[0];
    text[i - 1] = pair[1];
  }
  return text;
}

/// A coordinate to six decimals, as EGMS prints L2, and back: the nearest float64 to the decimal text.
constexpr std::int32_t millionths(double degrees) {
  return static_cast<std::int32_t>(degrees * 1e6 + (degrees < 0 ? -0.5 : 0.5));
}
constexpr double degrees(std::int32_t millionths) { return millionths / 1e6; }

}  // namespace plumbline::serve
