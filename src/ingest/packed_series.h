// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "core/large_pages.h"

namespace plumbline::ingest {

/// Series as they wait in memory or on disk: two bytes a value where all are whole tenths of a millimetre
/// below 3,276.7, as EGMS prints them, otherwise four. Every value comes back with every bit (missing = NaN).
struct PackedSeries {
  std::span<const std::int16_t> tenths;
  std::span<const float> values_mm;  ///< empty when `tenths` says it all
};

/// Packs values into `tenths`, which has a place for each. False when one is not in whole tenths.
bool pack_tenths(std::span<const float> values_mm, std::span<std::int16_t> tenths);
/// The values from place `first` on; `out` says how many.
void unpack(const PackedSeries& series, std::size_t first, std::span<float> out);

/// Packs series, and is their memory.
class SeriesMemory {
 public:
  PackedSeries pack(std::span<const float> values_mm);
  /// Forgets all series. Keeps the memory of tenths, for the next ones.
  void clear();
  std::uint64_t bytes() const { return bytes_; }  ///< in use

 private:
  using Chunk = std::vector<std::int16_t, LargePages<std::int16_t>>;
  std::span<std::int16_t> take(std::size_t count);

  std::vector<Chunk> chunks_;
  std::size_t chunk_ = 0;  ///< that is being filled
  std::size_t end_ = 0;    ///< of what it holds
  std::uint64_t bytes_ = 0;
  std::deque<std::vector<float>> plain_;
};

}  // namespace plumbline::ingest
