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

/// Series of one block brought to the common dates.
struct DatedSeries {
  std::vector<std::uint32_t> rows;  ///< places in the block, ascending
  std::vector<float> series_mm;     ///< row after row, one value a date
  std::size_t left_out = 0;         ///< points of a cell that take no part
};

/// `points[i]` is what is known of series i of the block; series of no cell are passed over. A point takes
/// part when its line of sight and height are finite and it has a value at every date (missing ones within
/// its series are bridged by straight lines): if it came and went, the offset that each point has would look
/// like a step of the cell. May be called from several threads.
DatedSeries at_common_dates(const SeriesBlockView& block, const Resampler& resampler,
                            std::span<const SightedPoint> points);

/// The points of one track in each cell: their number, means, and mean series at the common dates. The sums
/// depend on the order in which points are added. Memory: 8 bytes a cell and date, and 64 a cell.
class TrackSums {
 public:
  TrackSums(std::size_t dates, std::size_t cells);

  /// Forgets all sums and begins with as many cells; keeps its memory, which is costly to come by anew.
  void begin(std::size_t cells);
  /// `points` are those of the block that the series are from.
  void add(const DatedSeries& series, std::span<const SightedPoint> points);

  std::size_t points(std::size_t cell) const { return facts_[cell].points; }
  /// Means over the points; `cell` is kNoCell in the result.
  SightedPoint mean(std::size_t cell) const;
  /// mm; the root of the mean square of the points' rmse.
  double rmse_mm(std::size_t cell) const;
  double mean_mm(std::size_t date, std::size_t cell) const {
    return series_[cell * dates_ + date] / static_cast<double>(facts_[cell].points);
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
  void add_facts(const SightedPoint& point);

  std::size_t dates_;
  std::vector<Facts> facts_;    // by cell
  std::vector<double> series_;  // [cell][date], sums in mm
};

}  // namespace plumbline::decompose
