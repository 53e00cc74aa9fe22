// SPDX-License-Identifier: MIT
#include "report/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plumbline::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kStepsAUnit = 100;

}  // namespace

void Distribution::add(double value) {
  if (std::isnan(value)) return;
  smallest_ = count_ == 0 ? value : std::min(smallest_, value);
  largest_ = count_ == 0 ? value : std::max(largest_, value);
  ++count_;
  const double difference = value - mean_;
  mean_ += difference / static_cast<double>(count_);
  squares_ += difference * (value - mean_);

  const std::int64_t step = std::llround(std::clamp(value, -kLimit, kLimit) * kStepsAUnit);
  if (steps_.empty()) first_step_ = step;
  if (step < first_step_) {
    steps_.insert(steps_.begin(), static_cast<std::size_t>(first_step_ - step), 0);
    first_step_ = step;
  }
  const auto place = static_cast<std::size_t>(step - first_step_);
  if (place >= steps_.size()) steps_.resize(place + 1);
  ++steps_[place];
}

double Distribution::smallest() const { return count_ == 0 ? kNan : smallest_; }
double Distribution::largest() const { return count_ == 0 ? kNan : largest_; }
double Distribution::mean() const { return count_ == 0 ? kNan : mean_; }

double Distribution::deviation() const {
  return count_ < 2 ? kNan : std::sqrt(squares_ / static_cast<double>(count_ - 1));
}

double Distribution::quantile(double p) const {
  if (count_ == 0) return kNan;
  const double place = p * static_cast<double>(count_ - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto low = static_cast<double>(order_statistic(below));
  const auto high = static_cast<double>(order_statistic(std::min(below + 1, count_ - 1)));
  return (low + (high - low) * (place - static_cast<double>(below))) / kStepsAUnit;
}

std::int64_t Distribution::order_statistic(std::size_t rank) const {
  std::size_t place = 0;
  for (std::uint64_t passed = steps_[0]; passed <= rank; passed += steps_[place]) ++place;
  return first_step_ + static_cast<std::int64_t>(place);
}

}  // namespace plumbline::report
