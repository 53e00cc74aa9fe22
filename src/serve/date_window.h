// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "core/date.h"

namespace plumbline::serve {

/// From a day to a day, both included; open where there is none.
struct DateWindow {
  std::optional<Date> from;
  std::optional<Date> to;

  bool contains(Date date) const { return !(from && date < *from) && !(to && date > *to); }
};

}  // namespace plumbline::serve
