// SPDX-License-Identifier: MIT
// Compiled once a target.
#include "serve/column_scan.h"

#include <cstring>

// Their vectors have no size at compile time, and NEON is there, too.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "serve/column_scan.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace plumbline::serve {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Bits of one word: 64 numbers from `column` on.
template <typename T, typename Passes>
HWY_INLINE uint64_t word_of(const T* column, const Passes& passes) {
  const hn::CappedTag<T, 64> d;
  uint64_t word = 0;
  for (size_t i = 0; i < 64; i += hn::Lanes(d)) {
    uint8_t bytes[8] = {};
    hn::StoreMaskBits(d, passes(d, hn::LoadU(d, column + i)), bytes);
    uint64_t bits = 0;
    memcpy(&bits, bytes, sizeof bits);
    word |= bits << i;
  }
  return word;
}

template <typename T>
HWY_INLINE void keep_range_of(const std::byte* column, const ColumnRange& range, size_t points,
                              PassingBits& bits) {
  const T* numbers = reinterpret_cast<const T*>(column);
  const hn::CappedTag<T, 64> d;
  const auto first = hn::Set(d, static_cast<T>(range.first));
  const auto more = hn::Set(d, static_cast<T>(range.more));
  const uint64_t flip = range.is_outside ? ~uint64_t{0} : 0;
  // Counted from the first, what lies before it is greater than all that lies after it.
  const auto passes = [&](auto, auto x) HWY_ATTR {
    const auto beyond = hn::Sub(x, first);
    return hn::Eq(hn::Min(beyond, more), beyond);  // <=, which unsigned numbers do not have
  };
  for (size_t word = 0; word * 64 < points; ++word) {
    // The next block is asked the same more often than not; its column follows.
    for (size_t line = 0; line < sizeof(T); ++line)
      __builtin_prefetch(column + points * sizeof(T) + (word * sizeof(T) + line) * 64);
    if (bits[word] != 0) bits[word] &= word_of(numbers + word * 64, passes) ^ flip;
  }
}

void keep_range(const std::byte* column, unsigned width, const ColumnRange& range, size_t points,
                PassingBits& bits) {
  if (width == 1) return keep_range_of<uint8_t>(column, range, points, bits);
  if (width == 2) return keep_range_of<uint16_t>(column, range, points, bits);
  return keep_range_of<uint32_t>(column, range, points, bits);
}

void keep_kinds(const std::byte* kinds, const KindPasses& passes, size_t points, PassingBits& bits) {
  const hn::CappedTag<uint8_t, 64> d;
  const auto by_class_and_orbit = hn::LoadDup128(d, passes.by_class_and_orbit.data());
  const auto by_flags = hn::LoadDup128(d, passes.by_flags.data());
  const auto low = hn::Set(d, uint8_t{15});
  const auto both = [&](auto tag, auto kind) HWY_ATTR {
    const auto motion = hn::TableLookupBytes(by_class_and_orbit, hn::And(kind, low));
    const auto flags = hn::TableLookupBytes(by_flags, hn::ShiftRight<4>(kind));
    return hn::Ne(hn::And(motion, flags), hn::Zero(tag));
  };
  const uint8_t* numbers = reinterpret_cast<const uint8_t*>(kinds);
  for (size_t word = 0; word * 64 < points; ++word) {
    __builtin_prefetch(kinds + points + word * 64);  // likewise
    if (bits[word] != 0) bits[word] &= word_of(numbers + word * 64, both);
  }
}

template <typename Wide, typename Numbers>
HWY_INLINE auto promoted(Wide wide, Numbers numbers) {
  if constexpr (sizeof(hn::TFromV<Numbers>) == sizeof(int32_t)) {
    return numbers;
  } else {
    return hn::PromoteTo(wide, numbers);
  }
}

template <typename T>
HWY_INLINE size_t sum_of_set(const std::byte* column, size_t size, const PassingBits& bits) {
  const T* numbers = reinterpret_cast<const T*>(column);
  const hn::CappedTag<uint32_t, 64> d;
  const hn::Rebind<T, decltype(d)> narrow;
  auto sum = hn::Zero(d);
  for (size_t i = 0; i < size; i += hn::Lanes(d)) {
    const uint64_t word = bits[i / 64] >> (i % 64);
    uint8_t bytes[8];
    memcpy(bytes, &word, sizeof bytes);
    sum = hn::Add(
        sum, hn::IfThenElseZero(hn::LoadMaskBits(d, bytes), promoted(d, hn::LoadU(narrow, numbers + i))));
  }
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

size_t sum_of(const std::byte* column, unsigned width, size_t size, const PassingBits& bits) {
  if (width == 1) return sum_of_set<uint8_t>(column, size, bits);
  if (width == 2) return sum_of_set<uint16_t>(column, size, bits);
  return sum_of_set<uint32_t>(column, size, bits);
}

template <typename T>
HWY_INLINE void add_cells_of(const std::byte* column, const CellScale& scale, size_t points,
                             CellNumbers& numbers) {
  const T* places = reinterpret_cast<const T*>(column);
  const hn::ScalableTag<float> floats;
  const hn::Rebind<int32_t, decltype(floats)> wide;
  const hn::Rebind<T, decltype(floats)> narrow;
  const hn::Rebind<int16_t, decltype(floats)> cells;
  const hn::Rebind<uint16_t, decltype(floats)> sums;
  const auto before = hn::Set(floats, scale.before);
  const auto cells_a_number = hn::Set(floats, scale.cells_a_number);
  const auto weight = hn::Set(sums, scale.weight);
  for (size_t i = 0; i < points; i += hn::Lanes(floats)) {
    const auto place = hn::ConvertTo(floats, promoted(wide, hn::LoadU(narrow, places + i)));
    const auto cell = hn::ConvertTo(wide, hn::Mul(hn::Add(place, before), cells_a_number));
    const auto number = hn::BitCast(sums, hn::DemoteTo(cells, cell));
    const auto sum = hn::LoadU(sums, numbers.data() + i);
    hn::StoreU(hn::Add(sum, hn::Mul(number, weight)), sums, numbers.data() + i);
  }
}

void add_cells(const std::byte* column, unsigned width, const CellScale& scale, size_t points,
               CellNumbers& numbers) {
  if (width == 1) return add_cells_of<uint8_t>(column, scale, points, numbers);
  if (width == 2) return add_cells_of<uint16_t>(column, scale, points, numbers);
  return add_cells_of<int32_t>(column, scale, points, numbers);
}

}  // namespace HWY_NAMESPACE
}  // namespace plumbline::serve
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <bit>

namespace plumbline::serve {

HWY_EXPORT(keep_range);
HWY_EXPORT(keep_kinds);
HWY_EXPORT(sum_of);
HWY_EXPORT(add_cells);

void keep_range(const std::byte* column, unsigned width, const ColumnRange& range, std::size_t points,
                PassingBits& bits) {
  HWY_DYNAMIC_DISPATCH(keep_range)(column, width, range, points, bits);
}

void keep_kinds(const std::byte* kinds, const KindPasses& passes, std::size_t points, PassingBits& bits) {
  HWY_DYNAMIC_DISPATCH(keep_kinds)(kinds, passes, points, bits);
}

std::size_t sum_of(const std::byte* column, unsigned width, std::size_t size, const PassingBits& bits) {
  return HWY_DYNAMIC_DISPATCH(sum_of)(column, width, size, bits);
}

void add_cells(const std::byte* column, unsigned width, const CellScale& scale, std::size_t points,
               CellNumbers& numbers) {
  HWY_DYNAMIC_DISPATCH(add_cells)(column, width, scale, points, numbers);
}

PassingBits all_bits(std::size_t points) {
  PassingBits bits{};
  for (std::size_t word = 0; word * 64 < points; ++word) {
    const std::size_t left = points - word * 64;
    bits[word] = left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
  }
  return bits;
}

std::size_t count_bits(const PassingBits& bits) {
  std::size_t count = 0;
  for (const std::uint64_t word : bits) count += static_cast<std::size_t>(std::popcount(word));
  return count;
}

}  // namespace plumbline::serve
#endif
