// SPDX-License-Identifier: MIT
#include "core/motion_class.h"

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(MotionClass, names_read_back_and_numbers_are_the_papers) {
  for (const auto name : kMotionClassNames) EXPECT_EQ(name_of(*motion_class(name)), name);
  EXPECT_EQ(static_cast<int>(MotionClass::stable), 0);
  EXPECT_EQ(static_cast<int>(MotionClass::variable), 5);
  EXPECT_EQ(static_cast<int>(MotionClass::other), 6);
  EXPECT_FALSE(motion_class("Stable"));
  EXPECT_FALSE(motion_class(""));
}

}  // namespace
}  // namespace plumbline
