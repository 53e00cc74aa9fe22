// SPDX-License-Identifier: MIT
#include "core/point_id.h"

#include <vector>

#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline {
namespace {

PointId pid(std::string_view text) { return PointId::from_text(text).value(); }

TEST(PointId, is_ten_base_62_characters_and_nothing_else) {
  EXPECT_TRUE(PointId::from_text("166ax5Ofja"));
  EXPECT_TRUE(PointId::from_text("1Wnan5e700"));
  for (const char* text : {"", "166ax5Ofj", "166ax5Ofjaa", "166ax5Ofj-", "166ax 5Ofj", "166ax5Ofjä"})
    EXPECT_FALSE(PointId::from_text(text)) << text;
}

TEST(PointId, case_matters_and_order_is_by_bytes) {
  EXPECT_NE(pid("166ax5Ofja"), pid("166AX5OFJA"));
  EXPECT_LT(pid("166ax5OfjA"), pid("166ax5Ofja"));
  EXPECT_LT(pid("9999999999"), pid("A000000000"));
}

TEST(PointId, an_l2_pid_holds_its_burst_and_its_line_and_pixel) {
  // The example of the Product Description, table 12, and the first rows of two real deliveries.
  EXPECT_EQ(
      burst_position(pid("3ODTn5TNYv")),
      (BurstPosition{.producer = '3', .track = 88, .burst = 282, .swath = 2, .line = 1234, .pixel = 12345}));
  EXPECT_EQ(
      burst_position(pid("166ax5Ofja")),
      (BurstPosition{.producer = '1', .track = 22, .burst = 845, .swath = 2, .line = 1217, .pixel = 4670}));
  EXPECT_EQ(
      burst_position(pid("1WBfX4cr1r")),
      (BurstPosition{.producer = '1', .track = 117, .burst = 227, .swath = 2, .line = 1043, .pixel = 11607}));
}

TEST(PointId, an_l3_pid_holds_its_cell) {
  EXPECT_EQ(grid_cell(pid("10LDTjEkDv")),
            (GridCell{.producer = '1', .easting_100m = 45975, .northing_100m = 17397}));
}

TEST(PointId, characters_that_spell_no_position_are_nothing) {
  EXPECT_FALSE(burst_position(pid("1000000000")));  // track 0, swath 0
  EXPECT_FALSE(burst_position(pid("1zzzzzzzzz")));  // line overflows
  EXPECT_FALSE(grid_cell(pid("1zzzzzzzzz")));
}

TEST(PointId, every_position_encodes_to_a_pid_that_decodes_to_it) {
  for (const std::uint16_t track : std::vector<std::uint16_t>{1, 22, 117, 175}) {
    for (const std::uint16_t burst : std::vector<std::uint16_t>{0, 1, 845, 4095}) {
      for (const std::uint8_t swath : std::vector<std::uint8_t>{1, 2, 3}) {
        for (const std::uint16_t line : std::vector<std::uint16_t>{0, 1217, 13978}) {
          const BurstPosition position{.producer = '4',
                                       .track = track,
                                       .burst = burst,
                                       .swath = swath,
                                       .polarisation = Polarisation::VH,
                                       .line = line,
                                       .pixel = static_cast<std::uint16_t>(20000 - line)};
          EXPECT_EQ(burst_position(point_id(position)), position);
        }
      }
    }
  }
  EXPECT_THROW(point_id(BurstPosition{.track = 22, .burst = 1, .swath = 1, .line = 13979, .pixel = 65535}),
               Error);
  const GridCell cell{.producer = '2', .easting_100m = 26000, .northing_100m = 54000};
  EXPECT_EQ(grid_cell(point_id(cell)), cell);
}

}  // namespace
}  // namespace plumbline
