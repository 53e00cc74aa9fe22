// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "core/delivery_name.h"
#include "core/placed_file.h"
#include "core/table.h"
#include "decompose/cell_grid.h"
#include "decompose/cell_motion.h"
#include "features/egms_statistics.h"
#include "store/store.h"

namespace plumbline::cli {

/// The reference model's motion at the middle of a cell, mm/yr; NaN = not known.
struct ModelMotion {
  double east = 0, north = 0, up = 0;
};

/// The rows of the tiles that decompose writes: what was found of each cell, in memory, and its series, put
/// aside on disk. Cells that were not solved give no row.
class OrthoRows {
 public:
  struct Grid {
    std::span<const decompose::Cell> cells;  ///< must outlive the rows
    std::uint32_t cell_m = 100;
    char producer = '1';
  };
  /// `components`: of the tiles that will be written.
  OrthoRows(const Grid& grid, TimeAxis axis, std::vector<Component> components,
            const std::filesystem::path& folder);

  const std::vector<Component>& components() const { return components_; }
  const TimeAxis& axis() const { return axis_; }

  /// What was found of a cell. May be called from several threads for different cells.
  void put(std::size_t cell, const decompose::CellMotion& motion, const ModelMotion& model);
  /// Its statistics; without them those columns are missing.
  void put(std::size_t cell, Component component, const features::EgmsStatistics& statistics,
           double velocity_uncertainty);
  /// Series of consecutive cells, one after the other.
  void put_series(std::size_t first_cell, Component component, std::span<const float> series_mm);
  /// No more cells: counts the rows.
  void finish();

  std::size_t rows() const { return kept_.size(); }
  /// For Store::put_tile.
  store::TileRows tile(Component component) const;

 private:
  struct ComponentFacts {
    float displacement_std = 0;
    float velocity_uncertainty = 0;
    std::array<float, features::kEgmsStatisticNames.size()> statistics{};
  };
  struct CellFacts {
    bool is_solved = false;
    std::int32_t points_ascending = 0, points_descending = 0, tracks = 0;
    float height_m = 0, condition = 0, up_per_east = 0;
    float model_north = 0, model_east = 0, model_up = 0;
    std::array<ComponentFacts, 2> of{};  // east, up
  };
  bool is_vertical() const { return components_.size() == 1; }
  Table table(Component component, std::span<const std::uint32_t> cells) const;
  void read_series(Component component, std::span<const std::uint32_t> cells, SeriesBlock& block) const;
  std::string pid(std::uint32_t cell) const;
  std::uint64_t offset(std::size_t cell, Component component) const;

  Grid grid_;
  TimeAxis axis_;
  std::vector<Component> components_;
  std::vector<CellFacts> facts_;     // by cell
  std::vector<std::uint32_t> kept_;  // the solved ones
  PlacedFile spilled_;
};

}  // namespace plumbline::cli
