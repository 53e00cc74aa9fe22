// SPDX-License-Identifier: MIT
#include "synth/random.h"

#include <cmath>

#include "synth/portable_math.h"

namespace plumbline::synth {

QuantileTable::QuantileTable(double cubic) {
  const std::size_t intervals = values_.size() - 1;
  const auto shaped = [cubic](double g) { return g + cubic * g * g * g; };
  std::array<double, (1U << kBits) + 1> raw{};
  for (std::size_t i = 0; i <= intervals; ++i) {
    const double share = static_cast<double>(i) / static_cast<double>(intervals);
    const double edge = 0.5 / static_cast<double>(intervals);
    raw[i] = shaped(normal_quantile(std::fmin(std::fmax(share, edge), 1 - edge)));
  }
  double variance = 0;  // of the variable that interpolates linearly between the places
  for (std::size_t i = 0; i < intervals; ++i) {
    variance += (raw[i] * raw[i] + raw[i] * raw[i + 1] + raw[i + 1] * raw[i + 1]) / 3;
  }
  const double scale = 1 / std::sqrt(variance / static_cast<double>(intervals));
  for (std::size_t i = 0; i <= intervals; ++i) values_[i] = static_cast<float>(raw[i] * scale);
}

const QuantileTable& QuantileTable::normal() {
  static const QuantileTable table(0);
  return table;
}

const QuantileTable& QuantileTable::heavy_tailed() {
  static const QuantileTable table(0.2);
  return table;
}

}  // namespace plumbline::synth
