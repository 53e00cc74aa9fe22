// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "../command.h"
#include "core/table.h"
#include "decompose/track_sums.h"
#include "store/store.h"

namespace plumbline::cli {

/// A tile with lines of sight. Tiles of one track and orbit see the ground the same way.
struct OrthoSource {
  std::string stem;
  char orbit = 0;          ///< 'A' or 'D'
  std::int32_t track = 0;  ///< relative orbit; where it is not known, a negative number of the tile's own
  char producer = '1';
  std::size_t points = 0;
  TimeAxis axis;
  std::string series_sha256;
};

/// The years of a release, 0 where the names of the tiles hold none.
struct ReleaseYears {
  int first = 0;
  int last = 0;
  friend auto operator<=>(const ReleaseYears&, const ReleaseYears&) = default;
};

/// Tiles that may be combined: one release, one level.
struct OrthoRelease {
  ReleaseYears years;
  int sub_release = 0;
  std::vector<OrthoSource> sources;  ///< in order of the stem
};

/// The releases of a store; L2b tiles, or L2a where there is no L2b. With `need_both`, those that have both
/// geometries. Notes what is left out. Throws Error(missing_stage) when there is none.
std::vector<OrthoRelease> ortho_releases(Session& session, const store::Store& store, bool need_both);

/// The points of a source: where they are, and how they are seen (`cell` is kNoCell).
struct OrthoPoints {
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<float> coherence;  ///< temporal_coherence; NaN = not known
  std::vector<decompose::SightedPoint> sighted;
};
OrthoPoints read_ortho_points(const store::Store& store, const std::string& stem);

/// Adds the series of all points that have a cell to the sums of their track. They are read and brought to
/// the common dates side by side, and added in the order of the rows. Returns how many took no part.
std::size_t sum_series(const store::Store& store, const OrthoSource& source, const TimeAxis& dates,
                       std::span<const decompose::SightedPoint> points, decompose::TrackSums& sums);

}  // namespace plumbline::cli
