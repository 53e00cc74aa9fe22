// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/motion_class.h"
#include "report/chart.h"
#include "report/image.h"

namespace plumbline::report {

/// Where points lie, in metres of EPSG:3035 or of a plane around a place. Empty until a point is included.
struct Extent {
  std::string middle;  ///< "19.430 N 99.130 W", the place around which the plane lies; empty: EPSG:3035
  double west_m = std::numeric_limits<double>::infinity();
  double south_m = std::numeric_limits<double>::infinity();
  double east_m = -std::numeric_limits<double>::infinity();
  double north_m = -std::numeric_limits<double>::infinity();

  bool empty() const { return !(west_m <= east_m && south_m <= north_m); }
  /// A point without coordinates (NaN) changes nothing.
  void include(double easting_m, double northing_m);
};

/// Square cells over an extent: as small as the points are dense (some four cells a point), of a round size,
/// and at most kMostCells along each side, so that a map of any number of points takes the same memory.
class MapGrid {
 public:
  static constexpr std::size_t kMostCells = 900;

  /// The extent is not empty; points > 0.
  MapGrid(const Extent& extent, std::size_t points);

  double cell_m() const { return cell_m_; }
  std::size_t columns() const { return columns_; }
  std::size_t rows() const { return rows_; }
  std::size_t cells() const { return columns_ * rows_; }
  double west_m() const { return west_m_; }
  double south_m() const { return south_m_; }
  const std::string& middle() const { return middle_; }

  /// The cell of a point, counted by rows from the south-west; nothing outside the grid or without
  /// coordinates.
  std::optional<std::size_t> cell_of(double easting_m, double northing_m) const;

 private:
  std::string middle_;
  double cell_m_;
  double west_m_;
  double south_m_;
  std::size_t columns_;
  std::size_t rows_;
};

/// Means of a value by cell.
class MeanMap {
 public:
  explicit MeanMap(const MapGrid& grid) : grid_(grid), sum_(grid.cells()), count_(grid.cells()) {}
  /// NaN is left out.
  void add(double easting_m, double northing_m, double value);
  const MapGrid& grid() const { return grid_; }
  /// NaN where no point lies.
  double mean(std::size_t cell) const;

 private:
  MapGrid grid_;
  std::vector<double> sum_;
  std::vector<std::uint32_t> count_;
};

/// The most frequent class by cell.
class ClassMap {
 public:
  explicit ClassMap(const MapGrid& grid) : grid_(grid), counts_(grid.cells()) {}
  void add(double easting_m, double northing_m, std::optional<MotionClass> motion);
  const MapGrid& grid() const { return grid_; }
  bool is_empty(std::size_t cell) const;
  /// The most frequent class of a cell that is not empty; of equally frequent ones the one named later in
  /// MotionClass, so that motion shows beside stable ground. Nothing: points without a class.
  std::optional<MotionClass> winner(std::size_t cell) const;
  /// Whether any point of the map has it.
  bool holds(std::optional<MotionClass> motion) const;

 private:
  static constexpr std::size_t kUnclassified = kMotionClassNames.size();
  MapGrid grid_;
  std::vector<std::array<std::uint32_t, kUnclassified + 1>> counts_;
};

/// The map of velocities as a drawing for Page::figure: a raster picture with scale bar, coordinates, and a
/// legend from −range to +range mm/yr.
std::string velocity_map(const ChartText& text, const MeanMap& map, double range_mm_per_year,
                         const std::string& legend_label = "mm/yr");
/// The same of classes; the legend names those that are there.
std::string class_map(const ChartText& text, const ClassMap& map);

}  // namespace plumbline::report
