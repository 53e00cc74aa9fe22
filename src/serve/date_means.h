// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/date.h"

namespace plumbline::serve {

/// The mean of many series, date by date.
struct MeanSeries {
  std::vector<Date> dates;
  std::vector<double> mean_mm;      ///< NaN where no series has a value
  std::vector<double> std_mm;       ///< n − 1; NaN with fewer than two
  std::vector<std::size_t> values;  ///< n
};

/// Makes it, from series with any dates.
class DateMeans {
 public:
  /// The displacements of one date, one a series, missing = NaN; those at `places` count.
  void add(Date date, std::span<const float> values_mm, std::span<const std::uint32_t> places);
  MeanSeries mean_series() const;

 private:
  struct Sums {
    std::size_t values = 0;
    double mean = 0;
    double squares = 0;  ///< of the deviations from the mean (Welford)
  };
  std::map<Date, Sums> sums_;
};

}  // namespace plumbline::serve
