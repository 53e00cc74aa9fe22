// SPDX-License-Identifier: MIT
#include "validate/gravity.h"

#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

TEST(NormalGravity, is_that_of_GRS_80_on_the_ellipsoid) {
  EXPECT_NEAR(normal_gravity(0, 0), 9.7803267715, 1e-9);
  EXPECT_NEAR(normal_gravity(45, 0), 9.806199203, 1e-8);  // Moritz, Geodetic Reference System 1980
  EXPECT_NEAR(normal_gravity(90, 0), 9.8321863685, 1e-8);
  EXPECT_DOUBLE_EQ(normal_gravity(-40, 0), normal_gravity(40, 0));
}

TEST(NormalGravity, falls_by_0_3086_milligal_a_metre) {
  EXPECT_NEAR((normal_gravity(45, 0) - normal_gravity(45, 100)) / 100, 0.3086e-5, 0.0002e-5);
}

TEST(PotentialRate, ground_that_sinks_gains_potential) {
  // A benchmark that sinks by 2 mm/yr: dW = 9.8 m/s² · 2 mm.
  EXPECT_NEAR(potential_rate(9.8, -2), 19.6, 1e-12);
}

}  // namespace
}  // namespace plumbline::validate
