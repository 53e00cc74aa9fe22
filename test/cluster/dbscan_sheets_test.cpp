// SPDX-License-Identifier: MIT
#include "cluster/dbscan_sheets.h"

#include <array>
#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/dbscan_groups.h"
#include "cluster/scenes.h"
#include "core/error.h"
#include "geodesy/ellipsoid.h"
#include "geodesy/europe.h"
#include "geodesy/projection.h"

namespace plumbline::cluster {
namespace {

using geodesy::Degrees;
using testing::Each;
using testing::HasSubstr;

/// Points by degrees, and the same in EPSG:3035 as a store has them.
struct World {
  std::vector<Degrees> places;
  test::Scene scene;

  void add(Degrees place, double velocity = -10) {
    places.push_back(place);
    const auto laea = geodesy::laea_from_geographic(std::array{place.longitude}, std::array{place.latitude});
    scene.add(laea.easting_m.front(), laea.northing_m.front(), velocity);
  }
  /// Thirty points in a straight line.
  void add_line(Degrees start, double azimuth, double spacing_m) {
    for (int i = 0; i < 30; ++i) add(geodesy::gone(start, azimuth, spacing_m * i));
  }
  Clustering clustered(std::span<const std::int32_t> group = {}) const {
    return dbscan_on_sheets(scene.points(), group, scene.options);
  }
  /// The definition, with the shortest lines on the ellipsoid as distances.
  Clustering by_definition() const {
    return test::clustering_by_definition(scene, [&](std::size_t a, std::size_t b) {
      return std::pow(geodesy::metres_between(places[a], places[b]), 2);
    });
  }
};

// Everywhere: Mexico, Jakarta, both sides of 180° in Fiji and Chukotka, Tierra del Fuego, north of Siberia,
// the Ross ice shelf, the equator.
const std::vector<Degrees> kElsewhere{{-99.13, 19.43}, {106.8, -6.2}, {179.9999, -16.8}, {-179.9999, 66.1},
                                      {-68.3, -54.8},  {100.0, 84.5}, {-178.0, -84.0},   {32.5, 0.0}};

TEST(DbscanOnSheets, forty_metres_apart_are_a_cluster_and_sixty_are_none_in_any_direction) {
  for (const Degrees& place : kElsewhere) {
    for (const double azimuth : {0.0, 37.0, 90.0, 270.0}) {
      World world;  // eps 100 m, five points
      world.add_line(place, azimuth, 40);
      EXPECT_THAT(world.clustered().label, Each(0)) << place.longitude << ' ' << place.latitude;
      World thin;
      thin.add_line(place, azimuth, 60);
      EXPECT_THAT(thin.clustered().label, Each(kNoise)) << place.longitude << ' ' << place.latitude;
    }
  }
}

TEST(DbscanOnSheets, a_hundredth_of_a_millimetre_in_a_hundred_metres_decides) {
  for (const Degrees& place : kElsewhere) {
    if (std::abs(place.latitude) < 0.1) continue;  // rounded to 10 µm
    World near, far;
    near.scene.options.min_points = far.scene.options.min_points = 2;
    for (const double metres : {0.0, 99.99998}) near.add(geodesy::gone(place, 60, metres));
    for (const double metres : {0.0, 100.00002}) far.add(geodesy::gone(place, 60, metres));
    EXPECT_EQ(near.clustered().clusters, 1);
    EXPECT_EQ(far.clustered().clusters, 0);
  }
}

// 12 km high, so that it lies on three sheets at least, with points where sheets meet.
TEST(DbscanOnSheets, is_the_definition_with_true_distances) {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> part(-1, 1), velocity(-20, 0);
  for (const Degrees& middle : kElsewhere) {
    World world;
    world.scene.options = {.eps_m = 400, .eps_v_mm_per_year = 12, .min_points = 4};
    for (int i = 0; i < 400; ++i) {
      const Degrees along = geodesy::gone(middle, 0, 6'000 * part(random));
      world.add(geodesy::gone(along, 90, 1'500 * part(random)), velocity(random));
    }
    const Clustering expected = world.by_definition(), found = world.clustered();
    ASSERT_GT(expected.clusters, 3);
    EXPECT_EQ(found.clusters, expected.clusters);
    EXPECT_EQ(found.core, expected.core);
    EXPECT_EQ(found.label, expected.label) << middle.longitude << ' ' << middle.latitude;
    EXPECT_FALSE(sheets_fault(world.scene.points(), {}, world.scene.options, found));
  }
}

TEST(DbscanOnSheets, points_of_different_groups_are_never_neighbours) {
  World world;
  world.add_line({180, -16.8}, 90, 20);
  std::vector<std::int32_t> group;
  for (int i = 0; i < 30; ++i) group.push_back(i % 2 == 0 ? 7 : 3);
  const Clustering found = world.clustered(group);
  EXPECT_EQ(found.clusters, 2);
  for (std::size_t i = 0; i < 30; ++i)
    EXPECT_EQ(found.label[i], i % 2 == 0 ? 1 : 0) << "in order of the groups";
  EXPECT_FALSE(sheets_fault(world.scene.points(), group, world.scene.options, found));
}

TEST(DbscanOnSheets, europe_in_a_store_with_other_continents_is_as_it_is_alone) {
  const test::Scene europe = test::towns(3'000, 1);
  ASSERT_TRUE(geodesy::all_in_europe(europe.easting_m, europe.northing_m));
  const Clustering alone = dbscan(europe.points(), europe.options);
  ASSERT_GT(alone.clusters, 2);
  World both;
  both.scene = europe;
  both.add_line({106.8, -6.2}, 10, europe.options.eps_m / 3);
  Clustering found = both.clustered();
  EXPECT_EQ(found.clusters, alone.clusters + 1);
  found.label.resize(europe.size());
  found.core.resize(europe.size());
  EXPECT_EQ(found.label, alone.label);
  EXPECT_EQ(found.core, alone.core);
}

TEST(DbscanOnSheets, a_place_at_180_and_at_minus_180_degrees_is_one) {
  World world;
  for (int i = 0; i < 3; ++i) {
    world.add({180, -16.8 + 1e-4 * i});
    world.add({-180, -16.8 + 1e-4 * i});
  }
  EXPECT_THAT(world.clustered().label, Each(0));
}

TEST(DbscanOnSheets, refuses_distances_that_sheets_do_not_hold_and_places_that_are_missing) {
  World world;
  world.add({106.8, -6.2});
  world.scene.options.eps_m = 1'401;
  try {
    world.clustered();
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("eps_m is 1401; outside the area of EPSG:3035 it is 1400 at most"));
  }
  world.scene.options.eps_m = 100;
  world.scene.add(std::nan(""), 0);
  EXPECT_THROW(world.clustered(), Error);
}

TEST(SheetsFault, finds_what_is_not_as_the_sheets_say) {
  World world;
  world.add_line({106.8, -6.2}, 10, 40);
  Clustering wrong = world.clustered();
  wrong.label[4] = kNoise;
  EXPECT_THAT(*sheets_fault(world.scene.points(), {}, world.scene.options, wrong), HasSubstr("point 4"));
}

}  // namespace
}  // namespace plumbline::cluster
