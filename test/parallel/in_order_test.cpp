// SPDX-License-Identifier: MIT
#include "parallel/in_order.h"

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parallel/thread_loop.h"

namespace plumbline {
namespace {

using ::testing::ElementsAre;

TEST(InOrder, gives_items_by_range_whatever_came_first) {
  std::vector<char> given;
  InOrder<char> in_order([&](std::size_t, char item) { given.push_back(item); });
  in_order.hand_over(4, 6, 'c');
  in_order.hand_over(1, 4, 'b');
  EXPECT_TRUE(given.empty()) << "the first range is still to come";
  in_order.hand_over(0, 1, 'a');
  EXPECT_THAT(given, ElementsAre('a', 'b', 'c'));
  in_order.hand_over(6, 9, 'd');
  EXPECT_THAT(given, ElementsAre('a', 'b', 'c', 'd'));
}

TEST(InOrder, gives_each_item_once_and_one_at_a_time_when_threads_hand_over) {
  constexpr std::size_t kItems = 10'000;
  std::atomic<int> inside{0};
  std::vector<std::size_t> given;
  InOrder<std::size_t> in_order([&](std::size_t begin, std::size_t item) {
    EXPECT_EQ(++inside, 1);
    EXPECT_EQ(begin, item);
    given.push_back(item);
    --inside;
  });
  parallel_ranges(kItems, 1,
                  [&](std::size_t begin, std::size_t end) { in_order.hand_over(begin, end, begin); });
  ASSERT_EQ(given.size(), kItems);
  EXPECT_TRUE(std::ranges::is_sorted(given));
}

TEST(InOrder, stops_at_the_item_that_failed) {
  std::vector<int> given;
  InOrder<int> in_order([&](std::size_t, int item) {
    if (item == 2) throw std::runtime_error("no");
    given.push_back(item);
  });
  in_order.hand_over(0, 1, 1);
  EXPECT_THROW(in_order.hand_over(1, 2, 2), std::runtime_error);
  in_order.hand_over(2, 3, 3);
  EXPECT_THAT(given, ElementsAre(1));
}

}  // namespace
}  // namespace plumbline
