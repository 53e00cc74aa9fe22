// SPDX-License-Identifier: MIT
#include "core/time_axis.h"

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline {

TimeAxis::TimeAxis(std::vector<Date> dates) : dates_(std::move(dates)) {
  years_.reserve(dates_.size());
  for (std::size_t i = 0; i < dates_.size(); ++i) {
    if (i > 0 && dates_[i] <= dates_[i - 1]) {
      throw Error(
          ErrorCode::bad_header, {.column = dates_[i].yyyymmdd()},
          fmt::format("this acquisition does not come after the one before it, {}", dates_[i - 1].yyyymmdd()),
          "Dates must ascend, each once");
    }
    years_.push_back(days_between(dates_.front(), dates_[i]) / kDaysPerYear);
  }
}

}  // namespace plumbline
