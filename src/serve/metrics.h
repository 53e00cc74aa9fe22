// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace plumbline::serve {

/// What the server has done since it started. Any number of threads may count and read.
class Metrics {
 public:
  /// An answer that was computed. `endpoint` is one of a few names, never what a client wrote.
  void count_answer(std::string_view endpoint, unsigned status, double seconds, std::size_t bytes);

  std::atomic<std::int64_t> connections{0};    ///< open now
  std::atomic<std::int64_t> waiting_short{0};  ///< requests that wait for a worker, or are with one
  std::atomic<std::int64_t> waiting_long{0};   ///< of those that take long
  std::atomic<std::uint64_t> refused_connections{0};
  std::atomic<std::uint64_t> refused_requests{0};    ///< too many waited, or it waited or took too long
  std::atomic<std::uint64_t> abandoned_requests{0};  ///< their clients left before the answer

  /// In Prometheus' text format 0.0.4.
  std::string text() const;

 private:
  static constexpr std::array kBounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                      0.1,   0.25,   0.5,   1.0,  2.5,   10.0};
  struct Times {
    std::array<std::uint64_t, kBounds.size() + 1>
        counts{};  ///< by the first bound that is not below; then the rest
    double sum = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, unsigned>, std::uint64_t> answers_;  ///< by endpoint and status
  std::map<std::string, Times> times_;                                 ///< by endpoint
  std::uint64_t bytes_ = 0;
};

}  // namespace plumbline::serve
