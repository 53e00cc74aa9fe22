// SPDX-License-Identifier: MIT
#include "cluster/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cluster/scenes.h"

namespace plumbline::cluster {
namespace {

using test::Scene;
using testing::HasSubstr;
using testing::Optional;

// Two clusters of four core points around 0 and 200, a border point of each (85
// and 285), one that both could have (110: of 85's kind, within 60 of nothing
// of the left cluster but 60 of 170), and noise at 1000.
//   index      0  1   2   3    4    5    6    7    8    9
//   easting    0  10  20  30   85   170  180  190  200  1000
class CheckerTest : public testing::Test {
 protected:
  CheckerTest() {
    scene_.options = {.eps_m = 60, .eps_v_mm_per_year = 3, .min_points = 4};
    for (const double easting : {0, 10, 20, 30, 85, 170, 180, 190, 200, 1000}) scene_.add(easting, 0);
  }
  std::optional<std::string> fault() const {
    return clustering_fault(scene_.points(), scene_.options, right_);
  }

  Scene scene_;
  Clustering right_{{1, 1, 1, 1, 0, 1, 1, 1, 1, 0}, {0, 0, 0, 0, 0, 1, 1, 1, 1, kNoise}, 2};
};

TEST_F(CheckerTest, accepts_the_right_answer) { EXPECT_EQ(fault(), std::nullopt); }

TEST_F(CheckerTest, accepts_any_numbering) {
  right_.label = {1, 1, 1, 1, 1, 0, 0, 0, 0, kNoise};
  EXPECT_EQ(fault(), std::nullopt);
}

TEST_F(CheckerTest, accepts_a_border_point_in_either_of_its_clusters) {
  scene_.easting_m[4] = 100;
  for (double& easting : scene_.easting_m) {
    if (easting == 30) easting = 45;
    if (easting == 170) easting = 155;
  }
  EXPECT_EQ(fault(), std::nullopt);
  right_.label[4] = 1;
  EXPECT_EQ(fault(), std::nullopt);
}

TEST_F(CheckerTest, finds_a_core_point_that_is_not_marked) {
  right_.core[2] = 0;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 2 has 4 neighbours or more and is not marked as core")));
}

TEST_F(CheckerTest, finds_a_point_that_is_marked_as_core_and_is_not) {
  right_.core[4] = 1;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 4 is marked as core and has fewer than 4 neighbours")));
}

TEST_F(CheckerTest, finds_a_cluster_that_was_split) {
  right_.label = {0, 0, 2, 2, 2, 1, 1, 1, 1, kNoise};
  right_.clusters = 3;
  EXPECT_THAT(fault(), Optional(HasSubstr("core points 0 and 2 are in one cluster")));
}

TEST_F(CheckerTest, finds_two_clusters_that_were_joined) {
  right_.label = {0, 0, 0, 0, 0, 0, 0, 0, 0, kNoise};
  right_.clusters = 1;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 5 cannot be reached from other core "
                                          "points with its label 0")));
}

TEST_F(CheckerTest, finds_a_core_point_called_noise) {
  right_.label[0] = kNoise;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 0 is core and has no label")));
}

TEST_F(CheckerTest, finds_a_border_point_called_noise) {
  right_.label[4] = kNoise;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 4 is noise and lies within eps of a core point")));
}

TEST_F(CheckerTest, finds_a_border_point_in_a_cluster_it_does_not_touch) {
  right_.label[4] = 1;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 4 has the label 1 and no core point with that label")));
}

TEST_F(CheckerTest, finds_noise_that_was_given_a_label) {
  right_.label[9] = 1;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 9 has the label 1")));
}

TEST_F(CheckerTest, finds_a_label_beyond_the_clusters) {
  right_.label[9] = 2;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 9 has the label 2, and there are 2 clusters")));
  right_.label[9] = -2;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 9 has the label -2")));
}

TEST_F(CheckerTest, finds_a_cluster_without_points) {
  right_.clusters = 3;
  EXPECT_THAT(fault(), Optional(HasSubstr("label 2 has no core point")));
}

TEST_F(CheckerTest, finds_answers_of_the_wrong_length) {
  right_.core.pop_back();
  EXPECT_THAT(fault(), Optional(HasSubstr("9 core flags and 10 labels for 10 points")));
}

TEST_F(CheckerTest, counts_distances_of_exactly_eps) {
  scene_.easting_m[4] = 90;  // 60 from the core point at 30
  EXPECT_EQ(fault(), std::nullopt);
  scene_.easting_m[4] = 90.01;
  EXPECT_THAT(fault(), Optional(HasSubstr("point 4 has the label 0 and no core point")));
}

TEST(Checker, accepts_what_the_definition_gives_and_refuses_any_one_change) {
  for (const Scene& scene : test::hostile_scenes(21)) {
    SCOPED_TRACE(scene.name);
    const Clustering right = test::clustering_by_definition(scene);
    EXPECT_EQ(clustering_fault(scene.points(), scene.options, right), std::nullopt);
    for (std::size_t i = 0; i < scene.size(); i += 7) {
      Clustering wrong = right;
      wrong.core[i] = !wrong.core[i];
      EXPECT_TRUE(clustering_fault(scene.points(), scene.options, wrong)) << "core of " << i;
      wrong = right;
      wrong.label[i] = right.label[i] == kNoise ? 0 : kNoise;
      EXPECT_TRUE(clustering_fault(scene.points(), scene.options, wrong)) << "label of " << i;
    }
  }
}

}  // namespace
}  // namespace plumbline::cluster
