// SPDX-License-Identifier: MIT
#include "features/velocities.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "features/features.h"
#include "features/orthonormal_basis.h"

namespace plumbline::features {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

VelocityFitter::VelocityFitter(const TimeAxis& axis) : years_(axis.years().begin(), axis.years().end()) {
  std::vector<std::uint32_t> all(years_.size());
  std::iota(all.begin(), all.end(), 0U);
  complete_ = weights_of(std::move(all));
}

VelocityFitter::Weights VelocityFitter::weights_of(std::vector<std::uint32_t> present) const {
  const std::size_t count = present.size();
  Weights weights{
      .present = std::move(present), .egms = std::vector<double>(count), .line = std::vector<double>(count)};
  if (count < static_cast<std::size_t>(kFewestAcquisitions)) return weights;
  double mean = 0;
  for (const std::uint32_t i : weights.present) mean += years_[i] / static_cast<double>(count);

  std::vector<double> column(count);
  OrthonormalBasis basis;
  const auto append = [&](const auto& value_at) {
    for (std::size_t k = 0; k < count; ++k) column[k] = value_at(years_[weights.present[k]]);
    basis.append(column);
  };
  // The slope is the coefficient of the last column: linear in the values' projection on its vector.
  const auto slope_weights = [&](std::vector<double>& to) {
    const std::size_t last = basis.size() - 1;
    const auto vector = basis.vector(last);
    for (std::size_t k = 0; k < count; ++k) to[k] = basis.last_coefficient(last, vector[k]);
  };
  constexpr double kRadiansPerYear = 2.0 * std::numbers::pi;
  basis.clear(count);
  append([](double) { return 1.0; });
  append([&](double t) { return t - mean; });
  slope_weights(weights.line);
  basis.clear(count);
  append([](double) { return 1.0; });
  append([](double t) { return std::cos(kRadiansPerYear * t); });
  append([](double t) { return std::sin(kRadiansPerYear * t); });
  append([&](double t) { return t - mean; });
  slope_weights(weights.egms);
  return weights;
}

void VelocityFitter::fit(const SeriesBlockView& block, std::span<double> egms, std::span<double> line) {
  assert(block.acquisitions.size() == years_.size());
  assert(egms.size() == block.points && line.size() == block.points);
  std::fill(egms.begin(), egms.end(), 0.0);
  std::fill(line.begin(), line.end(), 0.0);
  for (std::size_t i = 0; i < years_.size(); ++i) {
    const float* values = block.acquisitions[i];
    const double egms_weight = complete_.egms[i];
    const double line_weight = complete_.line[i];
    for (std::size_t point = 0; point < block.points; ++point) {
      const auto value = static_cast<double>(values[point]);
      egms[point] += egms_weight * value;
      line[point] += line_weight * value;
    }
  }
  const bool is_short = years_.size() < static_cast<std::size_t>(kFewestAcquisitions);
  for (std::size_t point = 0; point < block.points; ++point) {
    if (is_short) {
      egms[point] = line[point] = kNan;
    } else if (std::isnan(line[point])) {  // a missing value makes the sum missing
      fit_with_gaps(block, point, egms[point], line[point]);
    }
  }
}

void VelocityFitter::fit_with_gaps(const SeriesBlockView& block, std::size_t point, double& egms,
                                   double& line) {
  present_.clear();
  for (std::uint32_t i = 0; i < years_.size(); ++i)
    if (!std::isnan(block.at(i, point))) present_.push_back(i);
  egms = line = kNan;
  if (present_.size() < static_cast<std::size_t>(kFewestAcquisitions)) return;
  if (present_ != last_.present) last_ = weights_of(present_);
  egms = line = 0;
  for (std::size_t k = 0; k < present_.size(); ++k) {
    const auto value = static_cast<double>(block.at(present_[k], point));
    egms += last_.egms[k] * value;
    line += last_.line[k] * value;
  }
}

}  // namespace plumbline::features
