// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace plumbline::synth {

/// What happens to the ground at a place.
enum class Phenomenon : std::uint8_t {
  stable,
  subsidence_bowl,
  uplift,
  landslide,
  aquifer,
  step,
  acceleration,
  deceleration
};
inline constexpr std::array<std::string_view, 8> kPhenomenonNames{"stable",  "bowl", "uplift", "landslide",
                                                                  "aquifer", "step", "accel",  "decel"};

/// A rectangle of EPSG:3035, by its centre.
struct Area {
  double easting_m = 0;
  double northing_m = 0;
  double width_m = 0;
  double height_m = 0;
};

/// Ground motion at one place, before it is seen from anywhere. The displacement is that of the background
/// plus `east_share`, `up_share` times a scalar in time:
///   velocity·t + final_mm·shape(t) + seasonal_mm·cos 2π(t − seasonal_peak) + step_mm·[t ≥
///   step_share·duration]
/// where shape(t) rises from 0 to 1 over the series, late (acceleration) or early (deceleration).
struct GroundMotion {
  Phenomenon phenomenon = Phenomenon::stable;
  double east_share = 0;
  double up_share = 0;
  double velocity_mm_per_year = 0;
  double final_mm = 0;
  double seasonal_mm = 0;
  double seasonal_peak_years = 0;
  double step_mm = 0;
  double step_share = 0;  ///< when, as a share of the duration
};

/// Slow motion of the whole region, as a GNSS model would give it, mm/yr.
struct RegionalVelocity {
  double north = 0;
  double east = 0;
  double up = 0;
};

/// A made-up landscape: plain in the south, mountains above 1,900 m in the north, towns, and places that
/// move. The same options give the same landscape for every tile that looks at it.
class Scene {
 public:
  Scene(std::uint64_t seed, const Area& area);

  const Area& area() const { return area_; }
  double height_m(double easting_m, double northing_m) const;  ///< of the ground above the geoid
  static double geoid_m(double easting_m, double northing_m);  ///< of the geoid above the ellipsoid
  /// How many scatterers there are per area, in no particular unit; > 0.
  double density(double easting_m, double northing_m) const;
  GroundMotion motion(double easting_m, double northing_m) const;
  RegionalVelocity regional_velocity(double easting_m, double northing_m) const;

 private:
  struct Town {
    double easting_m, northing_m, radius_m;
  };
  struct Site {
    double easting_m, northing_m, radius_m;
    GroundMotion motion;  ///< at the centre
  };
  void place_towns(std::uint64_t seed);
  void place_sites(std::uint64_t seed);
  double south_to_north(double northing_m) const;

  Area area_;
  std::vector<Town> towns_;
  std::vector<Site> sites_;
};

}  // namespace plumbline::synth
