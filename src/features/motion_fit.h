// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::features {

/// Models of a displacement over t, years since the first acquisition; τ = t − mean(t) of the present values.
enum class MotionModel : std::uint8_t {
  linear,     ///< 1, τ
  quadratic,  ///< 1, τ, τ²
  seasonal,   ///< 1, τ, cos 2πt, sin 2πt: EGMS's model of mean_velocity (docs/science.md)
  egms        ///< 1, τ, cos 2πt, sin 2πt, τ², τ³: EGMS's full model, the one of rmse
};
inline constexpr std::array<std::string_view, 4> kMotionModelNames{"linear", "quadratic", "seasonal", "egms"};

/// A number with its standard deviation.
struct Estimate {
  double value = 0;
  double std = 0;
};

/// What a model says of a series. Standard deviations are formal, as if the residuals were independent: the
/// root of inverse(GᵀG) times their variance, with the parameters taken off the number of values. Residuals
/// of InSAR are not independent, so `correlated_velocity_std` widens that of the velocity by √((1 + ρ) / (1 −
/// ρ)), ρ the correlation of neighbouring residuals where it is positive (the effective number of values of
/// an AR(1) process; Santer et al. 2000, "Statistical significance of trends", equation 6).
struct MotionFit {
  std::size_t values = 0;                ///< that were present
  Estimate offset_mm;                    ///< at the mean time
  Estimate velocity_mm_per_year;         ///< at the mean time
  double correlated_velocity_std = 0;    ///< mm/yr
  std::optional<Estimate> acceleration;  ///< mm/yr², twice the coefficient of τ²
  std::optional<Estimate> cubic;         ///< mm/yr³, the coefficient of τ³
  std::optional<Estimate>
      amplitude_mm;  ///< of the annual wave; its deviation is that of the mean of its two parts
  std::optional<double> peak_year;  ///< when the annual wave is highest, 0 to 1 after the first acquisition
  double rmse_mm = 0;               ///< √(Σr²/N)
  double r2 = 0;                    ///< 1 − Σr² / Σ(y − mean)²; 0 for a constant series
  std::vector<double> model_mm;     ///< at every acquisition, also where the series has no value
  std::vector<double> residual_mm;  ///< value − model; NaN where there is no value
};

/// Least squares over the values that are present (missing = NaN). Nothing with fewer than
/// kFewestAcquisitions values. Cost: some microseconds for 300 acquisitions.
std::optional<MotionFit> fit_motion(std::span<const float> series_mm, const TimeAxis& axis,
                                    MotionModel model);

}  // namespace plumbline::features
