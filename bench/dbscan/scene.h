// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cluster/dbscan.h"

namespace plumbline::bench {

/// Points to cluster with the options of the program (eps 100 m and 3 mm/yr, 5 points).
struct Scene {
  std::string name;
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<double> velocity_mm_per_year;

  std::size_t size() const { return easting_m.size(); }
  cluster::Points points() const { return {easting_m, northing_m, velocity_mm_per_year}; }
};

/// "towns", "ball", "raster" or "nothing", as README.md describes them. The numbers in scene.cpp must not
/// change: figures measured at different times are compared.
Scene make_scene(std::string_view name, std::size_t points);

}  // namespace plumbline::bench
