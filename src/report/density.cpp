// SPDX-License-Identifier: MIT
#include "report/density.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plumbline::report {
namespace {

std::size_t cell(const Density::Range& range, double value) {
  return std::min(static_cast<std::size_t>((value - range.first) / range.width()), range.cells - 1);
}

}  // namespace

Density::Density(Range x, Range y) : x_(x), y_(y), counts_(x.cells * y.cells) {
  assert(x.cells > 0 && y.cells > 0 && x.first < x.last && y.first < y.last);
}

void Density::add(double x, double y) {
  if (std::isnan(x) || std::isnan(y)) return;
  ++total_;
  if (x < x_.first || x > x_.last || y < y_.first || y > y_.last) {
    ++outside_;
    return;
  }
  ++counts_[cell(y_, y) * x_.cells + cell(x_, x)];
}

std::size_t Density::largest() const { return *std::max_element(counts_.begin(), counts_.end()); }

Density Density::cut_y(double first, double last) const {
  const auto row_at = [&](double edge) {
    return static_cast<std::size_t>(
        std::clamp(std::round((edge - y_.first) / y_.width()), 0.0, static_cast<double>(y_.cells)));
  };
  const std::size_t begin = std::min(row_at(first), y_.cells - 1);
  const std::size_t end = std::max(row_at(last), begin + 1);
  Density part(x_, {.first = y_.first + static_cast<double>(begin) * y_.width(),
                    .last = y_.first + static_cast<double>(end) * y_.width(),
                    .cells = end - begin});
  std::copy(counts_.begin() + static_cast<std::ptrdiff_t>(begin * x_.cells),
            counts_.begin() + static_cast<std::ptrdiff_t>(end * x_.cells), part.counts_.begin());
  part.total_ = total_;
  part.outside_ = total_;
  for (const std::size_t count : part.counts_) part.outside_ -= count;
  return part;
}

}  // namespace plumbline::report
