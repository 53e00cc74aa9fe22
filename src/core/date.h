// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline {

/// A calendar day (Gregorian), without time zone. Trivially copyable; ordered by time.
class Date {
 public:
  constexpr Date() = default;

  /// From days since 1970-01-01.
  static constexpr Date from_days(std::int32_t days) { return Date(days); }
  /// From exactly eight digits, "20200103"; nothing if it is not a day of the years 1900 to 2199.
  static std::optional<Date> from_yyyymmdd(std::string_view text);
  /// From "2020-01-03" or "20200103".
  static std::optional<Date> from_text(std::string_view text);

  constexpr std::int32_t days_since_1970() const { return days_; }
  std::string yyyymmdd() const;
  std::string iso() const;  ///< "2020-01-03"

  friend constexpr auto operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_(days) {}
  std::int32_t days_ = 0;
};

/// Days from `from` to `to`; negative when `to` is earlier.
constexpr std::int32_t days_between(Date from, Date to) {
  return to.days_since_1970() - from.days_since_1970();
}

}  // namespace plumbline
