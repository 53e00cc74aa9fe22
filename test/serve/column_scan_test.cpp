// SPDX-License-Identifier: MIT
#include "serve/column_scan.h"

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::serve {
namespace {

/// Random numbers of `width` bytes, and as they lie in a file.
struct Numbers {
  Numbers(unsigned width, std::uint32_t most, std::mt19937& random)
      : values(kBlockPoints), bytes(kBlockPoints * width + kColumnsPadding) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = std::uniform_int_distribution<std::uint32_t>(0, most)(random);
      std::memcpy(bytes.data() + i * width, &values[i], width);
    }
  }
  std::vector<std::uint32_t> values;
  std::vector<std::byte> bytes;
};

bool is_set(const PassingBits& bits, std::size_t i) { return (bits.at(i / 64) >> (i % 64) & 1U) != 0; }

TEST(ColumnScan, keeps_the_points_in_a_range_or_outside_it_for_every_width_and_number_of_points) {
  std::mt19937 random(5);
  for (const auto& [width, most] : {std::pair{1U, 0xffU}, std::pair{2U, 0xffffU}, std::pair{4U, 0xffffffU}}) {
    const Numbers numbers(width, most, random);
    for (const std::size_t points : {1U, 63U, 64U, 65U, 700U, 1024U}) {
      for (const bool is_outside : {false, true}) {
        const ColumnRange range{.first = most / 4, .more = most / 3, .is_outside = is_outside};
        PassingBits bits = all_bits(points);
        keep_range(numbers.bytes.data(), width, range, points, bits);
        for (std::size_t i = 0; i < kBlockPoints; ++i) {
          const std::uint32_t n = numbers.values[i];
          const bool is_inside = n >= range.first && n <= range.first + range.more;
          ASSERT_EQ(is_set(bits, i), i < points && is_inside != is_outside) << width << " bytes, point " << i;
        }
      }
    }
  }
}

TEST(ColumnScan, keeps_the_kinds_both_halves_of_which_pass) {
  std::mt19937 random(6);
  const Numbers kinds(1, 0xff, random);
  KindPasses passes;
  for (const unsigned motion : {0U, 3U, 15U}) passes.by_class_and_orbit.at(motion) = 0xff;
  for (const unsigned flags : {1U, 5U, 8U}) passes.by_flags.at(flags) = 0xff;
  PassingBits bits = all_bits(kBlockPoints);
  keep_kinds(kinds.bytes.data(), passes, kBlockPoints, bits);
  for (std::size_t i = 0; i < kBlockPoints; ++i) {
    const std::uint32_t kind = kinds.values[i];
    ASSERT_EQ(is_set(bits, i),
              passes.by_class_and_orbit.at(kind & 15U) != 0 && passes.by_flags.at(kind >> 4U) != 0);
  }
}

TEST(ColumnScan, sums_the_numbers_whose_bits_are_set) {
  std::mt19937 random(8);
  for (const auto& [width, most] : {std::pair{1U, 0xffU}, std::pair{2U, 0xffffU}, std::pair{4U, 0x3fffffU}}) {
    const Numbers numbers(width, most, random);
    for (const std::size_t size : {1U, 5U, 63U, 64U, 65U, 700U, 1024U}) {
      PassingBits bits = all_bits(size);
      for (std::uint64_t& word : bits) word &= std::uniform_int_distribution<std::uint64_t>()(random);
      std::size_t sum = 0;
      for (std::size_t i = 0; i < size; ++i) sum += is_set(bits, i) ? numbers.values[i] : 0;
      ASSERT_EQ(sum_of(numbers.bytes.data(), width, size, bits), sum) << width << " bytes, " << size;
    }
  }
}

TEST(ColumnScan, numbers_cells_from_half_a_millionth_inside) {
  std::mt19937 random(7);
  for (const auto& [width, most] : {std::pair{1U, 0xffU}, std::pair{2U, 0xffffU}, std::pair{4U, 120'000U}}) {
    for (const std::uint32_t size : {2000U, 8000U, 15'000U, 120'000U}) {
      const Numbers places(width, most, random);
      CellNumbers numbers{};
      add_cells(places.bytes.data(), width,
                {.before = 1500.5F, .cells_a_number = 1.0F / static_cast<float>(size), .weight = 64},
                kBlockPoints, numbers);
      for (std::size_t i = 0; i < kBlockPoints; ++i)
        ASSERT_EQ(numbers.at(i), 64 * ((places.values[i] + 1500) / size)) << size << ", " << places.values[i];
    }
  }
}

}  // namespace
}  // namespace plumbline::serve
