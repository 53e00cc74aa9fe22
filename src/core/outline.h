// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace plumbline {

/// A place on a plane: in EPSG:3035 unless something else is said.
struct PlanePoint {
  double easting_m = 0;
  double northing_m = 0;
};

/// An area with a name. What lies within an odd number of its rings lies within it: parts and holes need not
/// be told apart. Rings may be closed or not.
struct Outline {
  std::string name;
  std::vector<std::vector<PlanePoint>> rings;
};

}  // namespace plumbline
