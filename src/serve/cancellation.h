// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>

#include "core/error.h"

namespace plumbline::serve {

/// Whether an answer is still wanted. Loops that take long ask again and again; any number of threads may
/// ask, and say that the client has left.
class Cancellation {
 public:
  using Clock = std::chrono::steady_clock;

  /// Wanted for ever.
  Cancellation() = default;
  explicit Cancellation(Clock::time_point deadline) : deadline_(deadline) {}

  void client_left() { client_left_ = true; }
  bool has_client_left() const { return client_left_; }

  /// Throws Error(interrupted) as soon as the client has left or the deadline is over. Costs some tens of
  /// nanoseconds: call it once a block of points, not once a point.
  void check() const {
    if (client_left_) throw Error(ErrorCode::interrupted, {}, "the client has left");
    if (Clock::now() > deadline_)
      throw Error(ErrorCode::interrupted, {}, "the answer takes longer than the server gives it",
                  "Ask for a smaller area, a shorter time or fewer points, or try again later");
  }

 private:
  std::atomic<bool> client_left_{false};
  Clock::time_point deadline_ = Clock::time_point::max();
};

}  // namespace plumbline::serve
