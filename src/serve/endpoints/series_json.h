// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/time_axis.h"
#include "features/motion_fit.h"

namespace plumbline::serve {

// What answers with series have in common. Each appends one value of JSON.

/// ["2020-01-03",…]
void append_dates(std::string& text, std::span<const Date> dates);
/// NaN becomes null.
void append_numbers(std::string& text, std::span<const float> values);
/// To a thousandth of a millimetre: more says nothing.
void append_thousandths(std::string& text, std::span<const double> values_mm);
/// The model fitted to a series, or null where none is asked for or there are too few values.
void append_fit(std::string& text, std::span<const float> series_mm, const TimeAxis& axis,
                std::optional<features::MotionModel> model);

}  // namespace plumbline::serve
