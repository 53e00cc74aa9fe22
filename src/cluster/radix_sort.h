// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "cluster/array.h"
#include "parallel/thread_loop.h"

namespace plumbline::cluster {

/// Sorts keys of `bits` bits ascending and takes the values along; equal keys stay in their order. All
/// threads allowed; the result does not depend on them. Linear; needs the same room again while it works.
template <typename Key>
void radix_sort(Array<Key>& keys, Array<std::uint32_t>& values, unsigned bits) {
  constexpr unsigned kMostDigitBits = 10;  // more buckets than this miss the caches when they are written
  constexpr std::size_t kLeastBlock = 32768;
  constexpr std::size_t kMostBlocks = 64;

  const std::size_t count = keys.size();
  if (count < 2 || bits == 0) return;
  const unsigned passes = (bits + kMostDigitBits - 1) / kMostDigitBits;
  const unsigned digit_bits = (bits + passes - 1) / passes;
  const std::size_t buckets = std::size_t{1} << digit_bits;
  const std::size_t block = std::max(kLeastBlock, (count + kMostBlocks - 1) / kMostBlocks);
  const std::size_t blocks = (count + block - 1) / block;

  Array<Key> other_keys(count);
  Array<std::uint32_t> other_values(count);
  std::vector<std::size_t> place(blocks * buckets);  // [block][digit]: how many, then where the next one goes
  for (unsigned pass = 0; pass < passes; ++pass) {
    const auto digit = [shift = pass * digit_bits, mask = buckets - 1](Key key) {
      return static_cast<std::size_t>(key >> shift) & mask;
    };
    parallel_ranges(count, block, [&](std::size_t begin, std::size_t end) {
      std::size_t* number = &place[begin / block * buckets];
      std::fill_n(number, buckets, 0);
      for (std::size_t i = begin; i < end; ++i) ++number[digit(keys[i])];
    });
    std::size_t next = 0;
    for (std::size_t d = 0; d < buckets; ++d) {
      for (std::size_t b = 0; b < blocks; ++b) next += std::exchange(place[b * buckets + d], next);
    }
    parallel_ranges(count, block, [&](std::size_t begin, std::size_t end) {
      std::size_t* target = &place[begin / block * buckets];
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t to = target[digit(keys[i])]++;
        other_keys[to] = keys[i];
        other_values[to] = values[i];
      }
    });
    std::swap(keys, other_keys);
    std::swap(values, other_values);
  }
}

}  // namespace plumbline::cluster
