// SPDX-License-Identifier: MIT
#include "cluster/dbscan_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/scenes.h"

namespace plumbline::cluster {
namespace {

using testing::ElementsAre;

/// Two clumps; the points of each belong to the groups 7 and 3 in turn.
test::Scene clumps() {
  test::Scene scene;
  scene.options = {.eps_m = 100, .eps_v_mm_per_year = 3, .min_points = 2};
  for (const double easting : {0.0, 5000.0}) {
    for (int i = 0; i < 4; ++i) scene.add(easting + 10 * i, 0);
  }
  scene.add(9000, 0);
  return scene;
}
const std::vector<std::int32_t> kGroups{7, 3, 7, 3, 7, 3, 7, 3, 3};

TEST(DbscanGroups, points_of_different_groups_are_never_neighbours) {
  const test::Scene scene = clumps();
  const Clustering clustering = dbscan_groups(scene.points(), kGroups, scene.options);
  EXPECT_EQ(clustering.clusters, 4);
  EXPECT_THAT(clustering.label, ElementsAre(2, 0, 2, 0, 3, 1, 3, 1, kNoise));
  EXPECT_THAT(clustering.core, ElementsAre(1, 1, 1, 1, 1, 1, 1, 1, 0));
}

TEST(DbscanGroups, of_one_group_are_dbscan) {
  const test::Scene scene = test::towns(3000, 1);
  const std::vector<std::int32_t> one(scene.size(), 22);
  const Clustering grouped = dbscan_groups(scene.points(), one, scene.options);
  EXPECT_EQ(grouped.label, dbscan(scene.points(), scene.options).label);
}

TEST(GroupsFault, finds_nothing_in_a_right_answer_and_something_in_wrong_ones) {
  const test::Scene scene = clumps();
  const Clustering right = dbscan_groups(scene.points(), kGroups, scene.options);
  EXPECT_FALSE(groups_fault(scene.points(), kGroups, scene.options, right));
  Clustering across = right;
  across.label[0] = 0;
  EXPECT_TRUE(groups_fault(scene.points(), kGroups, scene.options, across));
  Clustering one_too_many = right;
  one_too_many.clusters = 5;
  EXPECT_TRUE(groups_fault(scene.points(), kGroups, scene.options, one_too_many));
  EXPECT_TRUE(groups_fault(scene.points(), kGroups, scene.options, dbscan(scene.points(), scene.options)));
}

}  // namespace
}  // namespace plumbline::cluster
