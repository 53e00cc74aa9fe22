// SPDX-License-Identifier: MIT
#include "core/date.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace plumbline {
namespace {

std::chrono::year_month_day calendar(Date date) {
  return std::chrono::sys_days(std::chrono::days(date.days_since_1970()));
}

std::string written(Date date, std::string_view separator) {
  const auto ymd = calendar(date);
  return fmt::format("{:04}{}{:02}{}{:02}", static_cast<int>(ymd.year()), separator,
                     static_cast<unsigned>(ymd.month()), separator, static_cast<unsigned>(ymd.day()));
}

}  // namespace

std::optional<Date> Date::from_yyyymmdd(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 8 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  const auto number = [&](std::size_t first, std::size_t count) {
    int value = 0;
    for (const char c : text.substr(first, count)) value = 10 * value + (c - '0');
    return value;
  };
  const std::chrono::year_month_day ymd{std::chrono::year(number(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                        std::chrono::day(static_cast<unsigned>(number(6, 2)))};
  if (!ymd.ok() || number(0, 4) < 1900 || number(0, 4) > 2199) return std::nullopt;
  return Date(static_cast<std::int32_t>(std::chrono::sys_days(ymd).time_since_epoch().count()));
}

std::optional<Date> Date::from_text(std::string_view text) {
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    return from_yyyymmdd(std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) +
                         std::string(text.substr(8, 2)));
  }
  return from_yyyymmdd(text);
}

std::string Date::yyyymmdd() const { return written(*this, ""); }
std::string Date::iso() const { return written(*this, "-"); }

}  // namespace plumbline
