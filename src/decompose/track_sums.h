// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/series_block.h"
#include "decompose/common_dates.h"

namespace plumbline::decompose {

inline constexpr std::uint32_t kNoCell = std::numeric_limits<std::uint32_t>::max();

/// What is known of a point beside its series.
struct SightedPoint {
  std::uint32_t cell = kNoCell;  ///< place among the cells that are being summed
  float los_east = 0;
  float los_north = 0;
  float los_up = 0;
  float height_m = 0;
  float rmse_mm = 0;        ///< scatter of its series about the official fit; NaN = not known
  float gnss_velocity = 0;  ///< mm/yr along the line of sight, of the reference model; NaN = not known
};

/// The points of one track in each cell: their number, means, and mean series at the common dates. Points are
/// added block after block; the sums depend on that order and not on the number of threads.
///
/// A point takes part when it has a value at every date (missing ones within its series are bridged by
/// straight lines): if it came and went, the offset that each point has would look like a step of the cell.
/// Memory: 8 bytes a cell and date, and 64 a cell.
class TrackSums {
 public:
  TrackSums(std::size_t dates, std::size_t cells);

  /// `points[i]` is what is known of series i of the block. Points whose line of sight or height is not
  /// finite are passed over too. Returns how many points that belong to a cell were passed over.
  std::size_t add(const SeriesBlockView& block, const Resampler& resampler,
                  std::span<const SightedPoint> points);

  std::size_t points(std::size_t cell) const { return facts_[cell].points; }
  /// Means over the points; `cell` is kNoCell in the result.
  SightedPoint mean(std::size_t cell) const;
  /// mm; the root of the mean square of the points' rmse.
  double rmse_mm(std::size_t cell) const;
  double mean_mm(std::size_t date, std::size_t cell) const {
    return series_[date * facts_.size() + cell] / static_cast<double>(facts_[cell].points);
  }

  static constexpr std::size_t bytes_a_cell(std::size_t dates) { return 8 * dates + sizeof(Facts); }

 private:
  struct Facts {
    std::uint32_t points = 0;
    std::uint32_t points_with_rmse = 0;
    std::uint32_t points_with_gnss = 0;
    double los_east = 0, los_north = 0, los_up = 0;
    double height_m = 0, rmse_square = 0, gnss_velocity = 0;
  };
  struct Row {
    std::size_t row;
    std::uint32_t cell;
  };
  void find_rows(const SeriesBlockView& block, std::span<const SightedPoint> points);
  std::size_t bridge(const SeriesBlockView& block, const Resampler& resampler);
  void add_facts(const SightedPoint& point);

  std::size_t dates_;
  std::vector<Facts> facts_;        // by cell
  std::vector<double> series_;      // [date][cell], sums in mm
  std::vector<Row> complete_;       // rows of the block at hand with all their values
  std::vector<Row> gappy_;          // and those without
  std::vector<double> bridged_mm_;  // [gappy row][date]
};

}  // namespace plumbline::decompose
