// SPDX-License-Identifier: MIT
#include "cluster/cell_grid.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <tuple>

#include <fmt/format.h>

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

void require_finite(std::span<const double> values, std::string_view name) {
  const auto bad = std::find_if_not(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
  if (bad == values.end()) return;
  throw Error(ErrorCode::bad_value, {.column = std::string(name)},
              fmt::format("point {} has the value {}, not a finite number", bad - values.begin(), *bad));
}

// The cell index of each coordinate along one axis.
std::vector<std::uint32_t> plain_indices(std::span<const double> coordinates, double origin, double side) {
  std::vector<std::uint32_t> index(coordinates.size());
  parallel_ranges(coordinates.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      index[i] = static_cast<std::uint32_t>(kFirstIndex + std::floor((coordinates[i] - origin) / side));
    }
  });
  return index;
}

// The same where the points are spread so thinly that plain indices would not fit: the axis is cut into runs
// wherever two consecutive coordinates are clearly more than eps apart, each run has an origin of its own,
// and the runs are put kReach + 1 cells apart.
std::vector<std::uint32_t> compressed_indices(std::span<const double> coordinates, double eps, double side) {
  struct Run {
    double origin;
    double first_index;
  };
  std::vector<double> sorted(coordinates.begin(), coordinates.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<Run> runs{{sorted.front(), kFirstIndex}};
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i] - sorted[i - 1] <= 1.5 * eps) continue;
    const double last_index =
        runs.back().first_index + std::floor((sorted[i - 1] - runs.back().origin) / side);
    runs.push_back({sorted[i], last_index + CellGrid::kReach + 1});
  }
  const double last_index = runs.back().first_index + std::floor((sorted.back() - runs.back().origin) / side);
  if (last_index + CellGrid::kReach >= 0x1p32) {
    throw Error(ErrorCode::bad_value, {}, "the points are too many and too far apart for this eps",
                "Use a larger eps, or cluster parts of the data");
  }
  std::vector<std::uint32_t> index(coordinates.size());
  for (std::size_t i = 0; i < index.size(); ++i) {
    const auto after = std::upper_bound(runs.begin(), runs.end(), coordinates[i],
                                        [](double value, const Run& run) { return value < run.origin; });
    const Run& run = *(after - 1);
    index[i] = static_cast<std::uint32_t>(run.first_index + std::floor((coordinates[i] - run.origin) / side));
  }
  return index;
}

std::vector<std::uint32_t> cell_indices(std::span<const double> coordinates, double eps) {
  if (coordinates.empty()) return {};
  const double side = eps * kSideOfEps;
  const auto [least, greatest] = std::minmax_element(coordinates.begin(), coordinates.end());
  if ((*greatest - *least) / side < kMostPlainCells) return plain_indices(coordinates, *least, side);
  return compressed_indices(coordinates, eps, side);
}

}  // namespace

CellGrid::CellGrid(const Points& points, const DbscanOptions& options) {
  check(points, options);
  require_finite(points.easting_m, "easting_m");
  require_finite(points.northing_m, "northing_m");
  const double metres_per_velocity = options.eps_m / options.eps_v_mm_per_year;
  std::vector<double> z(points.size());
  for (std::size_t i = 0; i < z.size(); ++i) z[i] = points.velocity_mm_per_year[i] * metres_per_velocity;
  require_finite(z, "velocity_mm_per_year");
  squared_eps_ = options.eps_m * options.eps_m;
  sort_into_cells(points, z, options.eps_m);
}

void CellGrid::sort_into_cells(const Points& points, const std::vector<double>& z, double eps) {
  struct Place {
    std::uint64_t column;
    std::uint32_t layer;
    std::uint32_t point;
  };
  const std::size_t count = points.size();
  std::vector<Place> places(count);
  {
    const auto index_x = cell_indices(points.easting_m, eps);
    const auto index_y = cell_indices(points.northing_m, eps);
    const auto index_z = cell_indices(z, eps);
    for (std::uint32_t i = 0; i < count; ++i) {
      places[i] = {std::uint64_t{index_x[i]} << 32 | index_y[i], index_z[i], i};
    }
  }
  std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
    return std::tie(a.column, a.layer, a.point) < std::tie(b.column, b.layer, b.point);
  });

  for (std::uint32_t slot = 0; slot < count; ++slot) {
    const bool new_column = slot == 0 || places[slot].column != places[slot - 1].column;
    const bool new_cell = new_column || places[slot].layer != places[slot - 1].layer;
    if (new_column) {
      column_key_.push_back(places[slot].column);
      first_cell_.push_back(static_cast<Cell>(layer_.size()));
    }
    if (new_cell) {
      layer_.push_back(places[slot].layer);
      first_slot_.push_back(slot);
    }
  }
  first_cell_.push_back(static_cast<Cell>(layer_.size()));
  first_slot_.push_back(static_cast<Slot>(count));

  x_.resize(count), y_.resize(count), z_.resize(count), point_.resize(count);
  parallel_ranges(count, kGrain, [&](std::size_t begin, std::size_t end) {
    for (std::size_t slot = begin; slot < end; ++slot) {
      const std::uint32_t i = places[slot].point;
      point_[slot] = i;
      x_[slot] = points.easting_m[i];
      y_[slot] = points.northing_m[i];
      z_[slot] = z[i];
    }
  });
}

CellGrid::Neighbourhood::Neighbourhood(const CellGrid& grid, std::size_t column) : grid_(grid) {
  const auto& keys = grid.column_key_;
  const std::uint64_t x = keys[column] >> 32;
  const std::uint64_t y = keys[column] & UINT32_MAX;
  for (std::uint64_t other_x = x - kReach; other_x <= x + kReach; ++other_x) {
    // y - kReach does not wrap (kFirstIndex); y + kReach stays below 2³².
    const auto first = std::lower_bound(keys.begin(), keys.end(), other_x << 32 | (y - kReach));
    for (auto key = first; key != keys.end() && *key <= (other_x << 32 | (y + kReach)); ++key) {
      columns_.push_back(static_cast<std::size_t>(key - keys.begin()));
    }
  }
}

}  // namespace plumbline::cluster
