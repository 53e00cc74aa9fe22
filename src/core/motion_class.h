// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace plumbline {

/// The classes of motion, in the paper's numbering (EGMSpy 2026, table 2).
enum class MotionClass : std::uint8_t { stable, noisy, linear, accel, decel, variable, other };

inline constexpr std::array<std::string_view, 7> kMotionClassNames{"stable", "noisy",    "linear", "accel",
                                                                   "decel",  "variable", "other"};

constexpr std::string_view name_of(MotionClass motion) {
  return kMotionClassNames[static_cast<std::size_t>(motion)];
}

constexpr std::optional<MotionClass> motion_class(std::string_view name) {
  for (std::size_t i = 0; i < kMotionClassNames.size(); ++i) {
    if (kMotionClassNames[i] == name) return static_cast<MotionClass>(i);
  }
  return std::nullopt;
}

}  // namespace plumbline
