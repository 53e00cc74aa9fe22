// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace plumbline::serve {

static_assert(std::endian::native == std::endian::little, "numbers are read as they lie in the file");

/// Bytes that hold a number: 0 to 8.
constexpr unsigned bytes_of(std::uint64_t number) {
  return (static_cast<unsigned>(std::bit_width(number)) + 7) / 8;
}

/// Likewise, but 1, 2 or 4: what a vector of numbers can be made of. `number` < 2^32.
constexpr unsigned lane_bytes_of(std::uint64_t number) {
  return number < 0x100 ? 1 : number < 0x10000 ? 2 : 4;
}

/// Number i of a column of `width` bytes each. Reads eight bytes.
inline std::uint64_t packed_number(const std::byte* column, unsigned width, std::size_t i) {
  std::uint64_t number = 0;
  std::memcpy(&number, column + i * width, sizeof number);
  return width == 8 ? number : number & ((std::uint64_t{1} << (8 * width)) - 1);
}

/// Writes one. Touches eight bytes: write from the first to the last.
inline void pack_number(std::byte* column, unsigned width, std::size_t i, std::uint64_t number) {
  std::memcpy(column + i * width, &number, sizeof number);
}

}  // namespace plumbline::serve
