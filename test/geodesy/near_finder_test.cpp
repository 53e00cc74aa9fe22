// SPDX-License-Identifier: MIT
#include "geodesy/near_finder.h"

#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ellipsoid.h"

namespace plumbline::geodesy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::size_t> near(const NearFinder& finder, Degrees place) {
  std::vector<std::size_t> found;
  finder.near(place.longitude, place.latitude, [&](std::size_t i, Offset) { found.push_back(i); });
  return found;
}

TEST(NearFinder, a_millimetre_decides_at_ten_kilometres) {
  const Degrees station{-179.98, -16.8};
  const NearFinder finder(std::array{station.longitude}, std::array{station.latitude}, 10'000);
  for (double azimuth = 0; azimuth < 360; azimuth += 15) {
    EXPECT_THAT(near(finder, gone(station, azimuth, 9'999.999)), ElementsAre(0));
    EXPECT_THAT(near(finder, gone(station, azimuth, 10'000.001)), IsEmpty());
  }
}

TEST(NearFinder, the_offset_leads_from_the_station_to_the_place) {
  const NearFinder finder(std::array{106.8}, std::array{-6.2}, 50);
  const Degrees place = gone({106.8, -6.2}, 90, 40);
  finder.near(place.longitude, place.latitude, [](std::size_t, Offset offset) {
    EXPECT_NEAR(offset.east_m, 40, 1e-8);
    EXPECT_NEAR(offset.north_m, 0, 1e-3);
  });
}

TEST(NearFinder, it_finds_what_a_look_at_all_finds_up_to_the_poles) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> part(-1, 1);
  for (const Degrees middle : {Degrees{0, 0}, Degrees{180, 70}, Degrees{20, 89.9}, Degrees{20, -90}}) {
    std::vector<double> longitude, latitude;
    for (int i = 0; i < 300; ++i) {
      const Degrees place = gone(middle, 180 * part(random), 20'000 * part(random));
      longitude.push_back(place.longitude);
      latitude.push_back(place.latitude);
    }
    const NearFinder finder(longitude, latitude, 3'000);
    for (int i = 0; i < 100; ++i) {
      const Degrees place = gone(middle, 180 * part(random), 20'000 * part(random));
      std::vector<std::size_t> expected;
      for (std::size_t k = 0; k < longitude.size(); ++k) {
        if (metres_between({longitude[k], latitude[k]}, place) <= 3'000) expected.push_back(k);
      }
      EXPECT_EQ(near(finder, place), expected);
    }
  }
}

}  // namespace
}  // namespace plumbline::geodesy
