// SPDX-License-Identifier: MIT
#include "geodesy/europe.h"

#include <array>
#include <cmath>

#include <gtest/gtest.h>

#include "geodesy/projection.h"

namespace plumbline::geodesy {
namespace {

TEST(Europe, its_edges_belong_to_it) {
  EXPECT_TRUE(is_in_europe(kEuropeWest, kEuropeSouth));
  EXPECT_TRUE(is_in_europe(kEuropeEast, kEuropeNorth));
  EXPECT_FALSE(is_in_europe(kEuropeEast + 1e-9, 40));
  EXPECT_FALSE(is_in_europe(13, kEuropeSouth - 1e-9));
}

TEST(Europe, places_of_epsg_3035_are_held_against_its_area_in_degrees) {
  const std::array longitude{12.3, -16.0, 33.3, 25.8, -99.13, 106.8, 44.84};
  const std::array latitude{45.4, 28.0, 35.1, 71.1, 19.43, -6.2, 40.0};
  const Projected places = laea_from_geographic(longitude, latitude);
  for (std::size_t i = 0; i < longitude.size(); ++i)
    EXPECT_EQ(is_in_europe_laea(places.easting_m[i], places.northing_m[i]), i < 4) << i;
  EXPECT_FALSE(all_in_europe(places.easting_m, places.northing_m));
  EXPECT_TRUE(all_in_europe(std::span(places.easting_m).first(4), std::span(places.northing_m).first(4)));
}

TEST(Europe, a_missing_place_does_not_lie_elsewhere) {
  EXPECT_TRUE(is_in_europe_laea(std::nan(""), 3e6));
  EXPECT_TRUE(all_in_europe({}, {}));
}

// europe.cpp takes a rectangle of EPSG:3035 for Europe without a look at degrees. Its corners and edges, and
// so the whole of it, lie in the area.
TEST(Europe, the_rectangle_that_is_not_looked_at_lies_in_the_area) {
  for (int i = 0; i <= 100; ++i) {
    const double east = 2'500'000 + 32'000.0 * i, north = 700'000 + 45'000.0 * i;
    const std::array easting_m{east, east, 2'500'000.0, 5'700'000.0};
    const std::array northing_m{700'000.0, 5'200'000.0, north, north};
    const Geographic places = geographic_from_laea(easting_m, northing_m);
    for (std::size_t k = 0; k < easting_m.size(); ++k)
      EXPECT_TRUE(is_in_europe(places.longitude[k], places.latitude[k]))
          << easting_m[k] << ' ' << northing_m[k];
  }
}

}  // namespace
}  // namespace plumbline::geodesy
