// SPDX-License-Identifier: MIT
#include "cluster/scenes.h"

#include <cmath>
#include <limits>

namespace plumbline::test {
namespace {

/// The same numbers with every standard library, unlike
/// std::uniform_real_distribution.
class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_()) * 0x1p-32);
  }
  double centimetres(double low, double high) { return std::round(between(low, high) * 100) / 100; }
  double tenths(double low, double high) { return std::round(between(low, high) * 10) / 10; }

 private:
  std::mt19937 engine_;
};

Scene named(std::string name, cluster::DbscanOptions options) {
  Scene scene;
  scene.name = std::move(name);
  scene.options = options;
  return scene;
}

Scene raster(double step, double eps_m) {
  Scene scene = named("raster with steps of exactly eps", {eps_m, 3.0, 5});
  for (int i = 0; i < 12; ++i) {
    for (int j = 0; j < 12; ++j) scene.add(4400000 + i * step, 2500000 + j * step);
  }
  return scene;
}

}  // namespace

cluster::Clustering clustering_by_definition(const Scene& scene) {
  return clustering_by_definition(scene, [&](std::size_t a, std::size_t b) {
    const double dx = scene.easting_m[a] - scene.easting_m[b];
    const double dy = scene.northing_m[a] - scene.northing_m[b];
    return dx * dx + dy * dy;
  });
}

cluster::Clustering clustering_by_definition(
    const Scene& scene, const std::function<double(std::size_t, std::size_t)>& squared_metres) {
  const std::size_t count = scene.size();
  const double metres_per_velocity = scene.options.eps_m / scene.options.eps_v_mm_per_year;
  const auto squared_distance = [&](std::size_t a, std::size_t b) {
    const double dz = scene.velocity_mm_per_year[a] * metres_per_velocity -
                      scene.velocity_mm_per_year[b] * metres_per_velocity;
    return squared_metres(a, b) + dz * dz;
  };
  const double squared_eps = scene.options.eps_m * scene.options.eps_m;

  cluster::Clustering result{std::vector<std::uint8_t>(count),
                             std::vector<std::int64_t>(count, cluster::kNoise)};
  for (std::size_t i = 0; i < count; ++i) {
    std::int64_t neighbours = 0;
    for (std::size_t j = 0; j < count; ++j) neighbours += squared_distance(i, j) <= squared_eps;
    result.core[i] = neighbours >= scene.options.min_points;
  }
  for (std::size_t start = 0; start < count; ++start) {
    if (!result.core[start] || result.label[start] != cluster::kNoise) continue;
    std::vector<std::size_t> walk{start};
    result.label[start] = result.clusters;
    for (std::size_t i = 0; i < walk.size(); ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        if (!result.core[j] || result.label[j] != cluster::kNoise) continue;
        if (squared_distance(walk[i], j) > squared_eps) continue;
        result.label[j] = result.clusters;
        walk.push_back(j);
      }
    }
    ++result.clusters;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (result.core[i]) continue;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t j = 0; j < count; ++j) {
      const double distance = squared_distance(i, j);
      if (!result.core[j] || distance > squared_eps || distance >= least) continue;
      least = distance;
      result.label[i] = result.label[j];
    }
  }
  return result;
}

Scene box(std::string name, std::size_t points, double width_m, cluster::DbscanOptions options,
          std::uint32_t seed) {
  Random random(seed);
  Scene scene = named(std::move(name), options);
  for (std::size_t i = 0; i < points; ++i) {
    const double easting = random.centimetres(4400000, 4400000 + width_m);
    const double northing = random.centimetres(2500000, 2500000 + width_m);
    scene.add(easting, northing, random.tenths(-15, 15));
  }
  return scene;
}

Scene towns(std::size_t points, std::uint32_t seed) {
  Random random(seed);
  Scene scene = named("towns", {});
  const double width_m = 120 * std::sqrt(static_cast<double>(points));
  while (scene.size() < points) {
    const double easting = random.centimetres(4400000, 4400000 + width_m);
    const double northing = random.centimetres(2500000, 2500000 + width_m);
    const double velocity = random.tenths(-20, 20);
    const double radius_m = random.between(50, 600);
    const auto houses = static_cast<int>(random.between(3, 120));
    for (int i = 0; i < houses; ++i) {
      scene.add(easting + random.centimetres(-radius_m, radius_m),
                northing + random.centimetres(-radius_m, radius_m), velocity + random.tenths(-1.5, 1.5));
    }
    for (int i = 0; i < 10; ++i) {
      scene.add(random.centimetres(4400000, 4400000 + width_m),
                random.centimetres(2500000, 2500000 + width_m), random.tenths(-20, 20));
    }
  }
  scene.easting_m.resize(points);
  scene.northing_m.resize(points);
  scene.velocity_mm_per_year.resize(points);
  return scene;
}

std::vector<Scene> hostile_scenes(std::uint32_t seed) {
  Random random(seed);
  std::vector<Scene> scenes{towns(700, seed),
                            raster(20, 20),
                            raster(100, 100),
                            raster(0.1, 0.1),
                            box("all in one cell", 200, 20, {1000, 300, 5}, seed),
                            box("huge eps", 100, 1e5, {1e9, 1e9, 5}, seed),
                            box("tiny eps", 100, 1e5, {1e-6, 1e-6, 2}, seed),
                            box("min_points 1", 300, 3000, {100, 3, 1}, seed),
                            box("min_points 2", 300, 3000, {100, 3, 2}, seed),
                            box("more min_points than points", 50, 50, {100, 3, 51}, seed),
                            box("dense, many min_points", 500, 600, {100, 3, 25}, seed),
                            box("velocity counts for little", 400, 2500, {100, 1e6, 4}, seed),
                            box("velocity counts for nearly everything", 400, 2500, {100, 0.01, 2}, seed),
                            named("no points", {}),
                            box("one point", 1, 1, {100, 3, 1}, seed)};

  Scene duplicates = named("duplicates", {50, 3, 5});
  for (int i = 0; i < 60; ++i) {
    const double easting = random.centimetres(0, 900);
    const double northing = random.centimetres(0, 900);
    for (int j = 0; j < 1 + i % 7; ++j) duplicates.add(easting, northing, -4);
  }
  scenes.push_back(duplicates);

  Scene line = named("a line with steps of exactly eps, one a centimetre longer", {10, 3, 3});
  for (int i = 0; i < 200; ++i) line.add(4400000 + 10 * i + (i >= 90 ? 0.01 : 0), 2500000);
  scenes.push_back(line);

  Scene tower = named("one place, many velocities", {100, 3, 3});
  for (int i = 0; i < 300; ++i) tower.add(4400000, 2500000, random.tenths(-300, 300));
  scenes.push_back(tower);

  Scene far = named("far beyond any grid, in clumps", {1, 3, 3});
  for (int i = 0; i < 80; ++i) {
    const double easting = random.between(-1e300, 1e300);
    const double northing = random.between(-1e12, 1e12);
    for (int j = 0; j < 4; ++j) far.add(easting, northing + random.between(0, 3), random.between(-3, 3));
  }
  scenes.push_back(far);

  Scene sparse = named("more cells along an axis than a plain grid has, touching clumps", {0.001, 3, 3});
  for (int i = 0; i < 300; ++i) {
    sparse.add(1e6 * (i % 3) + random.between(0, 0.02), 2e6 * (i % 2), random.tenths(-1, 1));
  }
  scenes.push_back(sparse);

  Scene fine = named("cells so fine that their numbers need more than 64 bits", {0.001, 0.001, 2});
  for (int i = 0; i < 150; ++i) {
    const double easting = random.centimetres(4400000, 4500000);
    const double northing = random.centimetres(2500000, 2600000);
    const double velocity = random.tenths(-15, 15);
    for (int j = 0; j < 1 + i % 3; ++j) fine.add(easting + 0.0006 * j, northing - 0.0007 * j, velocity);
  }
  scenes.push_back(fine);
  return scenes;
}

}  // namespace plumbline::test
