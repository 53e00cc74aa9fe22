// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "correct/control_points.h"

namespace plumbline::correct {

struct SurfaceOptions {
  int degree = 1;  ///< of the polynomial, 0 to 3
  double low_pass_m =
      0;  ///< above 0: a low-pass surface instead, half the amplitude of this wavelength passes
};

/// A smooth surface through differences of velocity at control points, robust against some that do not fit
/// (Huber's weights, k = 1.345): the long-wavelength difference between InSAR and GNSS that calibration
/// removes (EGMS ATBD v4, "Calibration").
///
/// Polynomial: least squares in easting and northing; the degree is lowered until the control points (two
/// more than there are coefficients, not in a line) determine it. Low-pass: at each place the value of a
/// plane fitted with Gaussian weights, σ = √(ln 2 / 2)/π · wavelength, on a grid of σ/4 and bilinear between:
/// unlike a running mean it follows a tilt up to the edge and beyond.
class VelocitySurface {
 public:
  /// Nothing without control points.
  static std::optional<VelocitySurface> fit(std::span<const ControlPoint> controls,
                                            const SurfaceOptions& options);

  double at(double easting_m, double northing_m) const;
  /// Of the polynomial after lowering; 1 for the planes of a low-pass surface.
  int degree() const { return degree_; }
  /// Per control point: its difference less what the surface of all others has there, with their weights as
  /// they are. NaN where the others do not determine the surface.
  std::span<const double> leave_one_out() const { return leave_one_out_; }

 private:
  VelocitySurface() = default;
  static constexpr std::size_t kMostTerms = 10;
  using Terms = std::array<double, kMostTerms>;

  void fit_polynomial(std::span<const ControlPoint> controls);
  bool try_degree(std::span<const ControlPoint> controls);
  void fit_low_pass(std::span<const ControlPoint> controls, double sigma_m);
  std::size_t fill_terms(double easting_m, double northing_m, Terms& terms) const;
  double polynomial_at(double easting_m, double northing_m) const;
  double grid_at(double easting_m, double northing_m) const;

  int degree_ = 0;
  double easting_ = 0, northing_ = 0, extent_ = 1;  ///< middle and half width: terms lie around 0 and 1
  Terms coefficients_{};
  double step_m_ = 0;  ///< of the low-pass grid; 0 for a polynomial
  double west_ = 0, south_ = 0;
  std::size_t columns_ = 0, lines_ = 0;
  std::vector<double> nodes_;
  std::vector<double> leave_one_out_;
};

}  // namespace plumbline::correct
