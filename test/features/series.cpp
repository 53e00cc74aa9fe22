// SPDX-License-Identifier: MIT
#include "features/series.h"

#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace plumbline::features {
namespace {

constexpr int kFirstDay = 18262;  // 1 January 2020

}  // namespace

TimeAxis regular_axis(std::size_t count, int step_days) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < count; ++i)
    dates.push_back(Date::from_days(kFirstDay + static_cast<int>(i) * step_days));
  return TimeAxis(std::move(dates));
}

TimeAxis irregular_axis(std::size_t count, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Date> dates;
  int day = kFirstDay;
  for (std::size_t i = 0; i < count; ++i) {
    dates.push_back(Date::from_days(day));
    day += std::array{6, 6, 12, 24}[random() % 4];
  }
  return TimeAxis(std::move(dates));
}

std::vector<float> series_of(const TimeAxis& axis, const std::function<double(double)>& value) {
  std::vector<float> series;
  for (const double t : axis.years()) series.push_back(static_cast<float>(value(t)));
  return series;
}

std::vector<double> noise(std::size_t count, double deviation, std::uint32_t seed) {
  // Box and Muller's way: unlike std::normal_distribution it is the same in every standard library.
  std::mt19937 random(seed);
  const auto uniform = [&] { return (static_cast<double>(random()) + 0.5) / 4294967296.0; };
  std::vector<double> draws;
  for (std::size_t i = 0; i < count; ++i) {
    const double radius = std::sqrt(-2.0 * std::log(uniform()));
    draws.push_back(deviation * radius * std::cos(2.0 * std::numbers::pi * uniform()));
  }
  return draws;
}

}  // namespace plumbline::features
