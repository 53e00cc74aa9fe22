// SPDX-License-Identifier: MIT
#include "parallel/pipeline.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gmock/gmock.h>

#include "parallel/thread_loop.h"

namespace plumbline {
namespace {

TEST(OrderedPipeline, every_item_goes_through_the_steps_and_is_taken_in_order) {
  for (const std::size_t threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    for (const std::size_t count : {0U, 1U, 100U}) {
      std::vector<int> slots(3);
      std::vector<int> taken;
      ordered_pipeline(
          slots.size(),
          [&](std::size_t i) {
            if (i < count) slots[i % 3] = static_cast<int>(i);
            return i < count;
          },
          [&](std::size_t i) { slots[i % 3] *= 10; }, [&](std::size_t i) { taken.push_back(slots[i % 3]); });
      ASSERT_EQ(taken.size(), count);
      for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(taken[i], static_cast<int>(10 * i));
    }
  }
}

TEST(OrderedPipeline, no_more_items_are_under_way_than_asked_for) {
  std::atomic<int> under_way = 0;
  std::atomic<int> most = 0;
  ordered_pipeline(
      2,
      [&](std::size_t i) {
        most = std::max(most.load(), ++under_way);
        return i < 50;
      },
      [](std::size_t) {}, [&](std::size_t) { --under_way; });
  EXPECT_LE(most, 2);
}

/// The items taken, and the item whose step threw.
struct Outcome {
  std::size_t taken = 0;
  std::string failure;
};

Outcome run_with_failures(std::size_t next_fails, std::size_t work_fails, std::size_t take_fails) {
  const auto fail_at = [](std::size_t item, std::size_t bad, const char* step) {
    if (item == bad) throw std::runtime_error(step + std::to_string(item));
  };
  Outcome outcome;
  try {
    ordered_pipeline(
        4,
        [&](std::size_t i) {
          fail_at(i, next_fails, "next ");
          return i < 30;
        },
        [&](std::size_t i) { fail_at(i, work_fails, "work "); },
        [&](std::size_t i) {
          fail_at(i, take_fails, "take ");
          ++outcome.taken;
        });
  } catch (const std::runtime_error& failure) {
    outcome.failure = failure.what();
  }
  return outcome;
}

TEST(OrderedPipeline, the_first_item_that_fails_is_thrown_whatever_fails_first) {
  constexpr std::size_t kNever = 1000;
  for (const std::size_t threads : {1U, 2U, 7U}) {
    const ThreadLimit limit(threads);
    for (int repetition = 0; repetition < 20; ++repetition) {
      EXPECT_EQ(run_with_failures(11, 10, kNever).failure, "work 10");
      EXPECT_EQ(run_with_failures(10, 11, kNever).failure, "next 10");
      EXPECT_EQ(run_with_failures(12, 11, 10).failure, "take 10");
      EXPECT_EQ(run_with_failures(0, kNever, kNever).failure, "next 0");
      EXPECT_EQ(run_with_failures(kNever, 29, kNever).taken, 29U);
    }
  }
}

TEST(BothAtOnce, both_run_and_the_failure_of_the_first_is_heard) {
  bool a = false;
  bool b = false;
  both_at_once([&] { a = true; }, [&] { b = true; });
  EXPECT_TRUE(a && b);
  bool ended = false;
  const auto fail = [](const char* text) { throw std::runtime_error(text); };
  EXPECT_THROW(both_at_once([&] { fail("a"); }, [&] { ended = true; }), std::runtime_error);
  EXPECT_TRUE(ended);
  EXPECT_THROW(both_at_once([] {}, [&] { fail("b"); }), std::runtime_error);
}

}  // namespace
}  // namespace plumbline
