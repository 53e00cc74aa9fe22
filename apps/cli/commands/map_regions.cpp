// SPDX-License-Identifier: MIT
#include "map_regions.h"

#include "geodesy/europe.h"
#include "geodesy/geodesic.h"
#include "geodesy/projection.h"

namespace plumbline::cli {
namespace {

constexpr double kReachM = 500'000;

}  // namespace

std::optional<std::size_t> MapRegions::region_of(std::span<const double> easting_m,
                                                 std::span<const double> northing_m) {
  if (geodesy::all_in_europe(easting_m, northing_m)) return std::nullopt;
  const geodesy::Geographic places = geodesy::known_geographic_from_laea(easting_m, northing_m);
  const geodesy::MiddlePlace middle = geodesy::middle_of(places.longitude, places.latitude);
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    const geodesy::MiddlePlace& place = regions_[i].place;
    if (geodesy::offset_between(place.longitude, place.latitude, middle.longitude, middle.latitude)
            .distance_m() < kReachM)
      return i;
  }
  regions_.push_back({middle, geodesy::Plane::around(middle.longitude, middle.latitude),
                      geodesy::place_text(middle.longitude, middle.latitude)});
  return regions_.size() - 1;
}

geodesy::Projected MapRegions::places(std::optional<std::size_t> region, std::span<const double> easting_m,
                                      std::span<const double> northing_m) const {
  if (!region) return {{easting_m.begin(), easting_m.end()}, {northing_m.begin(), northing_m.end()}};
  const geodesy::Geographic places = geodesy::known_geographic_from_laea(easting_m, northing_m);
  return regions_[*region].plane.project(places.longitude, places.latitude);
}

}  // namespace plumbline::cli
