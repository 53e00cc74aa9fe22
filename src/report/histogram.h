// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plumbline::report {

/// Counts values in bins of equal width from `first` to `last`. A bin holds its lower edge, the last one both
/// its edges. Memory does not depend on the number of values.
class Histogram {
 public:
  Histogram(double first, double last, std::size_t bins);

  /// NaN is left out.
  void add(double value);

  double first() const { return first_; }
  double last() const { return last_; }
  double width() const { return (last_ - first_) / static_cast<double>(counts_.size()); }
  std::span<const std::size_t> counts() const { return counts_; }
  std::size_t below() const { return below_; }  ///< values under `first`
  std::size_t above() const { return above_; }  ///< values over `last`
  std::size_t total() const { return total_; }  ///< all of them, those outside too

  /// The same counts over the bins whose middle lies between these; what is cut off counts as outside.
  Histogram cut(double first, double last) const;

 private:
  double first_;
  double last_;
  std::vector<std::size_t> counts_;
  std::size_t below_ = 0;
  std::size_t above_ = 0;
  std::size_t total_ = 0;
};

}  // namespace plumbline::report
