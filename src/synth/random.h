// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace plumbline::synth {

/// Random numbers by counter: the n-th number of a stream is a function of the stream's key and n, so points
/// can be made in any order and by any thread. The mixing function is SplitMix64's (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : key_(mix(seed + kGolden)) {}

  /// A stream of its own for something within this one: a tile, a point, a purpose.
  constexpr Random stream(std::uint64_t name) const { return Random(key_ ^ mix(name * kGolden + kOdd)); }

  constexpr std::uint64_t bits(std::uint64_t counter) const { return mix(key_ + (counter + 1) * kGolden); }
  /// In [0, 1).
  constexpr double uniform(std::uint64_t counter) const {
    return static_cast<double>(bits(counter) >> 11) * 0x1p-53;
  }
  constexpr double uniform(std::uint64_t counter, double low, double high) const {
    return low + (high - low) * uniform(counter);
  }

 private:
  static constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;
  static constexpr std::uint64_t kOdd = 0xd1342543de82ef95U;
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }
  std::uint64_t key_;
};

/// Turns 32 random bits into a number of mean 0 and variance 1 by looking its quantile up (linear between
/// 2,048 places; that cuts the tails near ±3.5 standard deviations of the normal variable beneath).
class QuantileTable {
 public:
  static const QuantileTable& normal();
  /// g + 0.2 g³ of a normal g, scaled: kurtosis near 11, as single EGMS acquisitions have.
  static const QuantileTable& heavy_tailed();

  float operator()(std::uint32_t bits) const {
    const std::uint32_t place = bits >> (32 - kBits);
    const auto between = static_cast<float>(bits << kBits >> 8) * 0x1p-24F;
    return values_[place] + between * (values_[place + 1] - values_[place]);
  }

 private:
  static constexpr unsigned kBits = 11;
  explicit QuantileTable(double cubic);
  std::array<float, (1U << kBits) + 1> values_{};
};

}  // namespace plumbline::synth
