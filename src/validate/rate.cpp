// SPDX-License-Identifier: MIT
#include "validate/rate.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace plumbline::validate {

std::optional<Rate> rate(std::span<const double> years, std::span<const double> values) {
  assert(years.size() == values.size());
  double count = 0, time = 0, value = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    count += 1;
    time += years[i];
    value += values[i];
  }
  if (count < 2) return std::nullopt;
  time /= count;
  value /= count;
  double times = 0, products = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    times += (years[i] - time) * (years[i] - time);
    products += (years[i] - time) * (values[i] - value);
    squares += (values[i] - value) * (values[i] - value);
  }
  const double slope = products / times;
  const double left = std::fmax(0.0, squares - slope * products);
  return Rate{slope,
              count > 2 ? std::sqrt(left / (count - 2) / times) : std::numeric_limits<double>::quiet_NaN()};
}

double value_at(const TimeAxis& axis, std::span<const double> values, Date date) {
  assert(axis.size() == values.size());
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  const double day = date.days_since_1970();
  double day_before = kMissing, before = kMissing;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    const double at = axis.date(i).days_since_1970();
    if (at == day) return values[i];
    if (at > day) return before + (values[i] - before) * (day - day_before) / (at - day_before);
    day_before = at;
    before = values[i];
  }
  return kMissing;
}

}  // namespace plumbline::validate
