// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "core/time_axis.h"

namespace plumbline::features {

/// EGMS's own statistics columns, re-derived from a series (Product Description v3, table 14;
/// docs/science.md).
struct EgmsStatistics {
  double mean_velocity = 0;      ///< mm/yr
  double mean_velocity_std = 0;  ///< mm/yr, formal (white noise)
  double acceleration = 0;       ///< mm/yr²
  double acceleration_std = 0;
  double seasonality = 0;  ///< mm
  double seasonality_std = 0;
  double rmse = 0;  ///< mm

  std::array<double, 7> values() const;
};

inline constexpr std::array<std::string_view, 7> kEgmsStatisticNames{
    "mean_velocity", "mean_velocity_std", "acceleration", "acceleration_std",
    "seasonality",   "seasonality_std",   "rmse"};

/// Missing = NaN. Nothing with fewer than ten present values.
std::optional<EgmsStatistics> egms_statistics(std::span<const float> series_mm, const TimeAxis& axis);

}  // namespace plumbline::features
