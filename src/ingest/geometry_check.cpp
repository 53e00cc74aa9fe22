// SPDX-License-Identifier: MIT
#include "ingest/geometry_check.h"

#include <cmath>
#include <numbers>

#include "geodesy/projection.h"

namespace plumbline::ingest {
namespace {

constexpr double kRadians = std::numbers::pi / 180.0;
constexpr double kMetresPerDegree =
    6'371'008.8 * kRadians;  // a sphere will do for differences of centimetres

// Six decimals of a degree and two of a metre: 0.056 m to the north, as much to the east, at most.
Disagreement check_coordinates(const RowBlock& block) {
  Disagreement found{
      .column = "latitude, longitude", .with = "easting and northing (metres)", .tolerance = 0.09};
  const auto latitude = block.values<double>("latitude");
  const auto longitude = block.values<double>("longitude");
  const geodesy::Geographic places =
      geodesy::geographic_from_laea(block.values<double>("easting"), block.values<double>("northing"));
  for (std::size_t row = 0; row < block.rows; ++row) {
    const double north_m = (latitude[row] - places.latitude[row]) * kMetresPerDegree;
    const double east_m =
        (longitude[row] - places.longitude[row]) * kMetresPerDegree * std::cos(latitude[row] * kRadians);
    found.look_at(std::hypot(north_m, east_m), block.first_row + row);
  }
  return found;
}

// Three decimals each: 2 · 0.0005 · (|e| + |n| + |u|) < 0.0018.
Disagreement check_length(const RowBlock& block) {
  Disagreement found{
      .column = "los_east, los_north, los_up", .with = "the length 1 (squared)", .tolerance = 0.002};
  const auto east = block.values<float>("los_east");
  const auto north = block.values<float>("los_north");
  const auto up = block.values<float>("los_up");
  for (std::size_t row = 0; row < block.rows; ++row) {
    const auto square = [&](std::span<const float> values) { return std::pow(double{values[row]}, 2); };
    found.look_at(square(east) + square(north) + square(up) - 1.0, block.first_row + row);
  }
  return found;
}

// 0.0005 of the cosine is 0.06° at 29° of incidence, the smallest of Sentinel-1; and two decimals of a
// degree.
Disagreement check_incidence(const RowBlock& block) {
  Disagreement found{.column = "incidence_angle", .with = "los_up (degrees)", .tolerance = 0.08};
  const auto angle = block.values<float>("incidence_angle");
  const auto up = block.values<float>("los_up");
  for (std::size_t row = 0; row < block.rows; ++row)
    found.look_at(double{angle[row]} - std::acos(double{up[row]}) / kRadians, block.first_row + row);
  return found;
}

}  // namespace

std::vector<Disagreement> check_geometry(const RowBlock& block) {
  if (!block.has("los_up") || !block.has("latitude") || !block.has("easting")) return {};
  return {check_coordinates(block), check_length(block), check_incidence(block)};
}

}  // namespace plumbline::ingest
