// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace plumbline {

/// Calls `body(begin, end)` for consecutive ranges that cover [0, count), on all threads allowed. Ranges hold
/// `grain` items (the last may hold fewer), whatever the number of threads, so results that depend on the
/// ranges do not depend on the threads. The first exception thrown by a body is rethrown; the rest is
/// cancelled.
void parallel_ranges(std::size_t count, std::size_t grain,
                     const std::function<void(std::size_t begin, std::size_t end)>& body);

/// Limits the threads of `parallel_ranges` while it lives; 0 = all processors this process may use.
class ThreadLimit {
 public:
  explicit ThreadLimit(std::size_t threads);
  ~ThreadLimit();
  ThreadLimit(const ThreadLimit&) = delete;
  ThreadLimit& operator=(const ThreadLimit&) = delete;

 private:
  struct Control;
  std::unique_ptr<Control> control_;
};

/// Threads that `parallel_ranges` uses now.
std::size_t thread_count();

}  // namespace plumbline
