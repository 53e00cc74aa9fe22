// SPDX-License-Identifier: MIT
#include "validate/station_finder.h"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::size_t> near(const StationFinder& finder, double easting_m, double northing_m) {
  std::vector<std::size_t> found;
  finder.near(easting_m, northing_m, [&](std::size_t station) { found.push_back(station); });
  return found;
}

TEST(StationFinder, a_station_exactly_at_the_radius_is_near) {
  const StationFinder finder(std::vector<double>{4000000}, std::vector<double>{2000000}, 500);
  EXPECT_THAT(near(finder, 4000500, 2000000), ElementsAre(0));
  EXPECT_THAT(near(finder, 4000500.01, 2000000), IsEmpty());
  EXPECT_THAT(near(finder, std::numeric_limits<double>::quiet_NaN(), 2000000), IsEmpty());
}

TEST(StationFinder, finds_what_a_search_of_all_finds) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> place(-3000, 3000);
  std::vector<double> east, north;
  for (int i = 0; i < 200; ++i) {
    east.push_back(place(random));
    north.push_back(place(random));
  }
  const StationFinder finder(east, north, 400);
  for (int question = 0; question < 300; ++question) {
    const double e = place(random), n = place(random);
    std::vector<std::size_t> expected;
    for (std::size_t i = 0; i < east.size(); ++i) {
      if (std::hypot(east[i] - e, north[i] - n) <= 400) expected.push_back(i);
    }
    EXPECT_EQ(near(finder, e, n), expected);
  }
}

}  // namespace
}  // namespace plumbline::validate
