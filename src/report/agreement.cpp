// SPDX-License-Identifier: MIT
#include "report/agreement.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plumbline::report {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Official velocities are float32 of printed decimals: 0.1 is stored 1.5·10⁻⁹ off, 100.1 4·10⁻⁶.
constexpr double kRounding = 1e-6;

}  // namespace

void Agreement::add(double ours, double theirs) {
  const double difference = ours - theirs;
  if (std::isnan(difference)) return;
  ++count_;
  const auto n = static_cast<double>(count_);
  const double from_mean = difference - difference_mean_;
  difference_mean_ += from_mean / n;
  difference_squares_ += from_mean * (difference - difference_mean_);
  largest_ = std::max(largest_, std::fabs(difference));
  for (std::size_t i = 0; i < kLimits.size(); ++i)
    if (std::fabs(difference) <= kLimits[i] + kRounding) ++within_[i];

  const double our_step = ours - our_mean_;
  const double their_step = theirs - their_mean_;
  our_mean_ += our_step / n;
  their_mean_ += their_step / n;
  our_squares_ += our_step * (ours - our_mean_);
  their_squares_ += their_step * (theirs - their_mean_);
  products_ += our_step * (theirs - their_mean_);
}

double Agreement::bias() const { return count_ == 0 ? kNan : difference_mean_; }
double Agreement::largest() const { return count_ == 0 ? kNan : largest_; }

double Agreement::deviation() const {
  return count_ == 0 ? kNan : std::sqrt(difference_squares_ / static_cast<double>(count_));
}

double Agreement::rms() const { return count_ == 0 ? kNan : std::hypot(deviation(), difference_mean_); }

double Agreement::correlation() const {
  const double scale = std::sqrt(our_squares_ * their_squares_);
  return scale > 0 ? products_ / scale : kNan;
}

}  // namespace plumbline::report
