// SPDX-License-Identifier: MIT
#include "serve/line_fit.h"

#include <algorithm>
#include <cmath>

namespace plumbline::serve {
namespace {

constexpr int kFewestValues = 3;

/// Sums over the values of a series; t is counted from the middle of the axis, y from the first value, so
/// that little is lost when they are taken from each other.
struct Sums {
  int n = 0;
  double first = 0;
  double t = 0, y = 0, tt = 0, ty = 0, yy = 0;

  void add(double time, float value) {
    if (n++ == 0) first = value;
    const double displacement = static_cast<double>(value) - first;
    t += time;
    y += displacement;
    tt += time * time;
    ty += time * displacement;
    yy += displacement * displacement;
  }
  LineFit line() const {
    if (n < kFewestValues) return {};
    const double about_t = tt - t * t / n;
    const double about_ty = ty - t * y / n;
    const double slope = about_ty / about_t;
    const double residual = std::max(0.0, yy - y * y / n - slope * about_ty);
    return {static_cast<float>(slope), static_cast<float>(std::sqrt(residual / (n - 2) / about_t))};
  }
};

}  // namespace

std::vector<LineFit> fit_lines(const SeriesBlock& series_mm, const TimeAxis& axis) {
  std::vector<Sums> sums(series_mm.points());
  const double middle = axis.empty() ? 0 : axis.years(axis.size() - 1) / 2;
  for (std::size_t i = 0; i < series_mm.acquisitions(); ++i) {
    const auto values = series_mm.acquisition(i);
    for (std::size_t point = 0; point < values.size(); ++point) {
      if (!std::isnan(values[point])) sums[point].add(axis.years(i) - middle, values[point]);
    }
  }
  std::vector<LineFit> lines;
  lines.reserve(sums.size());
  for (const Sums& of_point : sums) lines.push_back(of_point.line());
  return lines;
}

}  // namespace plumbline::serve
