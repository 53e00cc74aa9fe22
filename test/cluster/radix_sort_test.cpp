// SPDX-License-Identifier: MIT
#include "cluster/radix_sort.h"

#include <algorithm>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::cluster {
namespace {

using testing::ElementsAre;

struct Sorted {
  std::vector<std::uint64_t> keys;
  std::vector<std::uint32_t> values;
};

/// Sorts keys with the values 0, 1, ….
template <typename Key = std::uint64_t>
Sorted sorted(const std::vector<Key>& given, unsigned bits) {
  Array<Key> keys(given.size());
  Array<std::uint32_t> values(given.size());
  std::copy(given.begin(), given.end(), keys.begin());
  for (std::uint32_t i = 0; i < values.size(); ++i) values[i] = i;
  radix_sort(keys, values, bits);
  Sorted result;
  for (const Key key : keys) result.keys.push_back(static_cast<std::uint64_t>(key));
  result.values.assign(values.begin(), values.end());
  return result;
}

TEST(RadixSort, puts_keys_in_order_and_takes_their_values_along) {
  const Sorted result = sorted<>({5, 1023, 0, 77}, 10);
  EXPECT_THAT(result.keys, ElementsAre(0, 5, 77, 1023));
  EXPECT_THAT(result.values, ElementsAre(2, 0, 3, 1));
}

TEST(RadixSort, leaves_equal_keys_in_their_order) {
  EXPECT_THAT(sorted<>({3, 1, 3, 1, 3}, 2).values, ElementsAre(1, 3, 0, 2, 4));
}

TEST(RadixSort, takes_nothing_and_one) {
  EXPECT_TRUE(sorted<>({}, 64).keys.empty());
  EXPECT_THAT(sorted<>({9}, 4).keys, ElementsAre(9));
}

TEST(RadixSort, sorts_as_the_standard_library_does_whatever_the_number_of_bits) {
  std::mt19937_64 random(1);
  for (const unsigned bits : {1U, 7U, 10U, 11U, 33U, 64U}) {
    std::vector<std::uint64_t> keys(100000);
    for (std::uint64_t& key : keys) key = random() >> (64 - bits);
    const Sorted result = sorted<>(keys, bits);
    for (std::size_t i = 0; i < keys.size(); ++i) ASSERT_EQ(keys[result.values[i]], result.keys[i]);
    std::sort(keys.begin(), keys.end());
    EXPECT_EQ(result.keys, keys) << bits;
  }
}

TEST(RadixSort, sorts_keys_of_more_than_64_bits) {
  __extension__ using WideKey = unsigned __int128;
  const std::vector<WideKey> keys{WideKey{1} << 80 | 5, 7, WideKey{1} << 70, WideKey{1} << 80};
  EXPECT_THAT(sorted(keys, 81).values, ElementsAre(1, 2, 3, 0));
}

}  // namespace
}  // namespace plumbline::cluster
