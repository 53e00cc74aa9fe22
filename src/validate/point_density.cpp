// SPDX-License-Identifier: MIT
#include "validate/point_density.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

#include "core/outline.h"
#include "validate/outline_finder.h"

namespace plumbline::validate {
namespace {

struct Corine {
  std::int32_t code;
  std::string_view name;
};

// In the order of the raster's numbers, 1 to 44.
constexpr std::array<Corine, 44> kCorine{{{111, "continuous urban fabric"},
                                          {112, "discontinuous urban fabric"},
                                          {121, "industrial or commercial units"},
                                          {122, "road and rail networks"},
                                          {123, "port areas"},
                                          {124, "airports"},
                                          {131, "mineral extraction sites"},
                                          {132, "dump sites"},
                                          {133, "construction sites"},
                                          {141, "green urban areas"},
                                          {142, "sport and leisure facilities"},
                                          {211, "non-irrigated arable land"},
                                          {212, "permanently irrigated land"},
                                          {213, "rice fields"},
                                          {221, "vineyards"},
                                          {222, "fruit trees and berry plantations"},
                                          {223, "olive groves"},
                                          {231, "pastures"},
                                          {241, "annual with permanent crops"},
                                          {242, "complex cultivation patterns"},
                                          {243, "agriculture with natural vegetation"},
                                          {244, "agro-forestry areas"},
                                          {311, "broad-leaved forest"},
                                          {312, "coniferous forest"},
                                          {313, "mixed forest"},
                                          {321, "natural grasslands"},
                                          {322, "moors and heathland"},
                                          {323, "sclerophyllous vegetation"},
                                          {324, "transitional woodland-shrub"},
                                          {331, "beaches, dunes, sands"},
                                          {332, "bare rocks"},
                                          {333, "sparsely vegetated areas"},
                                          {334, "burnt areas"},
                                          {335, "glaciers and perpetual snow"},
                                          {411, "inland marshes"},
                                          {412, "peat bogs"},
                                          {421, "salt marshes"},
                                          {422, "salines"},
                                          {423, "intertidal flats"},
                                          {511, "water courses"},
                                          {512, "water bodies"},
                                          {521, "coastal lagoons"},
                                          {522, "estuaries"},
                                          {523, "sea and ocean"}}};

double specified_per_km2(std::int32_t code) {
  if (code == 111) return 5000;
  if (code == 112 || code / 10 == 12) return 1000;
  return code / 10 == 33 ? 100 : 0;
}

/// The eastings between which a line of constant northing lies in a convex hull; first > last where it does
/// not.
std::pair<double, double> chord(std::span<const PlanePoint> hull, double northing_m) {
  double first = std::numeric_limits<double>::infinity(), last = -first;
  for (std::size_t i = 0; i < hull.size(); ++i) {
    const PlanePoint from = hull[i], to = hull[(i + 1) % hull.size()];
    if ((from.northing_m > northing_m) == (to.northing_m > northing_m)) continue;
    const double part = (northing_m - from.northing_m) / (to.northing_m - from.northing_m);
    const double easting_m = from.easting_m + part * (to.easting_m - from.easting_m);
    first = std::min(first, easting_m);
    last = std::max(last, easting_m);
  }
  return {first, last};
}

}  // namespace

void DensityCounts::add_tile(const ClassRaster& raster, std::span<const double> easting_m,
                             std::span<const double> northing_m) {
  assert(easting_m.size() == northing_m.size());
  for (std::size_t i = 0; i < easting_m.size(); ++i) {
    const std::int32_t code = raster.code_at(easting_m[i], northing_m[i]);
    if (code == ClassRaster::kNoClass) {
      ++points_without_class_;
    } else {
      ++classes_[code].points;
    }
  }
  const std::vector<PlanePoint> hull = convex_hull(easting_m, northing_m);
  for (std::size_t row = 0; row < raster.rows; ++row) {
    const double middle_m = raster.north_m - (static_cast<double>(row) + 0.5) * raster.cell_north_m;
    const auto [first, last] = chord(hull, middle_m);
    // Columns whose middle lies between them.
    const double from = std::max(0.0, std::ceil((first - raster.west_m) / raster.cell_east_m - 0.5));
    const double to = std::min(static_cast<double>(raster.columns) - 1,
                               std::floor((last - raster.west_m) / raster.cell_east_m - 0.5));
    if (!(from <= to)) continue;
    for (auto column = static_cast<std::size_t>(from); column <= static_cast<std::size_t>(to); ++column) {
      const std::int32_t code = raster.codes[row * raster.columns + column];
      if (code != ClassRaster::kNoClass) classes_[code].area_km2 += raster.cell_area_m2() / 1e6;
    }
  }
}

std::optional<LandCover> corine_class(std::int32_t code) {
  if (code >= 1 && code <= static_cast<std::int32_t>(kCorine.size()))
    code = kCorine[static_cast<std::size_t>(code) - 1].code;
  if (code >= 10'000 && code <= 99'999) code /= 100;
  const auto known = std::ranges::find(kCorine, code, &Corine::code);
  if (known != kCorine.end()) return LandCover{known->name, specified_per_km2(code)};
  if (code == 330) return LandCover{"open spaces with little or no vegetation", specified_per_km2(code)};
  return std::nullopt;
}

double density_index(std::span<const DensityGoal> classes) {
  double sum = 0, area_km2 = 0;
  for (const DensityGoal& goal : classes) {
    if (!(goal.specified_per_km2 > 0 && goal.found.area_km2 > 0)) continue;
    sum += goal.found.area_km2 * std::min(1.0, goal.found.points_per_km2() / goal.specified_per_km2);
    area_km2 += goal.found.area_km2;
  }
  return area_km2 > 0 ? sum / area_km2 : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace plumbline::validate
