// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "core/class_raster.h"

namespace plumbline::validate {

/// What a class of land cover holds. A square kilometre that several tiles cover counts once for each.
struct ClassDensity {
  std::size_t points = 0;
  double area_km2 = 0;
  double points_per_km2() const { return static_cast<double>(points) / area_km2; }
};

/// Points by class of land cover, tile after tile.
class DensityCounts {
 public:
  /// The area of a tile is the convex hull of its points: bursts are convex. A cell of the raster belongs to
  /// it when its middle does.
  void add_tile(const ClassRaster& raster, std::span<const double> easting_m,
                std::span<const double> northing_m);

  const std::map<std::int32_t, ClassDensity>& classes() const { return classes_; }
  std::size_t points_without_class() const { return points_without_class_; }

 private:
  std::map<std::int32_t, ClassDensity> classes_;
  std::size_t points_without_class_ = 0;
};

/// A class as CORINE Land Cover calls it.
struct LandCover {
  std::string_view name;
  /// Points per km² that EGMS specifies (Product Description v3): 5,000 in 1.1.1, 1,000 in 1.1.2 and 1.2,
  /// 100 in 3.3; 0 = none.
  double specified_per_km2 = 0;
};

/// For codes of level 3 (111 to 523), their numbers in the raster files (1 to 44), and the five digits of
/// Urban Atlas (11210). Nothing for another code.
std::optional<LandCover> corine_class(std::int32_t code);

/// One class in the index.
struct DensityGoal {
  ClassDensity found;
  double specified_per_km2 = 0;  ///< 0 = none, takes no part
};
/// From 0 to 1: the mean of min(1, found / specified) over the area that a density is specified for. NaN
/// without such.
double density_index(std::span<const DensityGoal> classes);

}  // namespace plumbline::validate
