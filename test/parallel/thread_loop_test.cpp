// SPDX-License-Identifier: MIT
#include "parallel/thread_loop.h"

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(ParallelRanges, every_item_is_visited_once_for_any_count_grain_and_thread_count) {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    for (const std::size_t count : {0U, 1U, 9U, 10U, 1001U}) {
      for (const std::size_t grain : {0U, 1U, 10U, 5000U}) {
        std::vector<std::atomic<int>> visits(count);
        parallel_ranges(count, grain, [&](std::size_t begin, std::size_t end) {
          for (std::size_t i = begin; i < end; ++i) ++visits[i];
        });
        for (const auto& visit : visits) ASSERT_EQ(visit, 1);
      }
    }
  }
}

TEST(ParallelRanges, ranges_do_not_depend_on_the_number_of_threads) {
  const auto ranges_with = [](std::size_t threads) {
    const ThreadLimit limit(threads);
    std::mutex mutex;
    std::set<std::pair<std::size_t, std::size_t>> ranges;
    parallel_ranges(100, 30, [&](std::size_t begin, std::size_t end) {
      const std::lock_guard lock(mutex);
      ranges.emplace(begin, end);
    });
    return ranges;
  };
  const std::set<std::pair<std::size_t, std::size_t>> expected{{0, 30}, {30, 60}, {60, 90}, {90, 100}};
  EXPECT_EQ(ranges_with(1), expected);
  EXPECT_EQ(ranges_with(4), expected);
}

TEST(ParallelRanges, an_exception_of_a_body_reaches_the_caller) {
  EXPECT_THROW(parallel_ranges(100, 1,
                               [](std::size_t begin, std::size_t) {
                                 if (begin == 42) throw std::runtime_error("42");
                               }),
               std::runtime_error);
}

TEST(ThreadLimit, limits_only_while_it_lives) {
  const std::size_t before = thread_count();
  {
    const ThreadLimit limit(1);
    EXPECT_EQ(thread_count(), 1U);
  }
  EXPECT_EQ(thread_count(), before);
}

}  // namespace
}  // namespace plumbline
