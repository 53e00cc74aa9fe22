// SPDX-License-Identifier: MIT
#include "parallel/pipeline.h"

#include <exception>
#include <utility>
#include <vector>

#include <tbb/parallel_invoke.h>
#include <tbb/parallel_pipeline.h>

#include "parallel/handover.h"

namespace plumbline {

void ordered_pipeline(std::size_t at_once, const std::function<bool(std::size_t)>& next,
                      const std::function<void(std::size_t)>& work,
                      const std::function<void(std::size_t)>& take) {
  std::vector<std::exception_ptr> failures(at_once);
  std::size_t count = 0;
  bool ended = false;
  bool failed = false;
  Handover nexts, takes;
  std::vector<Handover> slots(at_once);
  const auto guarded = [&](std::size_t item, const auto& step) {
    std::exception_ptr& failure = failures[item % at_once];
    if (failure != nullptr) return;
    try {
      step();
    } catch (...) {
      failure = std::current_exception();
    }
  };
  nexts.give();
  tbb::parallel_pipeline(
      at_once,
      tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) {
        const Turn turn(nexts);
        const std::size_t item = count;
        const Turn slot(slots[item % at_once]);
        guarded(item, [&] { ended = ended || !next(item); });
        if (failures[item % at_once] != nullptr && !std::exchange(ended, true))
          return count++;  // is taken like the others, and throws then
        if (ended) control.stop();
        return count++;
      }) & tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel, [&](std::size_t item) {
        const Turn slot(slots[item % at_once]);
        guarded(item, [&] { work(item); });
        return item;
      }) & tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order, [&](std::size_t item) {
        const Turn turn(takes);
        const Turn slot(slots[item % at_once]);
        if (failed) return;
        guarded(item, [&] { take(item); });
        failed = failures[item % at_once] != nullptr;
        if (failed) std::rethrow_exception(failures[item % at_once]);
      }));
  nexts.take();
  takes.take();
  for (Handover& slot : slots) slot.take();
}

void both_at_once(const std::function<void()>& a, const std::function<void()>& b) {
  std::exception_ptr failure_of_a;
  std::exception_ptr failure_of_b;
  Handover start, end;
  start.give();
  const auto run = [&](const std::function<void()>& action, std::exception_ptr& failure) {
    start.take();
    try {
      action();
    } catch (...) {
      failure = std::current_exception();
    }
    end.give();
  };
  tbb::parallel_invoke([&] { run(a, failure_of_a); }, [&] { run(b, failure_of_b); });
  end.take();
  if (failure_of_a != nullptr) std::rethrow_exception(failure_of_a);
  if (failure_of_b != nullptr) std::rethrow_exception(failure_of_b);
}

}  // namespace plumbline
