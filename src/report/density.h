// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plumbline::report {

/// Counts pairs of values in cells of equal size. Memory does not depend on the number of pairs.
class Density {
 public:
  struct Range {
    double first = 0;
    double last = 1;
    std::size_t cells = 1;
    double width() const { return (last - first) / static_cast<double>(cells); }
  };

  Density(Range x, Range y);

  /// A pair with NaN is left out.
  void add(double x, double y);

  const Range& x() const { return x_; }
  const Range& y() const { return y_; }
  std::size_t count(std::size_t column, std::size_t row) const { return counts_[row * x_.cells + column]; }
  std::size_t outside() const { return outside_; }
  std::size_t total() const { return total_; }  ///< all of them, those outside too
  std::size_t largest() const;                  ///< count of the fullest cell

  /// The same counts over y from `first` to `last`, rounded to whole cells; the rest is outside.
  Density cut_y(double first, double last) const;

 private:
  Range x_;
  Range y_;
  std::vector<std::size_t> counts_;  ///< row by row, from the smallest y
  std::size_t outside_ = 0;
  std::size_t total_ = 0;
};

}  // namespace plumbline::report
