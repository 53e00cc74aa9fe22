// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "../command.h"
#include "decompose/cell_grid.h"
#include "decompose/cell_motion.h"
#include "ortho_rows.h"
#include "ortho_sources.h"
#include "store/store.h"

namespace plumbline::cli {

/// A square of 100 km: an EGMS L3 tile.
struct SquareName {
  std::uint32_t easting_100km = 0;
  std::uint32_t northing_100km = 0;
  friend auto operator<=>(const SquareName&, const SquareName&) = default;
};

/// Up alone, from cells that one geometry sees, as if the ground moved up and down only.
struct VerticalOptions {
  double min_coherence = 0.8;           ///< points under it are left out
  double east_error_mm_per_year = 1.0;  ///< standard deviation of the motion to the east that is taken for 0
};

struct OrthoOptions {
  std::uint32_t cell_m = 100;
  bool remove_north = false;                ///< with the model's north
  double velocity_error_mm_per_year = 0.7;  ///< of every line of sight, that no fit of the series shows
  bool zero_start = false;                  ///< shift series as EGMS does (EgmsBlockFitter::start_mm)
  std::optional<VerticalOptions> vertical;
  std::uint64_t memory_bytes = 0;  ///< for sums of series
};

/// East and Up of the cells of one square, from all sources that reach into it: found in one pass over the
/// coordinates, then summed and solved band after band, so that memory stays within the limit (plus some 200
/// bytes a cell). The series wait in an unnamed file of the store's folder.
class OrthoSquare {
 public:
  OrthoSquare(const store::Store& store, const OrthoOptions& options, SquareName name,
              std::vector<const OrthoSource*> sources);

  /// Cells with both geometries, or for Up alone with coherent points of one; has to be called first.
  void find_cells();
  std::size_t cells() const { return cells_.size(); }
  const TimeAxis& axis() const { return axis_; }
  /// Points that will be read, for progress: those of all tiles for each band.
  std::uint64_t points_to_read() const;
  /// Middles of the cells.
  std::vector<double> eastings_m() const;
  std::vector<double> northings_m() const;

  /// Sums and solves all cells. `model` holds one motion a cell, in their order, or nothing. Returns how many
  /// points were left out for gaps.
  std::size_t solve(std::span<const ModelMotion> model, Progress& progress);

  /// What was solved; not before solve.
  const OrthoRows& rows() const { return *rows_; }

 private:
  struct Band {
    std::size_t first = 0, count = 0;
  };
  struct Fitters {
    features::EgmsBlockFitter statistics, start;
  };
  std::size_t index_of(double easting_m, double northing_m) const;
  std::size_t index_of(const decompose::Cell& cell) const {
    return std::size_t{cell.row % side_cells_} * side_cells_ + cell.column % side_cells_;
  }
  std::vector<std::uint8_t> seen_cells() const;
  OrthoPoints points_of(const OrthoSource& source) const;
  std::vector<Band> bands() const;
  std::size_t sum_band(const Band& band, std::span<decompose::TrackSums> sums, Progress& progress) const;
  void solve_range(std::span<const decompose::Track> tracks, std::size_t first_cell, std::size_t first_row,
                   std::size_t count, std::span<const ModelMotion> model, const Fitters& fitters);

  const store::Store& store_;
  OrthoOptions options_;
  SquareName name_;
  std::vector<const OrthoSource*> sources_;
  std::uint32_t side_cells_;
  TimeAxis axis_;
  std::vector<decompose::Cell> cells_;  // in the order of the tile's rows
  std::optional<OrthoRows> rows_;       // likewise
};

}  // namespace plumbline::cli
