// SPDX-License-Identifier: MIT
#include "report/image.h"

#include <gtest/gtest.h>

namespace plumbline::report {
namespace {

TEST(Base64, gives_the_test_vectors_of_rfc_4648) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\xff\xfe\x00"), "//4=");  // a literal ends at its zero
}

TEST(Png, says_its_size_and_kind) {
  const std::string file = png(Image(3, 2));
  ASSERT_GE(file.size(), 33U);
  EXPECT_EQ(file.substr(1, 3), "PNG");
  const auto byte = [&](std::size_t i) { return static_cast<int>(static_cast<unsigned char>(file[i])); };
  EXPECT_EQ(byte(19), 3);  // width
  EXPECT_EQ(byte(23), 2);  // height
  EXPECT_EQ(byte(24), 8);  // bits a channel
  EXPECT_EQ(byte(25), 6);  // red, green, blue, alpha
  EXPECT_EQ(file.substr(file.size() - 8, 4), "IEND");
}

TEST(Image, is_transparent_where_nothing_was_painted) {
  Image image(2, 1);
  image.paint(1, 0, {1, 2, 3});
  EXPECT_FALSE(image.at(0, 0));
  EXPECT_EQ(image.at(1, 0), (Rgb{1, 2, 3}));
}

double lightness(Rgb c) { return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue; }

TEST(Colours, sequential_ones_grow_lighter_all_the_way) {
  for (int i = 1; i <= 100; ++i)
    EXPECT_GT(lightness(sequential_colour(i / 100.0)), lightness(sequential_colour((i - 1) / 100.0))) << i;
}

TEST(Colours, diverging_ones_are_dark_at_both_ends_and_clamped) {
  EXPECT_EQ(diverging_colour(-7), diverging_colour(-1));
  EXPECT_EQ(diverging_colour(7), diverging_colour(1));
  EXPECT_GT(lightness(diverging_colour(0)), lightness(diverging_colour(-1)) + 60);
  EXPECT_GT(lightness(diverging_colour(0)), lightness(diverging_colour(1)) + 60);
  EXPECT_EQ(css(diverging_colour(-1)), "#7a0e1e");
}

}  // namespace
}  // namespace plumbline::report
