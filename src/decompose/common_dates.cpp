// SPDX-License-Identifier: MIT
#include "decompose/common_dates.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace plumbline::decompose {
namespace {

std::vector<double> days_of(const TimeAxis& axis) {
  std::vector<double> days;
  days.reserve(axis.size());
  for (const Date date : axis.dates()) days.push_back(date.days_since_1970());
  return days;
}

}  // namespace

TimeAxis common_dates(std::span<const TimeAxis> axes, int step_days) {
  assert(step_days > 0);
  if (axes.empty()) return {};
  std::int32_t first = std::numeric_limits<std::int32_t>::min();
  std::int32_t last = std::numeric_limits<std::int32_t>::max();
  for (const TimeAxis& axis : axes) {
    if (axis.empty()) return {};
    first = std::max(first, axis.dates().front().days_since_1970());
    last = std::min(last, axis.dates().back().days_since_1970());
  }
  std::vector<Date> dates;
  for (std::int32_t day = first; day <= last; day += step_days) dates.push_back(Date::from_days(day));
  return TimeAxis(std::move(dates));
}

Resampler::Resampler(const TimeAxis& from, const TimeAxis& to)
    : from_days_(days_of(from)), to_days_(days_of(to)) {
  places_.reserve(to_days_.size());
  for (const double day : to_days_) {
    const auto after = std::upper_bound(from_days_.begin(), from_days_.end(), day);
    if (after == from_days_.begin() || day > from_days_.back()) {
      places_.emplace_back();
      continue;
    }
    const auto before = static_cast<std::size_t>(after - from_days_.begin()) - 1;
    const double weight =
        after == from_days_.end() ? 0.0 : (day - from_days_[before]) / (*after - from_days_[before]);
    places_.push_back({before, weight});
  }
}

void Resampler::resample(std::span<const float> series_mm, std::span<double> dates_mm) const {
  assert(series_mm.size() == from_days_.size() && dates_mm.size() == to_days_.size());
  constexpr std::size_t kNone = Place::kNone;
  std::size_t before = kNone;
  std::size_t next = 0;  // the first acquisition not looked at yet
  for (std::size_t k = 0; k < to_days_.size(); ++k) {
    for (; next < series_mm.size() && from_days_[next] <= to_days_[k]; ++next) {
      if (!std::isnan(series_mm[next])) before = next;
    }
    std::size_t after = next;
    while (after < series_mm.size() && std::isnan(series_mm[after])) ++after;
    double value = std::numeric_limits<double>::quiet_NaN();
    if (before != kNone && from_days_[before] == to_days_[k]) {
      value = static_cast<double>(series_mm[before]);
    } else if (before != kNone && after < series_mm.size()) {
      const double weight = (to_days_[k] - from_days_[before]) / (from_days_[after] - from_days_[before]);
      const auto left = static_cast<double>(series_mm[before]);
      value = left + weight * (static_cast<double>(series_mm[after]) - left);
    }
    dates_mm[k] = value;
  }
}

}  // namespace plumbline::decompose
