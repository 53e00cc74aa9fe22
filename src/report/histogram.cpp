// SPDX-License-Identifier: MIT
#include "report/histogram.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plumbline::report {

Histogram::Histogram(double first, double last, std::size_t bins)
    : first_(first), last_(last), counts_(bins) {
  assert(bins > 0 && first < last);
}

void Histogram::add(double value) {
  if (std::isnan(value)) return;
  ++total_;
  if (value < first_) {
    ++below_;
  } else if (value > last_) {
    ++above_;
  } else {
    const auto bin = static_cast<std::size_t>((value - first_) / width());
    ++counts_[std::min(bin, counts_.size() - 1)];
  }
}

Histogram Histogram::cut(double first, double last) const {
  const auto bin_at = [&](double edge) {
    return static_cast<std::size_t>(
        std::clamp(std::round((edge - first_) / width()), 0.0, static_cast<double>(counts_.size())));
  };
  const std::size_t begin = std::min(bin_at(first), counts_.size() - 1);
  const std::size_t end = std::max(bin_at(last), begin + 1);
  Histogram part(first_ + static_cast<double>(begin) * width(), first_ + static_cast<double>(end) * width(),
                 end - begin);
  part.total_ = total_;
  part.below_ = below_;
  part.above_ = above_;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (i < begin) {
      part.below_ += counts_[i];
    } else if (i >= end) {
      part.above_ += counts_[i];
    } else {
      part.counts_[i - begin] = counts_[i];
    }
  }
  return part;
}

}  // namespace plumbline::report
