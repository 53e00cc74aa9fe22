// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "serve/digit_sort.h"

namespace plumbline::serve {

/// Dataset, orbit, velocity, coherence, class and flags of a point in one number, in this order: those that
/// differ in their flags only lie side by side.
struct CombinationKey {
  static constexpr unsigned kKindBits = 8, kCodeBits = 23, kOrbitBits = 2;
  /// Codes of more different values than that have no place in a key.
  static constexpr std::size_t kMostCodes = std::size_t{1} << kCodeBits;

  unsigned dataset = 0;  ///< below 256
  unsigned orbit = 0;
  std::uint32_t velocity = 0;   ///< code
  std::uint32_t coherence = 0;  ///< code
  unsigned motion_class = 0;    ///< or PointKind::kNoClass
  unsigned flags = 0;

  constexpr std::uint64_t number() const {
    std::uint64_t number = (std::uint64_t{dataset} << kOrbitBits) | orbit;
    number = (number << kCodeBits) | velocity;
    number = (number << kCodeBits) | coherence;
    return (number << kKindBits) | (motion_class << 4U) | flags;
  }
  static constexpr CombinationKey of(std::uint64_t number) {
    constexpr std::uint64_t kCode = kMostCodes - 1;
    return {.dataset = static_cast<unsigned>(number >> (2 * kCodeBits + kKindBits + kOrbitBits)),
            .orbit = static_cast<unsigned>(number >> (2 * kCodeBits + kKindBits)) & 3U,
            .velocity = static_cast<std::uint32_t>(number >> (kCodeBits + kKindBits) & kCode),
            .coherence = static_cast<std::uint32_t>(number >> kKindBits & kCode),
            .motion_class = static_cast<unsigned>(number) >> 4U & 15U,
            .flags = static_cast<unsigned>(number) & 15U};
  }
};

/// How many points have a combination of values.
struct Combination {
  std::uint64_t key = 0;
  std::uint32_t points = 0;
};
using Combinations = std::vector<Combination>;  ///< ascending by key, each once

/// Those of points, by the keys of each. `keys`: `number` is 1.
Combinations counted(std::vector<KeyedNumber> keys);
/// Both together.
Combinations merged(std::span<const Combination> a, std::span<const Combination> b);
/// As if no point had a flag.
Combinations without_flags(std::span<const Combination> combinations);

}  // namespace plumbline::serve
