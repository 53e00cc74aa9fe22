// SPDX-License-Identifier: MIT
#include "parallel/thread_loop.h"

#include <algorithm>

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>

#include "parallel/handover.h"

namespace plumbline {

struct ThreadLimit::Control {
  explicit Control(std::size_t threads) : limit(tbb::global_control::max_allowed_parallelism, threads) {}
  tbb::global_control limit;
};

ThreadLimit::ThreadLimit(std::size_t threads)
    : control_(std::make_unique<Control>(
          threads == 0 ? static_cast<std::size_t>(tbb::info::default_concurrency()) : threads)) {}

ThreadLimit::~ThreadLimit() = default;

std::size_t thread_count() {
  return tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism);
}

void parallel_ranges(std::size_t count, std::size_t grain,
                     const std::function<void(std::size_t, std::size_t)>& body) {
  grain = std::max<std::size_t>(grain, 1);
  const std::size_t ranges = (count + grain - 1) / grain;
  Handover start, end;
  start.give();
  const auto run = [&](std::size_t i) {
    start.take();
    body(i * grain, std::min(count, (i + 1) * grain));
    end.give();
  };
  tbb::parallel_for(std::size_t{0}, ranges, run, tbb::simple_partitioner{});
  end.take();
}

}  // namespace plumbline
