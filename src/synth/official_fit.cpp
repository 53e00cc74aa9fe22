// SPDX-License-Identifier: MIT
#include "synth/official_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "synth/portable_math.h"

namespace plumbline::synth {
namespace {

// Columns, in the order in which the models take them in.
enum Column : std::size_t { kOne, kSlope, kCosine, kSine, kSquare, kCube };
constexpr std::size_t kVelocityModel = 4;  // its number of columns, the first ones
constexpr std::size_t kAccelerationModel = 5;
constexpr std::size_t kCubicModel = 6;

}  // namespace

OfficialFit::OfficialFit(std::span<const double> years) : basis_(years.size()) {
  // Powers of the time from the middle: the fitted functions are the same, and so are the coefficients that
  // are read below (the slope beside no other power, the highest power of the second model, the harmonics).
  const double middle = std::accumulate(years.begin(), years.end(), 0.0) / static_cast<double>(years.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    const double tau = years[i] - middle;
    basis_[i] = {1, tau, cosine_of_turns(years[i]), sine_of_turns(years[i]), tau * tau, tau * tau * tau};
  }
  orthonormalise();
  invert();
}

void OfficialFit::orthonormalise() {
  // Modified Gram–Schmidt, each projection taken twice.
  for (std::size_t column = 0; column < kColumns; ++column) {
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t earlier = 0; earlier < column; ++earlier) {
        double projection = 0;
        for (const Row& row : basis_) projection += row[earlier] * row[column];
        for (Row& row : basis_) row[column] -= projection * row[earlier];
        factor_[earlier][column] += projection;
      }
    }
    double squares = 0;
    for (const Row& row : basis_) squares += row[column] * row[column];
    factor_[column][column] = std::sqrt(squares);
    for (Row& row : basis_) row[column] /= factor_[column][column];
  }
}

void OfficialFit::invert() {
  for (std::size_t column = 0; column < kColumns; ++column) {
    inverse_[column][column] = 1 / factor_[column][column];
    for (std::size_t row = column; row-- > 0;) {
      double sum = 0;
      for (std::size_t k = row + 1; k <= column; ++k) sum += factor_[row][k] * inverse_[k][column];
      inverse_[row][column] = -sum / factor_[row][row];
    }
  }
}

OfficialStatistics OfficialFit::operator()(std::span<const double> values) const {
  Row projected{};
  double squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    squares += values[i] * values[i];
    for (std::size_t column = 0; column < kColumns; ++column)
      projected[column] += basis_[i][column] * values[i];
  }
  const auto residual_squares = [&](std::size_t columns) {
    double rest = squares;
    for (std::size_t j = 0; j < columns; ++j) rest -= projected[j] * projected[j];
    return std::max(rest, 0.0);
  };
  const auto coefficient = [&](Column row, std::size_t columns) {
    double sum = 0;
    for (std::size_t j = row; j < columns; ++j) sum += inverse_[row][j] * projected[j];
    return sum;
  };
  const auto variance_factor = [&](Column row, std::size_t columns) {
    double sum = 0;
    for (std::size_t j = row; j < columns; ++j) sum += inverse_[row][j] * inverse_[row][j];
    return sum;
  };
  const auto n = static_cast<double>(values.size());
  const auto scatter = [&](std::size_t columns) { return std::sqrt(residual_squares(columns) / (n - 1)); };
  const double cosine = coefficient(kCosine, kCubicModel);
  const double sine = coefficient(kSine, kCubicModel);
  const double harmonic_variance =
      (variance_factor(kCosine, kCubicModel) + variance_factor(kSine, kCubicModel)) / 2;
  OfficialStatistics statistics;
  statistics.velocity = coefficient(kSlope, kVelocityModel);
  statistics.velocity_std = std::sqrt(variance_factor(kSlope, kVelocityModel)) * scatter(kVelocityModel);
  statistics.acceleration = 2 * coefficient(kSquare, kAccelerationModel);
  statistics.acceleration_std =
      2 * std::sqrt(variance_factor(kSquare, kAccelerationModel)) * scatter(kAccelerationModel);
  statistics.rmse = std::sqrt(residual_squares(kCubicModel) / n);
  statistics.seasonality = std::sqrt(cosine * cosine + sine * sine);
  statistics.seasonality_std = std::sqrt((4 - kPi) / 2 * harmonic_variance) * statistics.rmse;
  return statistics;
}

}  // namespace plumbline::synth
