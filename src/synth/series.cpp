// SPDX-License-Identifier: MIT
#include "synth/series.h"

#include <algorithm>
#include <cmath>

#include "synth/portable_math.h"

namespace plumbline::synth {
namespace {

/// 0 until 45 % of the duration, then a parabola up to 1 at its end.
double late_rise(double share) {
  const double moved = std::max(share - 0.45, 0.0) / 0.55;
  return moved * moved;
}

}  // namespace

SeriesMaker::SeriesMaker(const TimeAxis& axis) : years_(axis.years().begin(), axis.years().end()) {
  constexpr double kSixDayCorrelation = 0.68;
  for (std::size_t i = 0; i < years_.size(); ++i) {
    const double share = years_[i] / years_.back();
    cosine_.push_back(cosine_of_turns(years_[i]));
    sine_.push_back(sine_of_turns(years_[i]));
    late_.push_back(late_rise(share));
    early_.push_back(1 - late_rise(1 - share));
    double kept = i == 0 ? 0 : 1;
    const int days = i == 0 ? 0 : days_between(axis.date(i - 1), axis.date(i));
    for (int passed = 0; passed < days; passed += 6) kept *= kSixDayCorrelation;
    kept_.push_back(static_cast<float>(kept));
    renewed_.push_back(static_cast<float>(std::sqrt(1 - kept * kept)));
  }
}

std::size_t SeriesMaker::first_after(double years) const {
  return static_cast<std::size_t>(std::lower_bound(years_.begin(), years_.end(), years) - years_.begin());
}

void SeriesMaker::signal(const Signal& s, std::span<double> values) const {
  const std::vector<double>& shape = s.early ? early_ : late_;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double t = years_[i];
    values[i] = s.offset_mm + s.velocity_mm_per_year * t +
                s.acceleration_mm_per_year2 / 2 * t * (t - years_.back()) + s.final_mm * shape[i] +
                s.cosine_mm * cosine_[i] + s.sine_mm * sine_[i];
  }
  for (std::size_t i = s.step_at; i < values.size(); ++i) values[i] += s.step_mm;
}

void SeriesMaker::add_noise(const Noise& noise, const Random& random, std::span<double> values) const {
  const QuantileTable& draw = QuantileTable::heavy_tailed();
  const auto correlated_mm = static_cast<float>(noise.sigma_mm * std::sqrt(noise.correlated_share));
  const auto white_mm = static_cast<float>(noise.sigma_mm * std::sqrt(1 - noise.correlated_share));
  float state = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint64_t bits = random.bits(i);  // two numbers of 32 bits
    state = kept_[i] * state + renewed_[i] * draw(static_cast<std::uint32_t>(bits));
    values[i] +=
        static_cast<double>(correlated_mm * state + white_mm * draw(static_cast<std::uint32_t>(bits >> 32)));
  }
}

}  // namespace plumbline::synth
