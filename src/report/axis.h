// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace plumbline::report {

/// One axis of a chart: what it shows, with its unit, and from where to where. first < last.
struct Axis {
  std::string label;
  double first = 0;
  double last = 1;
};

/// The largest of 1, 2 and 5 times a power of ten that is not above `value`, and the smallest that is not
/// below it. value > 0.
double round_down(double value);
double round_up(double value);

/// Round numbers within the range, about `wanted` of them, ascending.
std::vector<double> ticks(double first, double last, int wanted);

/// A number with as many decimals as ticks `step` apart need; true minus signs.
std::string tick_text(double value, double step);

/// 1234567 as "1,234,567".
std::string count_text(std::size_t count);
/// A number with fixed decimals and a true minus sign; "–" for NaN.
std::string number_text(double value, int decimals);
/// part / whole in per cent with one decimal, "–" of nothing.
std::string percent_text(std::size_t part, std::size_t whole);

}  // namespace plumbline::report
