// SPDX-License-Identifier: MIT
#include "ingest/packed_series.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace plumbline::ingest {
namespace {

constexpr std::int16_t kMissing = std::numeric_limits<std::int16_t>::min();
constexpr std::int16_t kMinusZero = std::numeric_limits<std::int16_t>::max();
constexpr float kMostTenths = 32'766.0f;
constexpr std::size_t kChunk = std::size_t{1} << 21;  // values: 4 MB
constexpr std::uint32_t kMinusZeroBits = 0x8000'0000u;

float value_of(std::int16_t tenths) {
  const float value = static_cast<float>(tenths) / 10.0f;
  return tenths == kMissing ? std::numeric_limits<float>::quiet_NaN() : tenths == kMinusZero ? -0.0f : value;
}

}  // namespace

bool pack_tenths(std::span<const float> values_mm, std::span<std::int16_t> tenths) {
  std::uint32_t other = 0;
  for (std::size_t i = 0; i < values_mm.size(); ++i) {
    const float value = values_mm[i];
    const auto bits = std::bit_cast<std::uint32_t>(value);
    // Adding and subtracting 1.5 · 2^23 rounds to a whole number.
    const float rounded = (value * 10.0f + 12'582'912.0f) - 12'582'912.0f;
    const bool is_missing = value != value;
    const bool is_minus_zero = bits == kMinusZeroBits;
    const bool fits = std::fabs(rounded) <= kMostTenths;  // NaN does not
    const auto whole = static_cast<std::int32_t>(fits ? rounded : 0.0f);
    const auto printed = std::bit_cast<std::uint32_t>(static_cast<float>(whole) / 10.0f);
    other |= static_cast<std::uint32_t>(printed != bits) &
             static_cast<std::uint32_t>(!is_missing && !is_minus_zero);
    tenths[i] = is_missing ? kMissing : is_minus_zero ? kMinusZero : static_cast<std::int16_t>(whole);
  }
  return other == 0;
}

PackedSeries SeriesMemory::pack(std::span<const float> values_mm) {
  const std::span<std::int16_t> tenths = take(values_mm.size());
  if (pack_tenths(values_mm, tenths)) return {tenths, {}};
  end_ -= tenths.size();
  bytes_ += values_mm.size_bytes() - tenths.size_bytes();
  return {{}, plain_.emplace_back(values_mm.begin(), values_mm.end())};
}

std::span<std::int16_t> SeriesMemory::take(std::size_t count) {
  while (chunk_ < chunks_.size() && chunks_[chunk_].size() - end_ < count) {
    ++chunk_;
    end_ = 0;
  }
  if (chunk_ == chunks_.size()) chunks_.emplace_back(std::max(count, kChunk));
  const std::span<std::int16_t> taken = std::span(chunks_[chunk_]).subspan(end_, count);
  end_ += count;
  bytes_ += taken.size_bytes();
  return taken;
}

void SeriesMemory::clear() {
  chunk_ = 0;
  end_ = 0;
  bytes_ = 0;
  plain_.clear();
}

void unpack(const PackedSeries& series, std::size_t first, std::span<float> out) {
  if (!series.values_mm.empty()) {
    std::copy_n(series.values_mm.begin() + static_cast<std::ptrdiff_t>(first), out.size(), out.begin());
    return;
  }
  const std::int16_t* const tenths = series.tenths.data() + first;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = value_of(tenths[i]);
}

}  // namespace plumbline::ingest
