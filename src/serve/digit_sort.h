// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace plumbline::serve {

struct KeyedNumber {
  std::uint64_t key = 0;
  std::uint32_t number = 0;
};

/// Sorts by key, 11 bits of it at a time, lowest first: stable, so that after the last all are in order.
/// Digits that all keys have in common are passed over.
inline void sort_by_digits(std::vector<KeyedNumber>& items) {
  constexpr unsigned kDigitBits = 11;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  if (items.empty()) return;
  std::uint64_t some = 0, all = ~std::uint64_t{0};
  for (const KeyedNumber& item : items) {
    some |= item.key;
    all &= item.key;
  }
  std::vector<KeyedNumber> sorted(items.size());
  for (unsigned shift = 0; shift < 64; shift += kDigitBits) {
    if ((((some ^ all) >> shift) & (kDigits - 1)) == 0) continue;
    std::array<std::size_t, kDigits + 1> begin{};
    for (const KeyedNumber& item : items) ++begin[((item.key >> shift) & (kDigits - 1)) + 1];
    for (std::size_t digit = 1; digit <= kDigits; ++digit) begin[digit] += begin[digit - 1];
    for (const KeyedNumber& item : items) sorted[begin[(item.key >> shift) & (kDigits - 1)]++] = item;
    items.swap(sorted);
  }
}

}  // namespace plumbline::serve
