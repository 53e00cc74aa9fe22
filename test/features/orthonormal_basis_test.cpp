// SPDX-License-Identifier: MIT
#include "features/orthonormal_basis.h"

#include <array>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::features {
namespace {

using Projections = std::array<double, OrthonormalBasis::kMostColumns>;

TEST(OrthonormalBasis, vectors_are_orthonormal_even_for_nearly_dependent_columns) {
  OrthonormalBasis basis;
  basis.clear(50);
  std::vector<double> column(50, 1.0);
  for (int power = 0; power < 6; ++power) {
    basis.append(column);
    for (std::size_t i = 0; i < column.size(); ++i) column[i] *= 100.0 + static_cast<double>(i);
  }
  for (std::size_t j = 0; j < basis.size(); ++j) {
    for (std::size_t k = 0; k <= j; ++k)
      EXPECT_NEAR(dot(basis.vector(j), basis.vector(k)), j == k ? 1.0 : 0.0, 1e-13);
  }
}

TEST(OrthonormalBasis, coefficients_and_variances_are_those_of_the_normal_equations) {
  // G = [1, x] at x = 0, 1, 2, 3, y = 1 + 2x: inverse(GᵀG) = [[0.7, -0.3], [-0.3, 0.2]].
  OrthonormalBasis basis;
  basis.clear(4);
  basis.append(std::vector{1.0, 1.0, 1.0, 1.0});
  basis.append(std::vector{0.0, 1.0, 2.0, 3.0});
  std::vector y{1.0, 3.0, 5.0, 7.0};
  Projections projections{};
  basis.remove_from(y, 0, 2, projections);
  for (const double rest : y) EXPECT_NEAR(rest, 0.0, 1e-14);
  EXPECT_NEAR(basis.coefficients(projections)[0], 1.0, 1e-14);
  EXPECT_NEAR(basis.coefficients(projections)[1], 2.0, 1e-14);
  EXPECT_NEAR(basis.last_coefficient(1, projections[1]), 2.0, 1e-14);
  EXPECT_NEAR(basis.variances()[0], 0.7, 1e-14);
  EXPECT_NEAR(basis.variances()[1], 0.2, 1e-14);
  EXPECT_NEAR(basis.last_variance(1), 0.2, 1e-14);
}

TEST(OrthonormalBasis, a_dependent_column_gets_the_coefficient_0_and_the_fit_stays) {
  OrthonormalBasis basis;
  basis.clear(3);
  basis.append(std::vector{1.0, 1.0, 1.0});
  basis.append(std::vector{3.0, 3.0, 3.0});
  basis.append(std::vector{0.0, 1.0, 2.0});
  std::vector y{2.0, 4.0, 6.0};
  Projections projections{};
  basis.remove_from(y, 0, 3, projections);
  const auto coefficients = basis.coefficients(projections);
  EXPECT_NEAR(coefficients[0], 2.0, 1e-14);
  EXPECT_EQ(coefficients[1], 0.0);
  EXPECT_NEAR(coefficients[2], 2.0, 1e-14);
  EXPECT_EQ(basis.last_variance(1), 0.0);
  for (const double rest : y) EXPECT_NEAR(rest, 0.0, 1e-14);
}

TEST(OrthonormalBasis, dot_of_any_length_is_the_sum_of_products) {
  for (std::size_t length = 0; length < 10; ++length) {
    std::vector<double> a;
    double expected = 0;
    for (std::size_t i = 0; i < length; ++i) {
      a.push_back(static_cast<double>(i + 1));
      expected += a.back() * a.back();
    }
    EXPECT_EQ(dot(a, a), expected);
  }
}

}  // namespace
}  // namespace plumbline::features
