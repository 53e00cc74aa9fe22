// SPDX-License-Identifier: MIT
#include "serve/frames.h"

#include <cmath>
#include <limits>

namespace plumbline::serve {
namespace {

constexpr float kMissingMm = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Walks through the present values of one series: the last at or before a date, and the next after it.
class Walk {
 public:
  Walk(const SeriesBlock& series_mm, std::span<const Date> axis, std::size_t point)
      : series_mm_(series_mm), axis_(axis), point_(point), next_(present_from(0)) {}

  /// Dates must not go back.
  float at(Date date) {
    while (next_ < axis_.size() && axis_[next_] <= date) {
      last_ = next_;
      next_ = present_from(next_ + 1);
    }
    if (last_ == kNone) return kMissingMm;
    if (axis_[last_] == date) return value(last_);
    if (next_ == axis_.size()) return kMissingMm;
    const double share = static_cast<double>(days_between(axis_[last_], date)) /
                         static_cast<double>(days_between(axis_[last_], axis_[next_]));
    return static_cast<float>(value(last_) + share * (value(next_) - value(last_)));
  }

 private:
  float value(std::size_t i) const { return series_mm_.acquisition(i)[point_]; }
  std::size_t present_from(std::size_t i) const {
    while (i < axis_.size() && std::isnan(value(i))) ++i;
    return i;
  }
  const SeriesBlock& series_mm_;
  std::span<const Date> axis_;
  std::size_t point_;
  std::size_t last_ = kNone;
  std::size_t next_;
};

}  // namespace

std::vector<Date> evenly_spaced(Date first, Date last, std::size_t count) {
  std::vector<Date> dates;
  const double days = days_between(first, last);
  for (std::size_t i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(count - 1);
    dates.push_back(
        Date::from_days(first.days_since_1970() + static_cast<std::int32_t>(std::lround(share * days))));
  }
  return dates;
}

SeriesBlock at_dates(const SeriesBlock& series_mm, std::span<const Date> axis, std::span<const Date> dates) {
  SeriesBlock result(dates.size(), series_mm.points());
  for (std::size_t point = 0; point < series_mm.points(); ++point) {
    Walk walk(series_mm, axis, point);
    for (std::size_t i = 0; i < dates.size(); ++i) result.acquisition(i)[point] = walk.at(dates[i]);
  }
  return result;
}

void make_relative(SeriesBlock& series_mm) {
  std::vector<float> first(series_mm.points(), kMissingMm);
  for (std::size_t i = 0; i < series_mm.acquisitions(); ++i) {
    const std::span<float> values = series_mm.acquisition(i);
    for (std::size_t point = 0; point < values.size(); ++point) {
      if (std::isnan(first[point])) first[point] = values[point];
      values[point] -= first[point];
    }
  }
}

}  // namespace plumbline::serve
