// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace plumbline::cli {

enum class ProgressMode { automatic, bar, json, none };

/// Progress of one piece of work on standard error: a bar with items, rate and time left, or one JSON line a
/// second. Shows nothing before `kSilence` has passed, so short work stays quiet. Not thread-safe.
class Progress {
 public:
  Progress(std::ostream& err, ProgressMode mode, std::string_view label, std::string_view unit,
           std::uint64_t total);
  ~Progress();
  Progress(Progress&&) noexcept;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  Progress& operator=(Progress&&) = delete;

  void advance(std::uint64_t items);

 private:
  void show(std::chrono::steady_clock::time_point now, bool last);
  static constexpr std::chrono::milliseconds kSilence{1000};
  static constexpr std::chrono::milliseconds kBarEvery{100};
  static constexpr std::chrono::milliseconds kJsonEvery{1000};

  std::ostream* err_;
  ProgressMode mode_;
  std::string label_;
  std::string unit_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point last_shown_;
};

}  // namespace plumbline::cli
