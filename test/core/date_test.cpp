// SPDX-License-Identifier: MIT
#include "core/date.h"

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(Date, eight_digits_are_a_day) {
  const auto date = Date::from_yyyymmdd("20200103");
  ASSERT_TRUE(date);
  EXPECT_EQ(date->yyyymmdd(), "20200103");
  EXPECT_EQ(date->iso(), "2020-01-03");
  EXPECT_EQ(date->days_since_1970(), 18264);
}

TEST(Date, what_is_no_day_is_nothing) {
  for (const char* text :
       {"", "2020010", "202001031", "20201301", "20200001", "20200132", "20200100", "20190229", "2020-103",
        "2020010a", " 2020010", "18991231", "22000101", "+2020010"}) {
    EXPECT_FALSE(Date::from_yyyymmdd(text)) << text;
  }
}

TEST(Date, leap_days_follow_the_gregorian_rule) {
  EXPECT_TRUE(Date::from_yyyymmdd("20200229"));
  EXPECT_TRUE(Date::from_yyyymmdd("20000229"));
  EXPECT_FALSE(Date::from_yyyymmdd("21000229"));
}

TEST(Date, the_iso_form_is_read_too) {
  EXPECT_EQ(Date::from_text("2020-01-03"), Date::from_yyyymmdd("20200103"));
  EXPECT_EQ(Date::from_text("20200103"), Date::from_yyyymmdd("20200103"));
  EXPECT_FALSE(Date::from_text("2020/01/03"));
  EXPECT_FALSE(Date::from_text("03-01-2020"));
}

TEST(Date, text_of_a_date_reads_back_for_every_day_of_300_years) {
  const auto first = *Date::from_yyyymmdd("19000101");
  const auto last = *Date::from_yyyymmdd("21991231");
  for (auto days = first.days_since_1970(); days <= last.days_since_1970(); ++days) {
    const Date date = Date::from_days(days);
    ASSERT_EQ(Date::from_yyyymmdd(date.yyyymmdd()), date);
    ASSERT_EQ(Date::from_text(date.iso()), date);
  }
}

TEST(Date, days_between_counts_forward) {
  const auto date = [](const char* text) { return *Date::from_yyyymmdd(text); };
  EXPECT_EQ(days_between(date("20200228"), date("20200301")), 2);
  EXPECT_EQ(days_between(date("20210228"), date("20210301")), 1);
  EXPECT_EQ(days_between(date("20210301"), date("20210228")), -1);
}

}  // namespace
}  // namespace plumbline
