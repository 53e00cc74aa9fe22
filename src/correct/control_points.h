// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "correct/gnss_model.h"

namespace plumbline::correct {

/// Points of a tile as calibration sees them; one value a point, missing = NaN.
struct MovingPoints {
  std::span<const double> easting_m, northing_m;
  std::span<const float> velocity;  ///< mm/yr along the line of sight
  std::span<const float> los_east, los_north, los_up;
};

/// A place where InSAR and GNSS can be compared.
struct ControlPoint {
  double easting_m = 0, northing_m = 0;
  double difference = 0;    ///< InSAR − GNSS, mm/yr along the line of sight
  std::int32_t points = 0;  ///< measurement points that it rests on
  std::size_t site = 0;     ///< number of the station; 0 for a cell
};

inline constexpr std::int32_t kFewestControlPoints = 5;  ///< measurement points that make a control point
inline constexpr double kControlCellM = 1000;

/// One a 1 km cell of EPSG:3035 with at least five points: Huber's mean of velocity − model, at the points'
/// mean place. `rows`: the points that take part. `model`: the GNSS model along the line of sight at every
/// point, NaN where it has none. In order of the cells.
std::vector<ControlPoint> cell_controls(const MovingPoints& points, std::span<const std::uint32_t> rows,
                                        std::span<const float> model);

/// One a station with at least five points within `radius_m`: Huber's mean of their velocities − the
/// station's velocity along their mean line of sight, at the station. In order of the stations; one whose
/// velocity is not known is left out. Cost: stations within the points' extent × points.
std::vector<ControlPoint> station_controls(const MovingPoints& points, std::span<const std::uint32_t> rows,
                                           std::span<const GnssSite> stations, double radius_m);

/// For a caller that found the points near each station: `rows_near[i]` are the rows near station i.
std::vector<ControlPoint> station_controls(const MovingPoints& points, std::span<const GnssSite> stations,
                                           std::span<const std::vector<std::uint32_t>> rows_near);

}  // namespace plumbline::correct
