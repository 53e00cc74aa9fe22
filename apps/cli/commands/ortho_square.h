// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "../command.h"
#include "core/placed_file.h"
#include "core/table.h"
#include "decompose/cell_grid.h"
#include "decompose/cell_motion.h"
#include "features/egms_statistics.h"
#include "ortho_sources.h"
#include "store/store.h"

namespace plumbline::cli {

/// A square of 100 km: an EGMS L3 tile.
struct SquareName {
  std::uint32_t easting_100km = 0;
  std::uint32_t northing_100km = 0;
  friend auto operator<=>(const SquareName&, const SquareName&) = default;
};

/// The reference model's motion at the middle of a cell, mm/yr; NaN = not known.
struct ModelMotion {
  double east = 0, north = 0, up = 0;
};

struct OrthoOptions {
  std::uint32_t cell_m = 100;
  bool remove_north = false;                ///< with the model's north
  double velocity_error_mm_per_year = 0.7;  ///< of every line of sight, that no fit of the series shows
  std::uint64_t memory_bytes = 0;           ///< for sums of series
};

/// East and Up of the cells of one square, from all sources that reach into it: found in one pass over the
/// coordinates, then summed and solved band after band, so that memory stays within the limit (plus some 150
/// bytes a cell). The series wait in an unnamed file of the store's folder.
class OrthoSquare {
 public:
  OrthoSquare(const store::Store& store, const OrthoOptions& options, SquareName name,
              std::vector<const OrthoSource*> sources);

  /// Cells with both geometries; find_cells has to be called first.
  void find_cells();
  std::size_t cells() const { return cells_.size(); }
  const TimeAxis& axis() const { return axis_; }
  /// Points that will be read, for progress.
  std::uint64_t points_to_read() const;

  /// Sums and solves all cells. `model` holds one motion a cell, in their order, or nothing. Returns how many
  /// points were left out for gaps.
  std::size_t solve(std::span<const ModelMotion> model, Progress& progress);

  std::size_t rows() const { return kept_.size(); }
  /// One row a solved cell, the same ones in the same order for both components.
  Table table(Component component) const;
  store::SeriesReader series(Component component) const;

  /// Middles of the cells.
  std::vector<double> eastings_m() const;
  std::vector<double> northings_m() const;

 private:
  /// What becomes a row.
  struct CellRow {
    bool is_solved = false;
    std::int32_t points_ascending = 0, points_descending = 0, tracks = 0;
    float height_m = 0, condition = 0;
    ModelMotion model{};
    std::array<float, 2> displacement_std{}, velocity_uncertainty{};  // east, up
    std::array<features::EgmsStatistics, 2> statistics{};
    std::array<bool, 2> has_statistics{};
  };
  struct Band {
    std::size_t first = 0, count = 0;
  };
  std::size_t index_of(double easting_m, double northing_m) const;
  std::vector<Band> bands() const;
  std::size_t solve_band(const Band& band, std::span<const ModelMotion> model, Progress& progress);
  void solve_range(std::span<const decompose::Track> tracks, std::size_t first_cell, std::size_t first_row,
                   std::size_t count, std::span<const ModelMotion> model);
  std::uint64_t spill_offset(std::size_t row, Component component) const;

  const store::Store& store_;
  OrthoOptions options_;
  SquareName name_;
  std::vector<const OrthoSource*> sources_;
  std::uint32_t side_cells_;
  TimeAxis axis_;
  std::vector<decompose::Cell> cells_;  // in the order of the tile's rows
  std::vector<CellRow> rows_;           // likewise
  std::vector<std::uint32_t> kept_;     // the solved ones among them
  PlacedFile spilled_;
};

}  // namespace plumbline::cli
