// SPDX-License-Identifier: MIT
#include "progress.h"

#include <algorithm>
#include <ostream>
#include <unistd.h>
#include <utility>

#include <fmt/ostream.h>

#include "interrupt.h"

namespace plumbline::cli {
namespace {

using std::chrono::steady_clock;

/// 12345678 -> "12.3 M": three digits are what an eye takes in.
std::string short_count(double value) {
  if (value >= 1e9) return fmt::format("{:.3g} G", value / 1e9);
  if (value >= 1e6) return fmt::format("{:.3g} M", value / 1e6);
  if (value >= 1e4) return fmt::format("{:.3g} k", value / 1e3);
  return fmt::format("{:.0f}", value);
}

std::string duration(double seconds) {
  const auto whole = static_cast<long>(seconds + 0.5);
  if (whole >= 3600) return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
  if (whole >= 60) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} s", whole);
}

}  // namespace

Progress::Progress(std::ostream& err, ProgressMode mode, std::string_view label, std::string_view unit,
                   std::uint64_t total)
    : err_(&err),
      mode_(mode),
      label_(label),
      unit_(unit),
      total_(total),
      begin_(steady_clock::now()),
      last_shown_(begin_) {
  if (mode_ == ProgressMode::automatic)
    mode_ = isatty(STDERR_FILENO) != 0 ? ProgressMode::bar : ProgressMode::none;
}

Progress::Progress(Progress&& other) noexcept
    : err_(other.err_),
      mode_(std::exchange(other.mode_, ProgressMode::none)),
      label_(std::move(other.label_)),
      unit_(std::move(other.unit_)),
      total_(other.total_),
      done_(other.done_),
      shown_(std::exchange(other.shown_, false)),
      begin_(other.begin_),
      last_shown_(other.last_shown_) {}

Progress::~Progress() {
  if (shown_) show(steady_clock::now(), true);
}

void Progress::advance(std::uint64_t items) {
  check_interrupted();
  done_ += items;
  if (mode_ == ProgressMode::none) return;
  const auto now = steady_clock::now();
  if (now - begin_ < kSilence) return;
  if (shown_ && now - last_shown_ < (mode_ == ProgressMode::json ? kJsonEvery : kBarEvery)) return;
  show(now, false);
}

void Progress::show(steady_clock::time_point now, bool last) {
  shown_ = true;
  last_shown_ = now;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  const double left = rate > 0 && total_ > done_ ? static_cast<double>(total_ - done_) / rate : 0;
  if (mode_ == ProgressMode::json) {
    fmt::print(
        *err_,
        R"({{"progress":"{}","unit":"{}","done":{},"total":{},"per_second":{:.0f},"seconds_left":{:.0f}}})"
        "\n",
        label_, unit_, done_, total_, rate, left);
  } else {
    constexpr std::uint64_t kWidth = 24;
    const std::uint64_t filled = total_ == 0 ? 0 : std::min(kWidth, done_ * kWidth / total_);
    fmt::print(*err_, "\r\033[K{} [{}{}] {} of {} {}, {}/s, {}{}", label_, std::string(filled, '#'),
               std::string(kWidth - filled, '.'), short_count(static_cast<double>(done_)),
               short_count(static_cast<double>(total_)), unit_, short_count(rate),
               last ? duration(seconds) : duration(left) + " left", last ? "\n" : "");
  }
  err_->flush();
}

}  // namespace plumbline::cli
