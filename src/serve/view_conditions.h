// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "serve/column_scan.h"
#include "serve/point_filter.h"
#include "serve/value_codes.h"
#include "serve/view_file.h"

namespace plumbline::serve {

/// What a block of points says to a condition: all of them meet it, none does, or some may.
enum class Verdict : std::uint8_t { all, none, some };

/// A filter in the terms of the index: codes and millionths of degrees instead of numbers.
struct ViewConditions {
  /// Throws Error(usage) for a level or a release that no dataset has.
  ViewConditions(const PointFilter& filter, std::span<const store::Dataset> datasets,
                 const ValueCodes& velocities, const ValueCodes& coherences, const ValueCodes& heights);

  /// Coordinates that are whole millionths of a degree lie in the window when their number does.
  std::int32_t south = 0, north = 0, west = 0, east = 0;
  std::vector<CodeRange> velocity;  ///< each must hold; likewise below
  std::vector<CodeRange> coherence;
  std::vector<CodeRange> height;
  std::uint16_t classes = 0;
  std::uint8_t orbits = 0;
  std::vector<bool> datasets;  ///< whether each passes
  std::uint8_t flags_set = 0;
  std::uint8_t flags_not_set = 0;
  KindPasses kind_passes;                ///< of points with an orbit
  KindPasses kind_passes_without_orbit;  ///< whatever the bit says

  Verdict window(const PointRanges& ranges) const;
  Verdict kinds(const PointRanges& ranges) const;
  Verdict orbit(const PointRanges& ranges) const;
  bool admits_orbit(std::uint8_t orbit) const { return (unsigned{orbits} >> orbit & 1U) != 0; }
  bool admits_dataset(std::uint8_t dataset) const { return datasets[dataset]; }
};

/// Of a block whose codes lie from `least` to `greatest`.
Verdict verdict(const CodeRange& range, std::uint32_t least, std::uint32_t greatest);

}  // namespace plumbline::serve
