// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/outline.h"
#include "geodesy/plane.h"
#include "geodesy/sheets.h"

namespace plumbline::cli {

/// Outlines given in EPSG:3035, as points outside its area see them: brought to other planes by their
/// corners, edges straight there.
class OutlinesElsewhere {
 public:
  explicit OutlinesElsewhere(std::span<const Outline> outlines);

  /// On a sheet that points were laid on with the same reach; by the same numbers, those that cannot be near
  /// a point of the sheet without rings. One near the 180th meridian is there on both sides.
  std::vector<Outline> on_sheet(std::int32_t sheet_number, double reach_m) const;
  std::vector<Outline> on_plane(const geodesy::Plane& plane) const;

 private:
  struct Ring {
    std::size_t outline;
    std::vector<double> longitude, latitude;  // longitudes go on beyond 180
    double west, south, east, north;
  };
  std::vector<Outline> outlines_;  // without rings
  std::vector<Ring> rings_;
};

}  // namespace plumbline::cli
