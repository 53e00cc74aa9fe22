// SPDX-License-Identifier: MIT
#include "cluster/subclusters.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/scenes.h"
#include "geodesy/ellipsoid.h"
#include "geodesy/projection.h"
#include "parallel/thread_loop.h"

namespace plumbline::cluster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

constexpr auto kLinear = MotionClass::linear;
constexpr auto kAccel = MotionClass::accel;

struct Town {
  MovingPoints points;
  void add(double easting_m, std::optional<MotionClass> motion, double velocity_mm_per_year = -5) {
    points.pid.push_back("pid" + std::to_string(points.pid.size()));
    points.easting_m.push_back(easting_m);
    points.northing_m.push_back(0);
    points.velocity_mm_per_year.push_back(velocity_mm_per_year);
    points.coherence.push_back(0.9F);
    points.motion.push_back(motion);
    points.orbit.push_back('A');
  }
};

TEST(Subclusters, of_nothing_are_none) { EXPECT_THAT(find_subclusters({}, {}).of_cluster, IsEmpty()); }

TEST(Subclusters, divide_a_cluster_by_class) {
  Town town;
  for (const double easting : {0, 30, 60, 90, 120, 150, 180}) {
    town.add(easting, town.points.size() % 2 == 0 ? kLinear : kAccel);
  }
  const Subclusters found = find_subclusters(town.points, {{0, 1, 2, 3, 4, 5, 6}});
  EXPECT_THAT(found.of_cluster, ElementsAre(ElementsAre(Members{0, 2, 4, 6}, Members{1, 3, 5})));
}

TEST(Subclusters, split_what_only_another_class_connects) {
  Town town;
  for (const double easting : {0, 10, 20, 60, 100, 110, 120}) {
    town.add(easting, easting == 60 ? kAccel : kLinear);
  }
  const Subclusters found =
      find_subclusters(town.points, {{0, 1, 2, 3, 4, 5, 6}}, {.eps_m = 45, .min_points = 3});
  EXPECT_THAT(found.of_cluster, ElementsAre(ElementsAre(Members{0, 1, 2}, Members{4, 5, 6})))
      << "equally large: the smallest pid first; the lone point of the other "
         "class is in none";
}

TEST(Subclusters, stay_within_their_cluster) {
  Town town;
  for (const double easting : {0, 10, 20, 30, 40, 50}) town.add(easting, kLinear);
  const Subclusters found = find_subclusters(town.points, {{0, 1, 2}, {}, {3, 4, 5}});
  EXPECT_THAT(found.of_cluster,
              ElementsAre(ElementsAre(Members{0, 1, 2}), IsEmpty(), ElementsAre(Members{3, 4, 5})));
}

TEST(Subclusters, leave_unclassified_points_out) {
  Town town;
  for (const double easting : {0, 10, 20, 30}) town.add(easting, {});
  EXPECT_THAT(find_subclusters(town.points, {{0, 1, 2, 3}}).of_cluster, ElementsAre(IsEmpty()));
}

TEST(Subclusters, use_80_m_and_three_points_by_default) {
  Town town;
  for (const double easting : {0, 80, 160}) town.add(easting, kLinear);
  EXPECT_THAT(find_subclusters(town.points, {{0, 1, 2}}).of_cluster,
              ElementsAre(ElementsAre(Members{0, 1, 2})));
  town.points.easting_m[2] = 160.01;
  EXPECT_THAT(find_subclusters(town.points, {{0, 1, 2}}).of_cluster, ElementsAre(IsEmpty()));
}

class LargeTown : public testing::Test {
 protected:
  LargeTown() {
    const test::Scene scene = test::towns(20000, 7);
    Town town;
    for (std::size_t i = 0; i < scene.size(); ++i) {
      town.add(scene.easting_m[i], static_cast<MotionClass>(i % 3), scene.velocity_mm_per_year[i]);
      town.points.northing_m.back() = scene.northing_m[i];
    }
    points_ = town.points;
    const Clustering clustering = dbscan(scene.points(), scene.options);
    clusters_ = members_of(clustering.label, clustering.clusters);
  }
  MovingPoints points_;
  std::vector<Members> clusters_;
};

TEST_F(LargeTown, gives_the_same_subclusters_for_any_number_of_threads) {
  const auto with_threads = [&](std::size_t threads) {
    const ThreadLimit limit(threads);
    return find_subclusters(points_, clusters_).of_cluster;
  };
  const auto alone = with_threads(1);
  EXPECT_EQ(with_threads(2), alone);
  EXPECT_EQ(with_threads(5), alone);
}

TEST_F(LargeTown, subclusters_are_disjoint_parts_of_their_cluster_of_one_class_each_and_pass_the_checker) {
  const Subclusters found = find_subclusters(points_, clusters_);
  std::vector<int> used(points_.size());
  for (std::size_t cluster = 0; cluster < clusters_.size(); ++cluster) {
    for (const Members& members : found.of_cluster[cluster]) {
      for (const std::size_t i : members) {
        EXPECT_EQ(++used[i], 1);
        EXPECT_EQ(points_.motion[i], points_.motion[members.front()]);
        EXPECT_TRUE(std::binary_search(clusters_[cluster].begin(), clusters_[cluster].end(), i));
      }
    }
  }
  EXPECT_EQ(subclusters_fault(points_, found, kSubclusterOptions), std::nullopt);
}

TEST_F(LargeTown, the_checker_finds_a_wrong_group) {
  Subclusters found = find_subclusters(points_, clusters_);
  auto& group = *std::find_if(found.groups.begin(), found.groups.end(),
                              [](const auto& g) { return g.clustering.clusters > 0; });
  group.clustering.core[0] = !group.clustering.core[0];
  EXPECT_THAT(subclusters_fault(points_, found, kSubclusterOptions),
              Optional(HasSubstr("of the class of " + points_.pid[group.members.front()])));
}

// Sub-clusters need 80 m and three points: in EPSG:3035 it would be 58 m one way and 110 m the other.
TEST(Subclusters, beyond_europe_are_found_by_true_metres) {
  for (const double azimuth : {0.0, 45.0, 90.0}) {
    for (const double spacing_m : {79.0, 81.0}) {
      Town town;
      town.points.beyond_europe = true;
      for (int i = 0; i < 6; ++i) {
        const geodesy::Degrees place = geodesy::gone({-99.13, 19.43}, azimuth, spacing_m * i);
        const auto laea =
            geodesy::laea_from_geographic(std::array{place.longitude}, std::array{place.latitude});
        town.add(laea.easting_m.front(), kLinear);
        town.points.northing_m.back() = laea.northing_m.front();
      }
      const Subclusters found = find_subclusters(town.points, {{0, 1, 2, 3, 4, 5}});
      EXPECT_EQ(found.of_cluster[0].size(), spacing_m < 80 ? 1 : 0) << azimuth;
      EXPECT_EQ(subclusters_fault(town.points, found, kSubclusterOptions), std::nullopt);
    }
  }
}

}  // namespace
}  // namespace plumbline::cluster
