// SPDX-License-Identifier: MIT
#include "synth/scene.h"

#include <algorithm>
#include <cmath>

#include "synth/portable_math.h"
#include "synth/random.h"

namespace plumbline::synth {
namespace {

constexpr std::size_t kTowns = 14;
constexpr std::size_t kSitesOfEachKind = 3;
constexpr double kTownDensity = 40;  // beside 1 in the open plain

/// 1 at the centre, 0 beyond the radius, smooth at both.
double bell(double easting_m, double northing_m, double centre_e, double centre_n, double radius_m) {
  const double de = easting_m - centre_e;
  const double dn = northing_m - centre_n;
  const double share = (de * de + dn * dn) / (radius_m * radius_m);
  return share >= 1 ? 0 : (1 - share) * (1 - share);
}

double smooth_step(double x) {
  const double c = std::clamp(x, 0.0, 1.0);
  return c * c * (3 - 2 * c);
}

/// Towns and moving places grow with the area, though less than it does.
double radius_scale(const Area& area) {
  return std::clamp(std::sqrt(area.width_m * area.height_m / 80e6), 0.5, 4.0);
}

GroundMotion motion_of(Phenomenon phenomenon, const Random& random) {
  const double east_side = random.uniform(10) < 0.5 ? -1 : 1;
  GroundMotion motion{.phenomenon = phenomenon, .east_share = 0, .up_share = 1};
  switch (phenomenon) {
    case Phenomenon::stable:
      break;
    case Phenomenon::subsidence_bowl:
      motion.velocity_mm_per_year = random.uniform(11, -22, -6);
      break;
    case Phenomenon::uplift:
      motion.velocity_mm_per_year = random.uniform(11, 5, 10);
      break;
    case Phenomenon::landslide:
      motion.east_share = east_side * 0.85;
      motion.up_share = -0.5;
      motion.velocity_mm_per_year = random.uniform(11, 8, 25);
      motion.seasonal_mm = random.uniform(12, 0, 3);
      break;
    case Phenomenon::aquifer:
      motion.seasonal_mm = random.uniform(11, 6, 14);
      motion.seasonal_peak_years = random.uniform(12, 0.15, 0.35);  // spring: the aquifer is full
      motion.velocity_mm_per_year = random.uniform(13, -2, 0);
      break;
    case Phenomenon::step:
      motion.step_mm = random.uniform(11, -30, -12);
      motion.step_share = random.uniform(12, 0.3, 0.7);
      break;
    case Phenomenon::acceleration:
    case Phenomenon::deceleration:
      motion.final_mm = random.uniform(11, -90, -40);
      break;
  }
  return motion;
}

}  // namespace

Scene::Scene(std::uint64_t seed, const Area& area) : area_(area) {
  place_towns(seed);
  place_sites(seed);
}

void Scene::place_towns(std::uint64_t seed) {
  const Random random = Random(seed).stream(1);
  const double scale = radius_scale(area_);
  for (std::size_t i = 0; i < kTowns; ++i) {
    // Most towns lie in the southern half.
    const double north = random.uniform(3 * i + 1) * random.uniform(3 * i + 1000) * 1.1 - 0.48;
    towns_.push_back({area_.easting_m + (random.uniform(3 * i) - 0.5) * 0.9 * area_.width_m,
                      area_.northing_m + north * area_.height_m,
                      scale * random.uniform(3 * i + 2, 350, 900)});
  }
}

void Scene::place_sites(std::uint64_t seed) {
  const double scale = radius_scale(area_);
  for (std::size_t kind = 1; kind < kPhenomenonNames.size(); ++kind) {
    const auto phenomenon = static_cast<Phenomenon>(kind);
    for (std::size_t i = 0; i < kSitesOfEachKind; ++i) {
      const Random random = Random(seed).stream(2).stream(kind * 100 + i);
      const bool mountain = phenomenon == Phenomenon::landslide;
      const double north = mountain ? random.uniform(1, 0.12, 0.42) : random.uniform(1, -0.42, 0.3);
      sites_.push_back({area_.easting_m + random.uniform(0, -0.42, 0.42) * area_.width_m,
                        area_.northing_m + north * area_.height_m, scale * random.uniform(2, 250, 600),
                        motion_of(phenomenon, random)});
    }
  }
}

double Scene::south_to_north(double northing_m) const {
  return (northing_m - area_.northing_m) / area_.height_m + 0.5;
}

double Scene::height_m(double easting_m, double northing_m) const {
  const double north = south_to_north(northing_m);
  const double plain = 15 + 90 * std::clamp(north, 0.0, 1.0);
  const double rise = smooth_step((north - 0.35) / 0.6);
  const double valleys = 0.82 + 0.18 * cosine_of_turns(easting_m / 5300) * cosine_of_turns(easting_m / 17000);
  return plain + 1850 * rise * std::sqrt(rise) * valleys;
}

double Scene::geoid_m(double easting_m, double northing_m) {
  return 46.5 + (northing_m - 2520000) * 2.5e-5 - (easting_m - 4450000) * 0.8e-5;
}

double Scene::density(double easting_m, double northing_m) const {
  double density = 1 - 0.7 * smooth_step((south_to_north(northing_m) - 0.4) / 0.5);
  for (const Town& town : towns_) {
    density += kTownDensity * bell(easting_m, northing_m, town.easting_m, town.northing_m, town.radius_m);
  }
  for (const Site& site : sites_) {  // what nobody built on is not seen to move
    density += kTownDensity * 0.6 *
               bell(easting_m, northing_m, site.easting_m, site.northing_m, 1.2 * site.radius_m);
  }
  return density;
}

GroundMotion Scene::motion(double easting_m, double northing_m) const {
  constexpr double kFaintest = 0.04;
  const Site* strongest = nullptr;
  double weight = kFaintest;
  for (const Site& site : sites_) {
    const double here = bell(easting_m, northing_m, site.easting_m, site.northing_m, site.radius_m);
    if (here > weight) {
      weight = here;
      strongest = &site;
    }
  }
  if (strongest == nullptr) return {};
  GroundMotion motion = strongest->motion;
  motion.velocity_mm_per_year *= weight;
  motion.final_mm *= weight;
  motion.seasonal_mm *= weight;
  motion.step_mm *= weight;
  return motion;
}

RegionalVelocity Scene::regional_velocity(double easting_m, double northing_m) const {
  const double north = std::clamp(south_to_north(northing_m), 0.0, 1.0);
  return {.north = 0.9 - 0.2 * north,
          .east = 0.2 + (easting_m - area_.easting_m) * 2e-6,
          .up = -1.2 + 2.0 * north};  // the plain sinks, the Alps rise
}

}  // namespace plumbline::synth
