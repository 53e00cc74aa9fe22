// SPDX-License-Identifier: MIT
#include "correct/control_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "correct/robust_line.h"

namespace plumbline::correct {
namespace {

/// Velocities are printed to 0.1 mm/yr.
constexpr double kRounding = 0.03;

/// Gathers what belongs to one control point.
class Gathering {
 public:
  Gathering() : fitter_(kRounding) {}

  void clear() {
    values_.clear();
    easting_ = northing_ = 0;
    look_ = {};
  }
  void add(const MovingPoints& points, std::uint32_t row, double value) {
    values_.push_back(value);
    easting_ += points.easting_m[row];
    northing_ += points.northing_m[row];
    look_.east += static_cast<double>(points.los_east[row]);
    look_.north += static_cast<double>(points.los_north[row]);
    look_.up += static_cast<double>(points.los_up[row]);
  }
  bool enough() const { return std::ssize(values_) >= kFewestControlPoints; }
  /// Huber's mean of the values, at their mean place.
  ControlPoint control() {
    times_.assign(values_.size(), 0.0);
    const auto count = static_cast<double>(values_.size());
    return {.easting_m = easting_ / count,
            .northing_m = northing_ / count,
            .difference = fitter_.fit_value(times_, values_, 0)->value,
            .points = static_cast<std::int32_t>(values_.size()),
            .site = 0};
  }
  double seen(const EastNorthUp& velocity) const {
    const auto count = static_cast<double>(values_.size());
    return velocity.along(look_.east / count, look_.north / count, look_.up / count);
  }

 private:
  RobustLineFitter fitter_;
  std::vector<double> values_, times_;
  double easting_ = 0, northing_ = 0;
  EastNorthUp look_;
};

}  // namespace

std::vector<ControlPoint> cell_controls(const MovingPoints& points, std::span<const std::uint32_t> rows,
                                        std::span<const float> model) {
  struct InCell {
    std::int64_t column, line;
    std::uint32_t row;
    auto operator<=>(const InCell&) const = default;
  };
  std::vector<InCell> cells;
  cells.reserve(rows.size());
  for (const std::uint32_t row : rows) {
    if (std::isnan(points.velocity[row]) || std::isnan(model[row])) continue;
    cells.push_back({static_cast<std::int64_t>(std::floor(points.easting_m[row] / kControlCellM)),
                     static_cast<std::int64_t>(std::floor(points.northing_m[row] / kControlCellM)), row});
  }
  std::ranges::sort(cells);
  std::vector<ControlPoint> controls;
  Gathering gathering;
  for (std::size_t begin = 0, end = 0; begin < cells.size(); begin = end) {
    gathering.clear();
    for (; end < cells.size() && cells[end].column == cells[begin].column &&
           cells[end].line == cells[begin].line;
         ++end) {
      const std::uint32_t row = cells[end].row;
      gathering.add(points, row, static_cast<double>(points.velocity[row]) - static_cast<double>(model[row]));
    }
    if (gathering.enough()) controls.push_back(gathering.control());
  }
  return controls;
}

namespace {

/// Nothing where too few of the points have a velocity.
std::optional<ControlPoint> control_at(const GnssSite& station, std::size_t site, const MovingPoints& points,
                                       std::span<const std::uint32_t> rows, Gathering& gathering) {
  gathering.clear();
  for (const std::uint32_t row : rows) {
    if (!std::isnan(points.velocity[row]))
      gathering.add(points, row, static_cast<double>(points.velocity[row]));
  }
  if (!gathering.enough()) return std::nullopt;
  ControlPoint control = gathering.control();
  control.easting_m = station.easting_m;
  control.northing_m = station.northing_m;
  control.difference -= gathering.seen(station.velocity);
  control.site = site;
  return control;
}

}  // namespace

std::vector<ControlPoint> station_controls(const MovingPoints& points, std::span<const GnssSite> stations,
                                           std::span<const std::vector<std::uint32_t>> rows_near) {
  std::vector<ControlPoint> controls;
  Gathering gathering;
  for (std::size_t site = 0; site < stations.size(); ++site) {
    if (!stations[site].velocity.is_known()) continue;
    if (const auto control = control_at(stations[site], site, points, rows_near[site], gathering))
      controls.push_back(*control);
  }
  return controls;
}

std::vector<ControlPoint> station_controls(const MovingPoints& points, std::span<const std::uint32_t> rows,
                                           std::span<const GnssSite> stations, double radius_m) {
  double west = std::numeric_limits<double>::infinity(), east = -west, south = west, north = -west;
  for (const std::uint32_t row : rows) {
    west = std::min(west, points.easting_m[row]), east = std::max(east, points.easting_m[row]);
    south = std::min(south, points.northing_m[row]), north = std::max(north, points.northing_m[row]);
  }
  std::vector<ControlPoint> controls;
  Gathering gathering;
  std::vector<std::uint32_t> near;
  for (std::size_t site = 0; site < stations.size(); ++site) {
    const GnssSite& station = stations[site];
    if (!station.velocity.is_known() || station.easting_m < west - radius_m ||
        station.easting_m > east + radius_m || station.northing_m < south - radius_m ||
        station.northing_m > north + radius_m)
      continue;
    near.clear();
    for (const std::uint32_t row : rows) {
      const double distance =
          std::hypot(points.easting_m[row] - station.easting_m, points.northing_m[row] - station.northing_m);
      if (distance <= radius_m) near.push_back(row);
    }
    if (const auto control = control_at(station, site, points, near, gathering)) controls.push_back(*control);
  }
  return controls;
}

}  // namespace plumbline::correct
