// SPDX-License-Identifier: MIT
#include "synth/number_text.h"

#include <gtest/gtest.h>

namespace plumbline::synth {
namespace {

std::string dropped(double value, int decimals) {
  std::string text;
  NumberText(text, false).fixed(value, decimals);
  return text;
}

std::string kept(double value, int decimals) {
  std::string text;
  NumberText(text, true).fixed(value, decimals);
  return text;
}

std::string tenths(double value) {
  char text[24];
  return {text, tenths_text(value, text)};
}

TEST(NumberText, newer_releases_drop_trailing_zeros_down_to_one_decimal) {
  EXPECT_EQ(dropped(-0.12, 3), "-0.12");
  EXPECT_EQ(dropped(0.6, 2), "0.6");
  EXPECT_EQ(dropped(38.69067, 6), "38.69067");
  EXPECT_EQ(dropped(1, 2), "1.0");
  EXPECT_EQ(dropped(10, 1), "10.0");
  EXPECT_EQ(dropped(4600707.7, 2), "4600707.7");
}

TEST(NumberText, older_releases_keep_trailing_zeros) {
  EXPECT_EQ(kept(0.6, 2), "0.60");
  EXPECT_EQ(kept(-0.11, 3), "-0.110");
}

TEST(NumberText, values_are_rounded_and_carry) {
  EXPECT_EQ(dropped(9.996, 2), "10.0");
  EXPECT_EQ(kept(99.95, 1), "100.0");
  EXPECT_EQ(dropped(0.125, 2), "0.13");
}

TEST(NumberText, a_negative_value_that_rounds_to_zero_keeps_its_sign) {
  EXPECT_EQ(dropped(-0.004, 2), "-0.0");
  EXPECT_EQ(tenths(-0.04), "-0.0");
  EXPECT_EQ(tenths(0.04), "0.0");
}

TEST(NumberText, displacements_have_one_decimal) {
  EXPECT_EQ(tenths(1), "1.0");
  EXPECT_EQ(tenths(-9.96), "-10.0");
  EXPECT_EQ(tenths(45.65), "45.7");
  EXPECT_EQ(tenths(-123.44), "-123.4");
  EXPECT_EQ(tenths(70000.01), "70000.0");
}

TEST(NumberText, what_is_fitted_is_what_is_printed) {
  for (double value = -30; value < 30; value += 0.0173) {
    EXPECT_EQ(rounded_to_tenths(value), std::stod(tenths(value))) << value;
  }
}

}  // namespace
}  // namespace plumbline::synth
