// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::features {

inline constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

/// `count` acquisitions, one every `step_days`, from 1 January 2020.
TimeAxis regular_axis(std::size_t count, int step_days = 6);
/// Acquisitions 6, 12 or 24 days apart, as deliveries have them.
TimeAxis irregular_axis(std::size_t count, std::uint32_t seed);

/// value(t) at every acquisition, t in years from the first.
std::vector<float> series_of(const TimeAxis& axis, const std::function<double(double)>& value);

/// Independent draws of mean 0 and the given deviation, the same on every machine.
std::vector<double> noise(std::size_t count, double deviation, std::uint32_t seed);

}  // namespace plumbline::features
