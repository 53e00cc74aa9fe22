// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace plumbline {

/// Gives items that several threads make in any order to `body` in the order of their ranges, so that sums of
/// floating-point numbers do not depend on the threads. Items that come early are kept until their turn: as
/// many as the threads are apart.
template <typename Item>
class InOrder {
 public:
  using Body = std::function<void(std::size_t begin, const Item& item)>;

  /// `body` is called on one thread at a time, on any that hands over.
  explicit InOrder(Body body) : body_(std::move(body)) {}

  /// `item` is what [begin, end) gave. All ranges together cover [0, …) once. Does not wait for another
  /// thread's `body`. What `body` throws is thrown here, and nothing is given to it any more.
  void hand_over(std::size_t begin, std::size_t end, Item item) {
    std::unique_lock lock(mutex_);
    early_.emplace(begin, std::pair(end, std::move(item)));
    if (busy_) return;
    busy_ = true;
    for (auto next = early_.begin(); next != early_.end() && next->first == done_; next = early_.begin()) {
      const auto own = early_.extract(next);
      lock.unlock();
      body_(own.key(), own.mapped().second);
      lock.lock();
      done_ = own.mapped().first;
    }
    busy_ = false;
  }

 private:
  Body body_;
  std::mutex mutex_;
  std::map<std::size_t, std::pair<std::size_t, Item>> early_;  // by begin
  std::size_t done_ = 0;                                       // all before this was given
  bool busy_ = false;                                          // a thread is in `body`, or one has thrown
};

}  // namespace plumbline
