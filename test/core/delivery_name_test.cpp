// SPDX-License-Identifier: MIT
#include "core/delivery_name.h"

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(DeliveryName, an_l2_name_holds_track_burst_swath_polarisation_and_release) {
  const auto name = delivery_name("EGMS_L2b_022_0845_IW2_VV_2020_2024_1");
  ASSERT_TRUE(name);
  EXPECT_EQ(*name, (DeliveryName{.level = Level::L2b,
                                 .track = 22,
                                 .burst = 845,
                                 .swath = 2,
                                 .polarisation = "VV",
                                 .first_year = 2020,
                                 .last_year = 2024,
                                 .sub_release = 1}));
}

TEST(DeliveryName, the_oldest_names_hold_no_release) {
  const auto name = delivery_name("EGMS_L2a_088_0282_IW1_VV");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->level, Level::L2a);
  EXPECT_EQ(name->first_year, 0);
}

TEST(DeliveryName, an_l3_name_holds_the_south_west_corner_and_the_component) {
  const auto name = delivery_name("EGMS_L3_E45N17_100km_U_2020_2024_1");
  ASSERT_TRUE(name);
  EXPECT_EQ(*name, (DeliveryName{.level = Level::L3,
                                 .component = Component::up,
                                 .easting_100km = 45,
                                 .northing_100km = 17,
                                 .first_year = 2020,
                                 .last_year = 2024,
                                 .sub_release = 1}));
  EXPECT_EQ(delivery_name("EGMS_L3_E26N19_100km_E_2019_2023_2")->component, Component::east);
}

TEST(DeliveryName, every_name_is_written_as_it_was_read) {
  for (const char* text : {"EGMS_L2b_022_0845_IW2_VV_2020_2024_1", "EGMS_L2a_117_0227_IW3_VV",
                           "EGMS_L3_E45N17_100km_U", "EGMS_L3_E09N27_100km_E_2018_2022_1"}) {
    ASSERT_TRUE(delivery_name(text)) << text;
    EXPECT_EQ(delivery_name(text)->text(), text);
  }
}

TEST(DeliveryName, other_names_are_not_guessed_at) {
  for (const char* text : {"", "EGMS", "EGMS_L2b", "EGMS_L2c_022_0845_IW2_VV", "EGMS_L2b_022_0845_XX2_VV",
                           "EGMS_L2b_022_0845_IW2_VV_2020", "EGMS_L2b_x22_0845_IW2_VV",
                           "EGMS_L3_E45N17_100km_N", "EGMS_L3_45N17_100km_U", "depsi_amsterdam"}) {
    EXPECT_FALSE(delivery_name(text)) << text;
  }
}

}  // namespace
}  // namespace plumbline
