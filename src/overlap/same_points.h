// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace plumbline::overlap {

/// Half the 20 m between the lines of a burst, and what EGMS specifies for geolocation (product description
/// v3): within it, two bursts of one track see one place.
inline constexpr double kSamePlaceM = 10.0;

/// Places in metres (EPSG:3035). One that is missing (NaN) is near to none.
struct Places {
  std::span<const double> easting_m;
  std::span<const double> northing_m;
};

/// Points that two bursts of one track deliver both. A point of `a` and one of `b` are the same when each is
/// the nearest of the other's burst to the other and they lie at most `within_m` apart: so each has one
/// partner at most, whichever burst is asked first. Of several equally near ones the first counts. Pairs of
/// indices, in order of the first. Time O(n) for points that do not lie all in one place.
std::vector<std::pair<std::uint32_t, std::uint32_t>> same_points(const Places& a, const Places& b,
                                                                 double within_m = kSamePlaceM);

/// same_points for bursts anywhere on the earth, whose places EPSG:3035 only names: distances are those on
/// sheets (geodesy/sheets.h). Throws what `lay_on_sheets` throws.
std::vector<std::pair<std::uint32_t, std::uint32_t>> same_points_on_sheets(const Places& a, const Places& b,
                                                                           double within_m = kSamePlaceM);

}  // namespace plumbline::overlap
