// SPDX-License-Identifier: MIT
#include "cluster/dbscan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/check.h"
#include "cluster/scenes.h"
#include "core/error.h"
#include "parallel/thread_loop.h"
#include "support/support.h"

namespace plumbline::cluster {
namespace {

using test::Scene;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

Clustering dbscan_of(const Scene& scene) { return dbscan(scene.points(), scene.options); }

/// Points along a line of eastings, all with the same velocity.
Scene on_a_line(std::initializer_list<double> eastings, DbscanOptions options) {
  Scene scene;
  scene.options = options;
  for (const double easting : eastings) scene.add(easting, 0);
  return scene;
}

TEST(Dbscan, no_points_give_no_clusters) {
  const Clustering clustering = dbscan_of(Scene{});
  EXPECT_EQ(clustering.clusters, 0);
  EXPECT_THAT(clustering.core, IsEmpty());
  EXPECT_THAT(clustering.label, IsEmpty());
}

TEST(Dbscan, one_point_is_noise_unless_one_is_enough) {
  EXPECT_THAT(dbscan_of(on_a_line({7}, {100, 3, 2})).label, ElementsAre(kNoise));
  EXPECT_THAT(dbscan_of(on_a_line({7}, {100, 3, 1})).label, ElementsAre(0));
}

TEST(Dbscan, a_point_counts_itself_among_its_neighbours) {
  EXPECT_THAT(dbscan_of(on_a_line({0, 50}, {100, 3, 2})).core, ElementsAre(1, 1));
  EXPECT_THAT(dbscan_of(on_a_line({0, 50}, {100, 3, 3})).core, ElementsAre(0, 0));
}

TEST(Dbscan, a_point_at_exactly_eps_is_a_neighbour) {
  EXPECT_THAT(dbscan_of(on_a_line({0, 100}, {100, 3, 2})).label, ElementsAre(0, 0));
  EXPECT_THAT(dbscan_of(on_a_line({0, std::nextafter(100.0, 101.0)}, {100, 3, 2})).label, Each(kNoise));
}

TEST(Dbscan, a_point_at_exactly_eps_in_space_and_velocity_together_is_a_neighbour) {
  Scene scene;
  scene.options = {.eps_m = 5, .eps_v_mm_per_year = 5, .min_points = 2};  // 3² + 4² = 5²
  scene.add(0, 0, 0);
  scene.add(3, 0, 4);
  EXPECT_THAT(dbscan_of(scene).core, Each(1));
  scene.velocity_mm_per_year[1] = 4.001;
  EXPECT_THAT(dbscan_of(scene).core, Each(0));
}

TEST(Dbscan, velocities_eps_v_apart_are_as_far_as_places_eps_m_apart) {
  Scene scene;
  scene.options = {.eps_m = 100, .eps_v_mm_per_year = 2, .min_points = 2};
  scene.add(0, 0, -3);
  scene.add(0, 0, -5);
  scene.add(0, 0, -7.1);
  EXPECT_THAT(dbscan_of(scene).label, ElementsAre(0, 0, kNoise));
}

TEST(Dbscan, a_border_point_within_eps_of_a_core_point_is_never_noise) {
  // Three neighbours make the points at 0, 10 and 20 core; 110 and −95 only
  // reach one of them.
  const Clustering clustering = dbscan_of(on_a_line({0, 10, 20, 110, -95, 300}, {100, 3, 4}));
  EXPECT_THAT(clustering.core, ElementsAre(1, 1, 1, 0, 0, 0));
  EXPECT_THAT(clustering.label, ElementsAre(0, 0, 0, 0, 0, kNoise));
}

TEST(Dbscan, a_border_point_does_not_join_two_clusters_and_goes_to_the_nearer_core_point) {
  // 100 lies between two clusters of four, within eps of one core point of
  // each.
  const DbscanOptions options{.eps_m = 60, .eps_v_mm_per_year = 3, .min_points = 4};
  const Scene nearer_right = on_a_line({0, 10, 20, 45, 100, 153, 170, 180, 190}, options);
  const Clustering clustering = dbscan_of(nearer_right);
  EXPECT_EQ(clustering.core[4], 0);
  EXPECT_THAT(clustering.label, ElementsAre(0, 0, 0, 0, 1, 1, 1, 1, 1));
}

TEST(Dbscan, a_border_point_between_two_equally_near_core_points_joins_the_first) {
  const DbscanOptions options{.eps_m = 60, .eps_v_mm_per_year = 3, .min_points = 4};
  EXPECT_EQ(dbscan_of(on_a_line({10, 20, 30, 45, 100, 155, 170, 180, 190}, options)).label[4], 0);
  EXPECT_EQ(dbscan_of(on_a_line({190, 180, 170, 155, 100, 45, 30, 20, 10}, options)).label[4], 0);
}

TEST(Dbscan, clusters_are_numbered_by_their_first_core_point) {
  const Clustering clustering = dbscan_of(on_a_line({900, 5000, 0, 910, 10, 5010}, {100, 3, 2}));
  EXPECT_EQ(clustering.clusters, 3);
  EXPECT_THAT(clustering.label, ElementsAre(0, 1, 2, 0, 2, 1));
}

TEST(Dbscan, duplicates_are_neighbours_of_each_other) {
  EXPECT_THAT(dbscan_of(on_a_line({4, 4, 4, 4, 4}, {1e-9, 3, 5})).label, Each(0));
}

TEST(Dbscan, min_points_1_makes_every_point_core) {
  const Clustering clustering = dbscan_of(on_a_line({0, 1000, 2000, 2050}, {100, 3, 1}));
  EXPECT_THAT(clustering.core, Each(1));
  EXPECT_THAT(clustering.label, ElementsAre(0, 1, 2, 2));
}

TEST(Dbscan, gives_what_the_definition_gives_on_hostile_scenes) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    for (const Scene& scene : test::hostile_scenes(seed)) {
      SCOPED_TRACE(scene.name + ", seed " + std::to_string(seed));
      const Clustering expected = test::clustering_by_definition(scene);
      const Clustering clustering = dbscan_of(scene);
      EXPECT_EQ(clustering.core, expected.core);
      EXPECT_EQ(clustering.label, expected.label);
      EXPECT_EQ(clustering.clusters, expected.clusters);
    }
  }
}

TEST(Dbscan, misses_no_pair_at_exactly_eps_wherever_cell_boundaries_fall) {
  // Pairs at (exactly) eps in all directions, far from the origin, at places
  // that slide over cell boundaries.
  const DbscanOptions options{.eps_m = 100, .eps_v_mm_per_year = 3, .min_points = 2};
  for (int step = 0; step < 4000; ++step) {
    const double slide = step * 0.05;
    Scene scene;
    scene.options = options;
    scene.add(4400000, 2500000);  // fixes the origin of the grid
    scene.add(4400500 + slide, 2500500 + slide / 3, 30);
    switch (step % 3) {
      case 0:
        scene.add(4400500 + slide + 100, 2500500 + slide / 3, 30);
        break;
      case 1:
        scene.add(4400500 + slide - 60, 2500500 + slide / 3 + 80, 30);
        break;
      default:
        scene.add(4400500 + slide, 2500500 + slide / 3, 33);
        break;
    }
    ASSERT_EQ(dbscan_of(scene).label, test::clustering_by_definition(scene).label) << slide;
  }
}

TEST(Dbscan, gives_the_same_for_any_number_of_threads) {
  const Scene scene = test::towns(30000, 5);
  const auto with_threads = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    return dbscan_of(scene);
  };
  const Clustering alone = with_threads(1);
  EXPECT_GT(alone.clusters, 10);
  for (const std::size_t threads : {2U, 3U, 8U}) {
    const Clustering together = with_threads(threads);
    EXPECT_EQ(together.core, alone.core) << threads;
    EXPECT_EQ(together.label, alone.label) << threads;
  }
}

TEST(Dbscan, finds_the_same_clusters_in_any_order_of_points) {
  const Scene scene = test::towns(3000, 9);
  const Clustering expected = dbscan_of(scene);
  std::vector<std::size_t> order(scene.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::shuffle(order.begin(), order.end(), std::mt19937(3));
  Scene shuffled;
  for (const std::size_t i : order) {
    shuffled.add(scene.easting_m[i], scene.northing_m[i], scene.velocity_mm_per_year[i]);
  }
  const Clustering clustering = dbscan_of(shuffled);
  ASSERT_EQ(clustering.clusters, expected.clusters);
  std::map<std::int64_t, std::int64_t> renamed;
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(clustering.core[i], expected.core[order[i]]);
    EXPECT_EQ(renamed.try_emplace(clustering.label[i], expected.label[order[i]]).first->second,
              expected.label[order[i]]);
  }
}

TEST(Dbscan, holds_to_the_definition_on_large_scenes) {
  Scene one_ball = test::box("everything within one ball", 200000, 50, {.eps_v_mm_per_year = 100}, 2);
  Scene fine_raster;
  for (int i = 0; i < 300; ++i) {
    for (int j = 0; j < 300; ++j) fine_raster.add(20 * i, 20 * j);
  }
  Scene nothing_near;
  for (int i = 0; i < 300; ++i) {
    for (int j = 0; j < 300; ++j) nothing_near.add(101 * i, 101 * j);
  }
  for (const Scene& scene : {one_ball, fine_raster, nothing_near, test::towns(200000, 4)}) {
    const auto fault = clustering_fault(scene.points(), scene.options, dbscan_of(scene));
    EXPECT_FALSE(fault) << *fault;
  }
}

TEST(Dbscan, keeps_dense_neighbours_apart_that_miss_each_other_by_a_centimetre_along_their_whole_length) {
  // Two slanted rows of 30,000 points in two cells: no box tells them apart, and looking at all pairs would
  // take 900 million steps.
  const double apart = std::sqrt(0.5) * 100.01;
  Scene rows;
  for (int i = 0; i < 30000; ++i) rows.add(0.001 * i, 0.001 * i);
  for (int i = 0; i < 30000; ++i) rows.add(0.001 * i + apart, 0.001 * i - apart);
  const Clustering clustering = dbscan_of(rows);
  EXPECT_EQ(clustering.clusters, 2);
  EXPECT_EQ(std::count(clustering.label.begin(), clustering.label.end(), 0), 30000);
  rows.add(apart / 2, -apart / 2);
  EXPECT_EQ(dbscan_of(rows).clusters, 1);
}

ErrorCode refusal(const Scene& scene) {
  try {
    dbscan_of(scene);
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::interrupted;  // nothing was thrown
}

TEST(Dbscan, refuses_options_that_mean_nothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double eps : {0.0, -1.0, nan, std::numeric_limits<double>::infinity()}) {
    EXPECT_EQ(refusal(on_a_line({1}, {eps, 3, 5})), ErrorCode::usage) << eps;
    if (eps <= 0 || std::isnan(eps)) {
      EXPECT_EQ(refusal(on_a_line({1}, {100, eps, 5})), ErrorCode::usage) << eps;
    }
  }
  EXPECT_EQ(refusal(on_a_line({1}, {100, 3, 0})), ErrorCode::usage);
}

TEST(Dbscan, refuses_coordinates_that_are_not_finite) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(refusal(on_a_line({1, nan, 3}, {})), ErrorCode::bad_value);
  Scene endless = on_a_line({1, 2}, {});
  endless.velocity_mm_per_year[1] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(refusal(endless), ErrorCode::bad_value);
}

TEST(Dbscan, agrees_with_scikit_learn_on_the_golden_scene) {
  PLUMBLINE_SHARED_OR_SKIP(file, "golden/dbscan.csv");
  const test::Csv csv = test::read_csv(file);
  Scene scene;
  std::vector<std::uint8_t> core;
  std::vector<std::int64_t> label;
  for (const auto& row : csv.rows) {
    scene.add(std::stod(row[csv.column("easting_m")]), std::stod(row[csv.column("northing_m")]),
              std::stod(row[csv.column("velocity_mm_per_year")]));
    core.push_back(row[csv.column("core")] == "1");
    label.push_back(std::stoll(row[csv.column("label")]));
  }
  const Clustering clustering = dbscan_of(scene);
  EXPECT_EQ(clustering.core, core);
  EXPECT_EQ(clustering.clusters, *std::max_element(label.begin(), label.end()) + 1);
  std::map<std::int64_t, std::int64_t> theirs, ours;
  for (std::size_t i = 0; i < label.size(); ++i) {
    EXPECT_EQ(clustering.label[i] == kNoise, label[i] == kNoise) << "row " << i;
    if (!core[i]) continue;
    EXPECT_EQ(theirs.try_emplace(clustering.label[i], label[i]).first->second, label[i]) << "row " << i;
    EXPECT_EQ(ours.try_emplace(label[i], clustering.label[i]).first->second, clustering.label[i])
        << "row " << i;
  }
  // Border points of theirs may join another cluster than ours; by the checker
  // both are right.
  EXPECT_FALSE(clustering_fault(scene.points(), scene.options, clustering));
  EXPECT_FALSE(clustering_fault(scene.points(), scene.options, {core, label, clustering.clusters}));
}

}  // namespace
}  // namespace plumbline::cluster
