// SPDX-License-Identifier: MIT
#include "ingest/date_pattern.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::ingest {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "may", "jun",
                                                   "jul", "aug", "sep", "oct", "nov", "dec"};

/// Takes `digits` digits off the start of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

std::optional<int> take_month_name(std::string_view& text) {
  std::string name(text.substr(0, 3));
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto month = std::ranges::find(kMonths, name);
  if (month == kMonths.end()) return std::nullopt;
  text.remove_prefix(3);
  return static_cast<int>(month - kMonths.begin()) + 1;
}

/// What a directive reads, in the form of Date's years, months and days.
std::optional<int> take(char directive, std::string_view& text) {
  switch (directive) {
    case 'Y':
      return take_number(text, 4);
    case 'y': {
      const auto year = take_number(text, 2);
      return year ? std::optional(*year + (*year < 70 ? 2000 : 1900)) : std::nullopt;
    }
    case 'b':
      return take_month_name(text);
    default:
      return take_number(text, 2);
  }
}

/// 0 for the year, 1 for the month, 2 for the day.
std::size_t part_of(char directive) {
  if (directive == 'Y' || directive == 'y') return 0;
  return directive == 'd' ? 2 : 1;
}

}  // namespace

DatePattern::DatePattern(std::string pattern) : pattern_(std::move(pattern)) {
  std::array<int, 3> times{};
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    if (pattern_[i] != '%') continue;
    const char directive = ++i < pattern_.size() ? pattern_[i] : '\0';
    if (directive == '%') continue;
    if (std::string_view("Yymbd").find(directive) == std::string_view::npos)
      throw Error(ErrorCode::usage, {},
                  fmt::format("the pattern {} of dates has a % that is none of %Y, %y, %m, %b, %d and %%",
                              quoted(pattern_)));
    ++times[part_of(directive)];
  }
  if (times != std::array{1, 1, 1})
    throw Error(
        ErrorCode::usage, {},
        fmt::format("the pattern {} of dates does not name year, month and day once each", quoted(pattern_)),
        "Write it like \"d_%Y%m%d\"");
}

std::optional<Date> DatePattern::date_of(std::string_view name) const {
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < pattern_.size(); ++i) {
    const bool is_directive = pattern_[i] == '%' && pattern_[i + 1] != '%';
    if (pattern_[i] == '%') ++i;
    if (!is_directive) {
      if (!name.starts_with(pattern_[i])) return std::nullopt;
      name.remove_prefix(1);
      continue;
    }
    const auto part = take(pattern_[i], name);
    if (!part) return std::nullopt;
    parts[part_of(pattern_[i])] = *part;
  }
  if (!name.empty()) return std::nullopt;
  return Date::from_yyyymmdd(fmt::format("{:04}{:02}{:02}", parts[0], parts[1], parts[2]));
}

}  // namespace plumbline::ingest
