// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>

namespace plumbline {

/// Three steps over a stream of items that are numbered from 0, on all threads allowed:
///   `next(i)`  makes item i ready, one after the other; false when there is none;
///   `work(i)`  side by side;
///   `take(i)`  one after the other, in order.
/// At most `at_once` items are between the start of `next` and the end of `take`, so item i may live in slot
/// i % at_once. What a step throws is thrown when its item's turn to be taken comes, so the first item that
/// fails is the same for any number of threads; nothing is taken after it.
void ordered_pipeline(std::size_t at_once, const std::function<bool(std::size_t item)>& next,
                      const std::function<void(std::size_t item)>& work,
                      const std::function<void(std::size_t item)>& take);

/// Runs both, at the same time where threads allow. The first exception is rethrown when both have ended.
void both_at_once(const std::function<void()>& a, const std::function<void()>& b);

}  // namespace plumbline
