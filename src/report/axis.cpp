// SPDX-License-Identifier: MIT
#include "report/axis.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace plumbline::report {
namespace {

/// Rounding of 10^k must not make 0.2 miss itself.
constexpr double kNearly = 1e-9;

/// As few as show the step exactly, up to nine.
int decimals_of(double step) {
  int decimals = 0;
  for (double scaled = step; decimals < 9 && std::fabs(scaled - std::round(scaled)) > 1e-6 * scaled;
       ++decimals)
    scaled *= 10;
  return decimals;
}

}  // namespace

double round_down(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  double found = power;
  for (const double factor : {2.0, 5.0, 10.0})
    if (factor * power <= value * (1.0 + kNearly)) found = factor * power;
  return found;
}

double round_up(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= value * (1.0 - kNearly)) return factor * power;
  return 10.0 * power;
}

std::vector<double> ticks(double first, double last, int wanted) {
  const double step = round_up((last - first) / std::max(wanted, 1));
  std::vector<double> values;
  const auto begin = static_cast<long long>(std::ceil(first / step - kNearly));
  const auto end = static_cast<long long>(std::floor(last / step + kNearly));
  for (long long i = begin; i <= end; ++i) values.push_back(static_cast<double>(i) * step);
  return values;
}

std::string tick_text(double value, double step) {
  const int decimals = decimals_of(step);
  if (decimals > 0 || std::fabs(value) < 10'000) return number_text(value, decimals);
  return (value < 0 ? "−" : "") + count_text(static_cast<std::size_t>(std::llround(std::fabs(value))));
}

std::string count_text(std::size_t count) {
  std::string text = std::to_string(count);
  for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
    text.insert(static_cast<std::size_t>(place), ",");
  return text;
}

std::string number_text(double value, int decimals) {
  if (std::isnan(value)) return "–";
  std::string text = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool is_zero = text.find_first_not_of("0.") == std::string::npos;
  return value < 0 && !is_zero ? "−" + text : text;
}

std::string percent_text(std::size_t part, std::size_t whole) {
  if (whole == 0) return "–";
  return number_text(100.0 * static_cast<double>(part) / static_cast<double>(whole), 1);
}

}  // namespace plumbline::report
