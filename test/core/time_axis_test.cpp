// SPDX-License-Identifier: MIT
#include "core/time_axis.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline {
namespace {

std::vector<Date> days(std::initializer_list<const char*> texts) {
  std::vector<Date> dates;
  for (const char* text : texts) dates.push_back(*Date::from_yyyymmdd(text));
  return dates;
}

TEST(TimeAxis, years_count_from_the_first_acquisition_in_units_of_365_25_days) {
  const TimeAxis axis(days({"20200103", "20200109", "20210103"}));
  EXPECT_EQ(axis.years(0), 0.0);
  EXPECT_DOUBLE_EQ(axis.years(1), 6 / 365.25);
  EXPECT_DOUBLE_EQ(axis.years(2), 366 / 365.25);
}

TEST(TimeAxis, dates_must_ascend_each_once) {
  EXPECT_THROW(TimeAxis(days({"20200103", "20200103"})), Error);
  EXPECT_THROW(TimeAxis(days({"20200109", "20200103"})), Error);
  EXPECT_TRUE(TimeAxis(std::vector<Date>{}).empty());
  EXPECT_EQ(TimeAxis(days({"20200103"})).size(), 1U);
}

}  // namespace
}  // namespace plumbline
