// SPDX-License-Identifier: MIT
#include "serve/parameters.h"

#include <array>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

using testing::HasSubstr;

constexpr std::array<std::string_view, 3> kNames{"zoom", "thresh", "asc"};

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    return error.what();
  }
  return "no error";
}

TEST(Parameters, a_target_is_divided_at_the_first_question_mark) {
  EXPECT_EQ(split_target("/a").path, "/a");
  EXPECT_EQ(split_target("/a").query, "");
  EXPECT_EQ(split_target("/a?b=c?d").path, "/a");
  EXPECT_EQ(split_target("/a?b=c?d").query, "b=c?d");
  EXPECT_EQ(split_target("").path, "");
}

TEST(Parameters, values_are_decoded_and_absent_ones_have_their_default) {
  const Parameters parameters("zoom=%35&asc=0&", kNames);
  EXPECT_EQ(parameters.integer("zoom", 9, 0, 30), 5);
  EXPECT_FALSE(parameters.boolean("asc", true));
  EXPECT_EQ(parameters.float32("thresh", 1.5F, 0, 10), 1.5F);
  EXPECT_EQ(Parameters("zoom=a+b%26c", kNames).text("zoom"), "a b&c");
}

TEST(Parameters, a_number_is_rounded_once_to_its_own_type) {
  EXPECT_EQ(Parameters("thresh=0.7", kNames).float32("thresh", 0, 0, 1), 0.7F);
  EXPECT_EQ(Parameters("thresh=0.7", kNames).float64("thresh", 0, 0, 1), 0.7);
  EXPECT_EQ(Parameters("thresh=-1e-1", kNames).float64("thresh", 0, -1, 1), -0.1);
}

TEST(Parameters, an_unknown_name_is_an_error_with_the_nearest_one) {
  EXPECT_THAT(message_of([] { Parameters("zom=1", kNames); }), HasSubstr("Did you mean \"zoom\""));
  EXPECT_THAT(message_of([] { Parameters("x=1", kNames); }), HasSubstr("zoom, thresh, asc"));
  EXPECT_THAT(message_of([] { Parameters("=1", kNames); }), HasSubstr("no parameter \"\""));
}

TEST(Parameters, a_name_given_twice_is_an_error) {
  EXPECT_THAT(message_of([] { Parameters("zoom=1&zoom=1", kNames); }), HasSubstr("\"zoom\" is given twice"));
}

TEST(Parameters, what_is_not_a_number_is_an_error_that_quotes_it) {
  for (const std::string text : {"", "abc", "1,5", "0x10", "1 ", "%201", "+1", "nan", "inf", "-inf", "1e999",
                                 "1.5.2", "%00", "1%00", "'; DROP TABLE points; --", "12abc", "--1", "1e"}) {
    const Parameters parameters("thresh=" + text, kNames);
    EXPECT_THAT(message_of([&] { parameters.float32("thresh", 0, 0, 1e30F); }),
                HasSubstr("parameter \"thresh\""))
        << text;
  }
  for (const std::string text : {"", "1.0", "1e3", "99999999999999999999", "-1", "31", "5;"}) {
    const Parameters parameters("zoom=" + text, kNames);
    EXPECT_THAT(message_of([&] { parameters.integer("zoom", 0, 0, 30); }),
                HasSubstr("whole number from 0 to 30"))
        << text;
  }
  for (const std::string text : {"", "yes", "TRUE", "2", "on"}) {
    const Parameters parameters("asc=" + text, kNames);
    EXPECT_THAT(message_of([&] { parameters.boolean("asc", true); }), HasSubstr("1, 0, true or false"))
        << text;
  }
}

TEST(Parameters, broken_percent_encoding_is_an_error) {
  for (const std::string query : {"zoom=%", "zoom=%4", "zoom=%zz", "%=1"})
    EXPECT_THAT(message_of([&] { Parameters(query, kNames); }), HasSubstr("percent-encoded")) << query;
}

}  // namespace
}  // namespace plumbline::serve
