// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "../progress.h"
#include "core/table.h"
#include "correct/stitch.h"
#include "derived_tile.h"
#include "release_groups.h"
#include "store/store.h"

namespace plumbline::cli {

enum class RateChoice : std::uint8_t { point, tile, none };

struct TileStitchOptions {
  correct::StitchOptions stitch;
  RateChoice rate = RateChoice::point;
  bool keep_single = false;  ///< also the points that one release alone has
};

correct::StitchPlan plan_of(const ReleaseGroup& group, const TileStitchOptions& options);

/// The points and series of one stitched tile, made once: series lie on disk, the rest in memory.
class StitchedTile {
 public:
  /// `folder`: where the series are put aside.
  StitchedTile(const store::Store& from, const ReleaseGroup& group, const TileStitchOptions& options,
               const std::filesystem::path& folder, Progress& progress);

  const TimeAxis& axis() const { return plan_.axis(); }
  const Table& columns() const { return columns_; }
  /// For Store::put_tile.
  void read(std::size_t first_row, SeriesBlock& block) const;

 private:
  void match(const store::Store& from);
  void take_columns(const store::Store& from);
  void put_aside_series(const store::Store& from, Progress& progress);
  void stitch(Progress& progress);
  std::vector<double> tile_rates(Progress& progress) const;

  /// Calls `body(point, series, gnss_rates)` for all points, from several threads; `body` is made by `make`
  /// once a range.
  template <typename Make>
  void for_each_point(const Make& make, Progress& progress) const;

  std::size_t releases() const { return group_.releases.size(); }
  std::size_t points() const { return points_.size(); }

  const ReleaseGroup& group_;
  TileStitchOptions options_;
  correct::StitchPlan plan_;
  correct::MatchedPoints points_;
  Table columns_;
  std::vector<std::vector<float>> gnss_rates_;  ///< by release and point; empty where there is no column
  std::vector<std::size_t> first_of_release_;   ///< in a row of the series put aside
  SpilledSeries series_;
};

}  // namespace plumbline::cli
