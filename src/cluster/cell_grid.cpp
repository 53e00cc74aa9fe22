// SPDX-License-Identifier: MIT
#include "cluster/cell_grid.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include <fmt/format.h>

#include "cluster/radix_sort.h"
#include "core/error.h"
#include "parallel/thread_loop.h"

namespace plumbline::cluster {
namespace {

constexpr std::size_t kGrain = 65536;

// Why no rounding can break the two guarantees of CellGrid. Cells have the side s = (eps/√3)(1 − 2⁻¹⁰). A
// coordinate's index is floor((c − origin)/s), computed with an error below 2⁻²⁰ cells as long as indices
// stay below 2³² (each operation is good to 2⁻⁵³ of its result).
//   - Points with equal indices are less than s(1 + 2⁻¹⁹) apart along each axis, so d² < eps²(1 − 2⁻¹⁰):
//     no rounding of d² lifts it over eps².
//   - Points with computed d² ≤ eps² are at most eps(1 + 2⁻⁵⁰) apart along each axis, that is 1.734 cells, so
//     their indices differ by 2 at most.
constexpr double kSideOfEps = (1.0 - 0x1p-10) / std::numbers::sqrt3;

// Beyond this many cells along an axis, stretches without points are cut out.
constexpr double kMostPlainCells = 0x1p30;

// Indices start here, so that `index - kReach` never wraps.
constexpr double kFirstIndex = CellGrid::kReach;

void check(const Points& points, const DbscanOptions& options) {
  const auto refuse = [](std::string what) { throw Error(ErrorCode::usage, {}, std::move(what)); };
  // The squares of eps and of what is compared with it must neither vanish nor overflow.
  if (!(options.eps_m >= 1e-100 && options.eps_m <= 1e100)) {
    refuse(fmt::format("eps_m is {}, not a positive distance", options.eps_m));
  }
  const double metres_per_velocity = options.eps_m / options.eps_v_mm_per_year;
  if (!(options.eps_v_mm_per_year > 0) || !std::isfinite(metres_per_velocity)) {
    refuse(fmt::format("eps_v is {}, not a positive velocity", options.eps_v_mm_per_year));
  }
  if (options.min_points < 1) refuse(fmt::format("min_points is {}, less than 1", options.min_points));
  if (points.northing_m.size() != points.size() || points.velocity_mm_per_year.size() != points.size()) {
    throw Error(ErrorCode::internal, {}, "coordinates of different lengths");
  }
  if (points.size() >= UINT32_MAX) {
    throw Error(ErrorCode::bad_value, {},
                fmt::format("{} points are too many for one clustering", points.size()),
                "Cluster parts of the data");
  }
}

// The coordinates along one axis as the caller gave them, times a factor.
struct Coordinates {
  std::span<const double> given;
  double factor;
  std::string_view name;

  double operator[](std::size_t i) const { return given[i] * factor; }
};

struct Extent {
  double least = std::numeric_limits<double>::infinity();
  double greatest = -std::numeric_limits<double>::infinity();
};

// Throws Error(bad_value) for a coordinate that is not finite.
Extent extent_of(const Coordinates& coordinates) {
  const std::size_t count = coordinates.given.size();
  std::vector<Extent> parts((count + kGrain - 1) / kGrain);
  parallel_ranges(count, kGrain, [&](std::size_t begin, std::size_t end) {
    Extent part;
    bool finite = true;
    for (std::size_t i = begin; i < end; ++i) {
      const double c = coordinates[i];
      finite &= std::isfinite(c);
      part.least = std::min(part.least, c);
      part.greatest = std::max(part.greatest, c);
    }
    if (!finite) part.least = std::numeric_limits<double>::quiet_NaN();
    parts[begin / kGrain] = part;
  });
  Extent all;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    if (std::isnan(parts[part].least)) {
      std::size_t bad = part * kGrain;
      while (std::isfinite(coordinates[bad])) ++bad;
      throw Error(ErrorCode::bad_value, {.column = std::string(coordinates.name)},
                  fmt::format("point {} has the value {}, not a finite number", bad, coordinates.given[bad]));
    }
    all.least = std::min(all.least, parts[part].least);
    all.greatest = std::max(all.greatest, parts[part].greatest);
  }
  return all;
}

}  // namespace

// From a coordinate to the index of its cell along one axis.
class Axis {
 public:
  Axis() = default;
  Axis(const Coordinates& coordinates, double eps) : side_(eps * kSideOfEps) {
    const Extent extent = extent_of(coordinates);
    runs_.push_back({extent.least, kFirstIndex});
    if ((extent.greatest - extent.least) / side_ >= kMostPlainCells)
      cut_out_empty_stretches(coordinates, eps);
    const double last =
        runs_.back().first_index + std::floor((extent.greatest - runs_.back().origin) / side_);
    if (last + CellGrid::kReach >= 0x1p32) {
      throw Error(ErrorCode::bad_value, {}, "the points are too many and too far apart for this eps",
                  "Use a larger eps, or cluster parts of the data");
    }
    // Room for `index + kReach`.
    bits_ = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(last) + CellGrid::kReach));
  }

  unsigned bits() const { return bits_; }
  std::uint32_t index(double coordinate) const {
    const Run& run = runs_.size() == 1 ? runs_.front() : run_of(coordinate);
    return static_cast<std::uint32_t>(run.first_index + std::floor((coordinate - run.origin) / side_));
  }

 private:
  struct Run {
    double origin;
    double first_index;
  };

  // Where the points are spread so thinly that plain indices would not fit, the axis is cut into runs
  // wherever two consecutive coordinates are clearly more than eps apart; each run has an origin of its own,
  // and the runs are put kReach + 1 cells apart.
  void cut_out_empty_stretches(const Coordinates& coordinates, double eps) {
    std::vector<double> sorted(coordinates.given.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = coordinates[i];
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (sorted[i] - sorted[i - 1] <= 1.5 * eps) continue;
      const double last =
          runs_.back().first_index + std::floor((sorted[i - 1] - runs_.back().origin) / side_);
      runs_.push_back({sorted[i], last + CellGrid::kReach + 1});
    }
  }

  const Run& run_of(double coordinate) const {
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), coordinate,
                                        [](double value, const Run& run) { return value < run.origin; });
    return *(after - 1);
  }

  double side_ = 0;
  unsigned bits_ = 0;
  std::vector<Run> runs_;
};

CellGrid::CellGrid(const Points& points, const DbscanOptions& options) {
  check(points, options);
  squared_eps_ = options.eps_m * options.eps_m;
  metres_per_velocity_ = options.eps_m / options.eps_v_mm_per_year;
  first_slot_ = Array<Slot>(1);
  first_cell_ = Array<Cell>(1);
  first_slot_[0] = first_cell_[0] = 0;
  if (points.size() == 0) return;

  const std::array<Axis, 3> axes{
      Axis({points.easting_m, 1.0, "easting_m"}, options.eps_m),
      Axis({points.northing_m, 1.0, "northing_m"}, options.eps_m),
      Axis({points.velocity_mm_per_year, metres_per_velocity_, "velocity_mm_per_year"}, options.eps_m)};
  __extension__ using WideKey = unsigned __int128;
  if (axes[0].bits() + axes[1].bits() + axes[2].bits() <= 64) {
    build<std::uint64_t>(points, axes);
  } else {
    build<WideKey>(points, axes);
  }
}

template <typename Key>
void CellGrid::build(const Points& points, const std::array<Axis, 3>& axes) {
  const std::size_t count = points.size();
  const auto& [axis_x, axis_y, axis_z] = axes;
  row_shift_ = axis_y.bits();
  {
    Array<Key> keys(count);
    point_ = Array<std::uint32_t>(count);
    parallel_ranges(count, kGrain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        const std::uint64_t column = std::uint64_t{axis_x.index(points.easting_m[i])} << row_shift_ |
                                     axis_y.index(points.northing_m[i]);
        keys[i] = Key{column} << axis_z.bits() |
                  axis_z.index(points.velocity_mm_per_year[i] * metres_per_velocity_);
        point_[i] = static_cast<std::uint32_t>(i);
      }
    });
    radix_sort(keys, point_, axis_x.bits() + axis_y.bits() + axis_z.bits());
    find_cells(keys, axis_z.bits());
  }
  position_ = Array<Position>(count);
  parallel_ranges(count, kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t slot = begin; slot < end; ++slot) {
      const std::uint32_t i = point_[slot];
      position_[slot] = {points.easting_m[i], points.northing_m[i],
                         points.velocity_mm_per_year[i] * metres_per_velocity_};
    }
  });
}

template <typename Key>
void CellGrid::find_cells(const Array<Key>& keys, unsigned layer_bits) {
  const std::size_t count = keys.size();
  const auto new_cell = [&](std::size_t slot) { return slot == 0 || keys[slot] != keys[slot - 1]; };
  const auto new_column = [&](std::size_t slot) {
    return slot == 0 || keys[slot] >> layer_bits != keys[slot - 1] >> layer_bits;
  };
  // Count in each range of slots, then fill each range where the ranges before it end.
  struct Number {
    Cell cells = 0;
    Column columns = 0;
  };
  std::vector<Number> before((count + kGrain - 1) / kGrain + 1);
  parallel_ranges(count, kGrain, [&](std::size_t begin, std::size_t end) {
    Number number;
    for (std::size_t slot = begin; slot < end; ++slot) {
      number.cells += new_cell(slot);
      number.columns += new_column(slot);
    }
    before[begin / kGrain + 1] = number;
  });
  for (std::size_t range = 1; range < before.size(); ++range) {
    before[range].cells += before[range - 1].cells;
    before[range].columns += before[range - 1].columns;
  }
  const auto [cells, columns] = before.back();
  first_slot_ = Array<Slot>(cells + std::size_t{1});
  layer_ = Array<std::uint32_t>(cells);
  first_cell_ = Array<Cell>(columns + std::size_t{1});
  column_key_ = Array<std::uint64_t>(columns);
  first_slot_[cells] = static_cast<Slot>(count);
  first_cell_[columns] = cells;
  parallel_ranges(count, kGrain, [&](std::size_t begin, std::size_t end) {
    auto [cell, column] = before[begin / kGrain];
    for (std::size_t slot = begin; slot < end; ++slot) {
      if (!new_cell(slot)) continue;
      if (new_column(slot)) {
        column_key_[column] = static_cast<std::uint64_t>(keys[slot] >> layer_bits);
        first_cell_[column++] = cell;
      }
      layer_[cell] = static_cast<std::uint32_t>(keys[slot] & ((Key{1} << layer_bits) - 1));
      first_slot_[cell++] = static_cast<Slot>(slot);
    }
  });
}

void CellGrid::Neighbourhood::move_to(Column column) {
  constexpr std::array<std::int64_t, kRows> kNearestFirst{0, -1, 1, -2, 2};
  const auto& keys = grid_.column_key_;
  const std::uint64_t row = keys[column] >> grid_.row_shift_;
  const std::uint64_t least = keys[column] - kReach;  // no wrap: indices start at kReach
  const bool same_row = row == row_;
  row_ = row;
  column_count_ = 0;
  for (std::size_t i = 0; i < kRows; ++i) {
    const auto shift = static_cast<std::uint64_t>(kNearestFirst[i]) << grid_.row_shift_;  // modulo 2⁶⁴
    if (!same_row) {
      first_[i] =
          static_cast<Column>(std::lower_bound(keys.begin(), keys.end(), least + shift) - keys.begin());
    }
    while (first_[i] < keys.size() && keys[first_[i]] < least + shift) ++first_[i];
    for (Column near = first_[i]; near < keys.size() && keys[near] <= least + shift + 2 * kReach; ++near) {
      columns_[column_count_++] = {grid_.first_cell(near), grid_.end_cell(near)};
    }
  }
}

std::span<const CellGrid::CellRange> CellGrid::Neighbourhood::around(Cell cell) {
  constexpr Cell kShort = 16;  // so few are looked through one by one
  const std::uint32_t* const layers = grid_.layer_.begin();
  const std::uint32_t least = layers[cell] - kReach;
  const std::uint32_t greatest = layers[cell] + kReach;
  std::size_t count = 0;
  for (std::size_t i = 0; i < column_count_; ++i) {
    auto& [begin, column_end] = columns_[i];
    if (column_end - begin > kShort) {
      begin = static_cast<Cell>(std::lower_bound(layers + begin, layers + column_end, least) - layers);
    }
    while (begin < column_end && layers[begin] < least) ++begin;
    Cell end = begin;
    while (end < column_end && layers[end] <= greatest) ++end;
    if (begin < end) ranges_[count++] = {begin, end};
  }
  return {ranges_.data(), count};
}

}  // namespace plumbline::cluster
