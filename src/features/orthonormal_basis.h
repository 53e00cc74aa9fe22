// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace plumbline::features {

/// Σ aᵢ bᵢ, in four partial sums so that the additions need not wait for each other. The order of additions
/// is fixed: the same values give the same bits.
double dot(std::span<const double> a, std::span<const double> b);

/// y += factor · x
void add_scaled(std::span<double> y, double factor, std::span<const double> x);

/// The columns of a least-squares problem, G = Q R with orthonormal Q, by Gram-Schmidt done twice (the second
/// pass restores what rounding took; Giraud et al. 2005, "twice is enough"). It depends on the times alone,
/// so one basis serves every series that has its values at these times.
///
/// A fit is then: q_k · y for each k, a residual y - Σ (q_k · y) q_k, and a small triangular system where
/// coefficients are wanted. Columns are nested: the first m vectors are the basis of the first m columns.
///
/// A column that depends on the earlier ones (within rounding) gets a zero vector and the coefficient 0: the
/// residual is that of any least-squares solution, and nothing becomes infinite.
class OrthonormalBasis {
 public:
  static constexpr std::size_t kMostColumns = 6;

  /// Forgets all columns; new ones have `length` values.
  void clear(std::size_t length);
  void append(std::span<const double> column);

  std::size_t size() const { return size_; }
  std::span<const double> vector(std::size_t k) const {
    return std::span(vectors_).subspan(k * length_, length_);
  }

  /// Takes the projection on vectors `first` up to (not with) `last` out of `y`, and writes their lengths to
  /// the same places of `projections`.
  void remove_from(std::span<double> y, std::size_t first, std::size_t last,
                   std::span<double, kMostColumns> projections) const;

  /// Coefficient of column k in the fit of columns 0 to k: for the newest column no system need be solved.
  double last_coefficient(std::size_t k, double projection) const;
  /// Its variance per unit variance of the values: the last diagonal element of inverse(GᵀG).
  double last_variance(std::size_t k) const;

  /// Coefficients of all columns, from the projections on all vectors.
  std::array<double, kMostColumns> coefficients(std::span<const double, kMostColumns> projections) const;
  /// Diagonal of inverse(GᵀG).
  std::array<double, kMostColumns> variances() const;

 private:
  double& triangle(std::size_t row, std::size_t column) { return triangle_[row * kMostColumns + column]; }
  double triangle(std::size_t row, std::size_t column) const {
    return triangle_[row * kMostColumns + column];
  }

  std::size_t length_ = 0;
  std::size_t size_ = 0;
  std::vector<double> vectors_;  ///< Q, vector after vector
  std::array<double, kMostColumns * kMostColumns>
      triangle_{};  ///< R; 0 on the diagonal of a dependent column
};

}  // namespace plumbline::features
