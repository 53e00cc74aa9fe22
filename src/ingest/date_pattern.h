// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/date.h"

namespace plumbline::ingest {

/// How another producer writes a date in the name of a column: "d_%Y%m%d" for d_20160327, "%d/%m/%y",
/// "%d%b%Y". %Y is a year of four digits, %y its last two (1970 to 2069), %m and %d have two digits, %b is an
/// English month of three letters, %% a percent sign; all else stands for itself.
class DatePattern {
 public:
  /// Throws Error(usage) for another % or a pattern that does not name year, month and day once each.
  explicit DatePattern(std::string pattern);

  /// The date that the whole of `name` says; nothing for names that are not like the pattern. A name that is
  /// like it and says no day of the calendar (…0230) is nothing, too.
  std::optional<Date> date_of(std::string_view name) const;
  const std::string& text() const { return pattern_; }

 private:
  std::string pattern_;
};

}  // namespace plumbline::ingest
