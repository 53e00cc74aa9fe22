// SPDX-License-Identifier: MIT
#include "features/orthonormal_basis.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plumbline::features {
namespace {

/// A column is dependent when less than this share of its length is left beside the earlier ones.
constexpr double kDependentShare = 1e-12;

}  // namespace

double dot(std::span<const double> a, std::span<const double> b) {
  assert(a.size() == b.size());
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + 4 <= a.size(); i += 4) {
    for (std::size_t k = 0; k < 4; ++k) sums[k] += a[i + k] * b[i + k];
  }
  for (; i < a.size(); ++i) sums[0] += a[i] * b[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void add_scaled(std::span<double> y, double factor, std::span<const double> x) {
  assert(y.size() == x.size());
  for (std::size_t i = 0; i < y.size(); ++i) y[i] += factor * x[i];
}

void OrthonormalBasis::clear(std::size_t length) {
  length_ = length;
  size_ = 0;
  vectors_.resize(length * kMostColumns);
  triangle_.fill(0.0);
}

void OrthonormalBasis::append(std::span<const double> column) {
  assert(column.size() == length_ && size_ < kMostColumns);
  const std::span<double> rest = std::span(vectors_).subspan(size_ * length_, length_);
  std::ranges::copy(column, rest.begin());
  for (int pass = 0; pass < 2; ++pass) {
    for (std::size_t k = 0; k < size_; ++k) {
      const double projection = dot(vector(k), rest);
      add_scaled(rest, -projection, vector(k));
      triangle(k, size_) += projection;
    }
  }
  const double length = std::sqrt(dot(rest, rest));
  const bool dependent = !(length > kDependentShare * std::sqrt(dot(column, column)));
  triangle(size_, size_) = dependent ? 0.0 : length;
  for (double& value : rest) value = dependent ? 0.0 : value / length;
  ++size_;
}

void OrthonormalBasis::remove_from(std::span<double> y, std::size_t first, std::size_t last,
                                   std::span<double, kMostColumns> projections) const {
  for (std::size_t k = first; k < last; ++k) {
    projections[k] = dot(vector(k), y);
    add_scaled(y, -projections[k], vector(k));
  }
}

double OrthonormalBasis::last_coefficient(std::size_t k, double projection) const {
  return triangle(k, k) == 0.0 ? 0.0 : projection / triangle(k, k);
}

double OrthonormalBasis::last_variance(std::size_t k) const {
  return triangle(k, k) == 0.0 ? 0.0 : 1.0 / (triangle(k, k) * triangle(k, k));
}

std::array<double, OrthonormalBasis::kMostColumns> OrthonormalBasis::coefficients(
    std::span<const double, kMostColumns> projections) const {
  std::array<double, kMostColumns> result{};
  for (std::size_t k = size_; k-- > 0;) {
    double rest = projections[k];
    for (std::size_t j = k + 1; j < size_; ++j) rest -= triangle(k, j) * result[j];
    result[k] = last_coefficient(k, rest);
  }
  return result;
}

std::array<double, OrthonormalBasis::kMostColumns> OrthonormalBasis::variances() const {
  // inverse(GᵀG) = R⁻¹ R⁻ᵀ: the diagonal holds the squared lengths of the rows of R⁻¹, whose columns are the
  // coefficients that unit projections give.
  std::array<double, kMostColumns> result{};
  for (std::size_t j = 0; j < size_; ++j) {
    std::array<double, kMostColumns> unit{};
    unit[j] = 1.0;
    const auto column = coefficients(unit);
    for (std::size_t k = 0; k < size_; ++k) result[k] += column[k] * column[k];
  }
  return result;
}

}  // namespace plumbline::features
