// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "cluster/dbscan.h"

namespace plumbline::test {

/// Points with room of their own.
struct Scene {
  std::string name;
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<double> velocity_mm_per_year;
  cluster::DbscanOptions options;

  void add(double easting, double northing, double velocity = 0) {
    easting_m.push_back(easting);
    northing_m.push_back(northing);
    velocity_mm_per_year.push_back(velocity);
  }
  std::size_t size() const { return easting_m.size(); }
  cluster::Points points() const { return {easting_m, northing_m, velocity_mm_per_year}; }
};

/// DBSCAN straight from its definition, n² steps: every pair is looked at.
cluster::Clustering clustering_by_definition(const Scene& scene);
/// By a distance on the ground of its own: `squared_metres` gives the square of
/// that between two points.
cluster::Clustering clustering_by_definition(
    const Scene& scene, const std::function<double(std::size_t, std::size_t)>& squared_metres);

/// Scenes small enough for the definition: towns, noise, and what is hard for a
/// grid.
std::vector<Scene> hostile_scenes(std::uint32_t seed);

/// Points spread evenly over a square, velocities −15 to 15 mm/yr.
Scene box(std::string name, std::size_t points, double width_m, cluster::DbscanOptions options,
          std::uint32_t seed);

/// Towns of dense points with velocities of their own, and scattered points
/// between them.
Scene towns(std::size_t points, std::uint32_t seed);

}  // namespace plumbline::test
