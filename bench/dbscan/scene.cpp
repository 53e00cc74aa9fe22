// SPDX-License-Identifier: MIT
#include "scene.h"

#include <cmath>
#include <numbers>
#include <random>
#include <stdexcept>

namespace plumbline::bench {
namespace {

// A corner of EPSG:3035 coordinates as they are in northern Italy.
constexpr double kEasting = 4'300'000;
constexpr double kNorthing = 2'400'000;

/// The same numbers with every standard library, unlike its distributions. Coordinates come in centimetres,
/// velocities in tenths of a millimetre a year, as deliveries print them.
class Random {
 public:
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11) * 0x1p-53);
  }
  double normal() {  // Box and Muller
    return std::sqrt(-2 * std::log(between(0x1p-53, 1))) * std::cos(2 * std::numbers::pi * between(0, 1));
  }

 private:
  std::mt19937_64 engine_{2026};
};

void add(Scene& scene, double easting, double northing, double velocity) {
  scene.easting_m.push_back(kEasting + std::round(easting * 100) / 100);
  scene.northing_m.push_back(kNorthing + std::round(northing * 100) / 100);
  scene.velocity_mm_per_year.push_back(std::round(velocity * 10) / 10);
}

void add_town(Scene& scene, Random& random, double width_m, std::size_t points) {
  const double easting = random.between(0, width_m);
  const double northing = random.between(0, width_m);
  const double velocity = random.between(-20, 20);
  const double radius_m = random.between(100, 1000);
  const double per_km2 = 300 * std::pow(5000.0 / 300.0, random.between(0, 1));
  const auto members = static_cast<std::size_t>(per_km2 * std::numbers::pi * radius_m * radius_m / 1e6);
  for (std::size_t i = 0; i < members && scene.size() < points; ++i) {
    const double distance = radius_m * std::sqrt(random.between(0, 1));
    const double angle = random.between(0, 2 * std::numbers::pi);
    add(scene, easting + distance * std::cos(angle), northing + distance * std::sin(angle),
        velocity + 0.8 * random.normal());
  }
  for (std::size_t i = 0; i < members / 4 && scene.size() < points; ++i) {
    const double scattered_easting = random.between(0, width_m);
    const double scattered_northing = random.between(0, width_m);
    add(scene, scattered_easting, scattered_northing, random.between(-20, 20));
  }
}

void add_ball(Scene& scene, Random& random, std::size_t points) {
  while (scene.size() < points) {
    const double x = random.between(-1, 1);
    const double y = random.between(-1, 1);
    const double z = random.between(-1, 1);
    if (x * x + y * y + z * z > 1) continue;
    scene.easting_m.push_back(kEasting + 100 * x);
    scene.northing_m.push_back(kNorthing + 100 * y);
    scene.velocity_mm_per_year.push_back(3 * z);
  }
}

void add_raster(Scene& scene, std::size_t points) {
  const auto side = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(points))));
  for (std::size_t i = 0; i < points; ++i) {
    add(scene, 20 * static_cast<double>(i % side), 20 * static_cast<double>(i / side), -5);
  }
}

// Neighbours on the ground have other velocities; points with like velocities are at least 101 m apart.
void add_nothing(Scene& scene, Random& random, std::size_t points) {
  const auto side = static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(points))));
  for (std::size_t i = 0; i < points; ++i) {
    const std::size_t column = i % side;
    const std::size_t row = i / side;
    add(scene, 75 * static_cast<double>(column) + random.between(-1, 1),
        75 * static_cast<double>(row) + random.between(-1, 1),
        20 * (static_cast<double>((column + row) % 3) - 1) + random.between(-1, 1));
  }
}

}  // namespace

Scene make_scene(std::string_view name, std::size_t points) {
  Random random;
  Scene scene{std::string(name), {}, {}, {}};
  if (name == "towns") {
    const double width_m = 100 * std::sqrt(static_cast<double>(points));
    while (scene.size() < points) add_town(scene, random, width_m, points);
  } else if (name == "ball") {
    add_ball(scene, random, points);
  } else if (name == "raster") {
    add_raster(scene, points);
  } else if (name == "nothing") {
    add_nothing(scene, random, points);
  } else {
    throw std::invalid_argument("there is no scene " + std::string(name));
  }
  return scene;
}

}  // namespace plumbline::bench
