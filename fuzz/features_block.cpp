// SPDX-License-Identifier: MIT
// Any finite or missing values: the fast features are the plain ones, bit for bit, on the instruction set
// that the first byte chooses; points with missing values are handed back.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <hwy/targets.h>
#include <limits>
#include <vector>

#include "features/block.h"

using namespace plumbline;

namespace {

/// Displacements as deliveries have them, tenths of a millimetre, or any float that is finite and not so
/// large that its square is not.
float value_of(const std::uint8_t* bytes, bool printed) {
  std::int16_t tenths = 0;
  std::memcpy(&tenths, bytes, sizeof tenths);
  if (printed) return tenths == INT16_MIN ? std::numeric_limits<float>::quiet_NaN() : 0.1f * tenths;
  const std::uint32_t bits = static_cast<std::uint32_t>(bytes[0]) << 24 | bytes[1] << 16;
  float value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return std::abs(value) < 1e15f || std::isnan(value) ? value : 0.0f;
}

TimeAxis axis_of(std::size_t acquisitions, std::uint8_t rhythm) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < acquisitions; ++i)
    dates.push_back(Date::from_days(18000 + static_cast<int>(i * (1 + rhythm % 48) + i % (1 + rhythm % 3))));
  return TimeAxis(std::move(dates));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  const auto targets = hwy::SupportedAndGeneratedTargets();
  hwy::SetSupportedTargetsForTest(targets[data[0] % targets.size()]);
  const std::size_t acquisitions = 8 + data[1] % 40;
  const bool printed = (data[2] & 1) != 0;
  const TimeAxis axis = axis_of(acquisitions, data[3]);
  const std::size_t points = (size - 4) / 2 / acquisitions;
  std::vector<std::vector<float>> columns(acquisitions, std::vector<float>(points));
  std::vector<const float*> pointers;
  for (std::size_t i = 0; i < acquisitions; ++i) {
    for (std::size_t point = 0; point < points; ++point)
      columns[i][point] = value_of(data + 4 + 2 * (point * acquisitions + i), printed);
    pointers.push_back(columns[i].data());
  }

  features::BlockDescriber fast(axis);
  features::Describer plain(axis);
  std::vector<features::Features> features(points);
  const SeriesBlockView block{pointers, points};
  const auto others = fast.describe_complete(block, features);
  std::vector<float> series(acquisitions);
  std::size_t other = 0;
  for (std::size_t point = 0; point < points; ++point) {
    block.copy_series(point, series);
    bool complete = acquisitions >= features::kFewestAcquisitions;
    for (const float value : series) complete = complete && !std::isnan(value);
    if (!complete) {
      if (other == others.size() || others[other++] != point) std::abort();
      continue;
    }
    const auto expected = plain.describe(series, {});
    if (!expected || features[point].values() != expected->values() ||
        features[point].r2_harmonic != expected->r2_harmonic)
      std::abort();
  }
  if (other != others.size()) std::abort();
  return 0;
}
