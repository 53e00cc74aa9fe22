// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/time_axis.h"
#include "synth/random.h"
#include "synth/scene.h"

namespace plumbline::synth {

/// Displacement of one point along one direction (line of sight, east or up) over time, without noise, in mm.
struct Signal {
  double offset_mm = 0;
  double velocity_mm_per_year = 0;  ///< in the middle of the series
  double acceleration_mm_per_year2 = 0;
  double final_mm = 0;  ///< times late or early rise, by the phenomenon
  bool early = false;
  double cosine_mm = 0;  ///< annual harmonics
  double sine_mm = 0;
  double step_mm = 0;
  std::size_t step_at = 0;  ///< first acquisition after the step
};

/// Noise of a series: white noise plus an AR(1) process with correlation 0.68 over 6 days. Real deliveries
/// show autocorrelations of 0.33, 0.17 and 0.02 at 1, 2 and 5 acquisitions, and kurtosis near 5.
struct Noise {
  double sigma_mm = 0;
  double correlated_share = 0;  ///< of the variance
};

/// Functions of time that all points of a tile share.
class SeriesMaker {
 public:
  explicit SeriesMaker(const TimeAxis& axis);

  std::size_t size() const { return years_.size(); }
  double duration_years() const { return years_.back(); }
  std::size_t first_after(double years) const;

  void signal(const Signal& signal, std::span<double> values) const;
  void add_noise(const Noise& noise, const Random& random, std::span<double> values) const;

 private:
  std::vector<double> years_, cosine_, sine_, late_, early_;
  std::vector<float> kept_, renewed_;  ///< of the AR(1) process, from the acquisition before
};

}  // namespace plumbline::synth
