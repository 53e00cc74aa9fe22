// SPDX-License-Identifier: MIT
#include "overlap/same_points.h"

#include <array>
#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geodesy/ellipsoid.h"
#include "geodesy/projection.h"

namespace plumbline::overlap {
namespace {

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct Burst {
  std::vector<double> easting;
  std::vector<double> northing;
  Places places() const { return {easting, northing}; }
};

Pairs same(const Burst& a, const Burst& b, double within_m = kSamePlaceM) {
  return same_points(a.places(), b.places(), within_m);
}

TEST(SamePoints, ten_metres_apart_are_the_same_and_more_are_not) {
  EXPECT_THAT(same({{4'000'000}, {2'000'000}}, {{4'000'006}, {2'000'008}}), ElementsAre(Pair(0, 0)));
  EXPECT_THAT(same({{4'000'000}, {2'000'000}}, {{4'000'006.01}, {2'000'008}}), IsEmpty());
}

TEST(SamePoints, each_point_has_one_partner_at_most_and_it_is_the_nearest) {
  // Two points of a stand near one of b: only the nearer one is the same.
  EXPECT_THAT(same({{0, 4}, {0, 0}}, {{5}, {0}}), ElementsAre(Pair(1, 0)));
  // And the other way round.
  EXPECT_THAT(same({{5}, {0}}, {{0, 4}, {0, 0}}), ElementsAre(Pair(0, 1)));
  // The nearest of a point may prefer another: then the point stays alone.
  EXPECT_THAT(same({{0, 8}, {0, 0}}, {{6, 9}, {0, 0}}), ElementsAre(Pair(1, 1)));
}

TEST(SamePoints, cells_of_the_grid_have_no_edges) {
  for (const double offset : {-0.5, 9.9, 10.0, 99'999.99})
    EXPECT_EQ(same({{offset}, {-offset}}, {{offset + 9.9}, {-offset - 1}}), (Pairs{{0, 0}})) << offset;
}

TEST(SamePoints, missing_places_have_no_partner_and_empty_bursts_have_none) {
  const double nan = std::nan("");
  EXPECT_THAT(same({{nan, 1}, {0, nan}}, {{0, 1}, {0, 0}}), IsEmpty());
  EXPECT_THAT(same({}, {{1}, {1}}), IsEmpty());
  EXPECT_THAT(same({{1}, {1}}, {}), IsEmpty());
}

/// The definition, looked up among all points.
Pairs by_definition(const Burst& a, const Burst& b, double within_m) {
  const auto nearest = [&](const Burst& from, std::size_t i, const Burst& to) {
    std::size_t best = to.easting.size();
    double best_squared = within_m * within_m;
    for (std::size_t j = 0; j < to.easting.size(); ++j) {
      const double dx = from.easting[i] - to.easting[j];
      const double dy = from.northing[i] - to.northing[j];
      const double squared = dx * dx + dy * dy;
      if (squared < best_squared || (squared == best_squared && best == to.easting.size())) {
        best = j;
        best_squared = squared;
      }
    }
    return best;
  };
  Pairs pairs;
  for (std::size_t i = 0; i < a.easting.size(); ++i) {
    const std::size_t j = nearest(a, i, b);
    if (j < b.easting.size() && nearest(b, j, a) == i)
      pairs.emplace_back(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
  }
  return pairs;
}

TEST(SamePoints, are_those_of_the_definition_whatever_the_points) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    // Whole metres in a small field: many points in one place, many ties.
    std::uniform_int_distribution<int> metres(-40, round % 2 == 0 ? 40 : 400);
    const auto burst = [&] {
      Burst made;
      for (int i = 0; i < 150; ++i) {
        made.easting.push_back(metres(random));
        made.northing.push_back(metres(random));
      }
      return made;
    };
    const Burst a = burst();
    const Burst b = burst();
    const Pairs pairs = same(a, b);
    EXPECT_EQ(pairs, by_definition(a, b, kSamePlaceM));
    Pairs turned;
    for (const auto& [i, j] : same(b, a)) turned.emplace_back(j, i);
    std::ranges::sort(turned);
    EXPECT_EQ(pairs, turned) << "it does not matter which burst is asked first";
  }
}

/// A burst of places in degrees, as a store has them.
Burst burst_of(const std::vector<geodesy::Degrees>& places) {
  std::vector<double> longitude, latitude;
  for (const geodesy::Degrees& place : places) {
    longitude.push_back(place.longitude);
    latitude.push_back(place.latitude);
  }
  const geodesy::Projected laea = geodesy::laea_from_geographic(longitude, latitude);
  return {laea.easting_m, laea.northing_m};
}

Pairs same_on_sheets(const std::vector<geodesy::Degrees>& a, const std::vector<geodesy::Degrees>& b) {
  return same_points_on_sheets(burst_of(a).places(), burst_of(b).places());
}

TEST(SamePointsOnSheets, ten_metres_apart_are_the_same_and_more_are_not_in_any_direction) {
  for (const geodesy::Degrees& place : {geodesy::Degrees{-99.13, 19.43},
                                        {106.8, -6.2},
                                        {180, -16.8},
                                        {-179.99999, 66},
                                        {-68.3, -54.8},
                                        {90, 84}}) {
    for (double azimuth = 0; azimuth < 360; azimuth += 30) {
      EXPECT_THAT(same_on_sheets({place}, {geodesy::gone(place, azimuth, 9.999)}), ElementsAre(Pair(0, 0)));
      EXPECT_THAT(same_on_sheets({place}, {geodesy::gone(place, azimuth, 10.001)}), IsEmpty());
    }
  }
}

TEST(SamePointsOnSheets, are_those_of_the_definition_with_true_distances) {
  std::mt19937 random(8);
  std::uniform_real_distribution<double> part(-1, 1);
  const geodesy::Degrees middle{180, -16.8};
  const auto burst = [&] {
    std::vector<geodesy::Degrees> places;
    // 20 km high: several sheets; a narrow band, so that many have a partner.
    for (int i = 0; i < 500; ++i)
      places.push_back(geodesy::gone(geodesy::gone(middle, 0, 10'000 * part(random)), 90, 10 * part(random)));
    return places;
  };
  const auto a = burst(), b = burst();
  const auto nearest = [](const geodesy::Degrees& from, const std::vector<geodesy::Degrees>& to) {
    std::size_t best = to.size();
    double least = kSamePlaceM;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const double metres = geodesy::metres_between(from, to[j]);
      if (metres < least) {
        best = j;
        least = metres;
      }
    }
    return best;
  };
  Pairs expected;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const std::size_t j = nearest(a[i], b);
    if (j < b.size() && nearest(b[j], a) == i)
      expected.emplace_back(static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j));
  }
  ASSERT_GT(expected.size(), 50U);
  EXPECT_EQ(same_on_sheets(a, b), expected);
}

TEST(SamePointsOnSheets, missing_places_have_no_partner) {
  const double nan = std::nan("");
  EXPECT_THAT(same_points_on_sheets({std::array{nan}, std::array{0.0}}, {std::array{nan}, std::array{0.0}}),
              IsEmpty());
}

}  // namespace
}  // namespace plumbline::overlap
