// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/time_axis.h"

namespace plumbline::decompose {

inline constexpr int kStepDays = 6;  ///< of EGMS's ortho product

/// The regular dates that all `axes` span: the first is the latest of their first acquisitions, the last one
/// does not come after the earliest of their last. Nothing is extrapolated, and every track has a value at
/// every date. For the two geometries of Ustica, 20200103–20241225 and 20200103–20241231, these are the 304
/// dates 20200103–20241225 of the official tile. Empty when there is no such day, or no axis.
TimeAxis common_dates(std::span<const TimeAxis> axes, int step_days = kStepDays);

/// Brings series of one axis to the dates of another by straight lines between acquisitions.
class Resampler {
 public:
  Resampler(const TimeAxis& from, const TimeAxis& to);

  /// Where a date lies: `weight` of the way from acquisition `before` to the next one. With weight 0 the next
  /// one takes no part. Dates outside the first axis have `before` = kNone.
  struct Place {
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::size_t before = kNone;
    double weight = 0;
  };
  std::span<const Place> places() const { return places_; }

  /// The same for one series with missing values (NaN), which straight lines pass over. `dates` gets one
  /// value a date; NaN before the first and after the last present value.
  void resample(std::span<const float> series_mm, std::span<double> dates_mm) const;

 private:
  std::vector<double> from_days_;
  std::vector<double> to_days_;
  std::vector<Place> places_;
};

}  // namespace plumbline::decompose
