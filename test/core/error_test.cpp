// SPDX-License-Identifier: MIT
#include "core/error.h"

#include <array>

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(Error, the_message_says_where_what_and_what_to_do) {
  const Error error(ErrorCode::bad_value, {.file = "tile.csv", .line = 18204, .column = "20190106"},
                    quoted("1,7") + " is not a number", "Decimal comma?");
  EXPECT_STREQ(error.what(), R"(tile.csv:18204: column "20190106": "1,7" is not a number. Decimal comma?)");
}

TEST(Error, parts_that_are_not_known_are_left_out) {
  EXPECT_STREQ(Error(ErrorCode::usage, {}, "no store is named").what(), "no store is named");
  EXPECT_STREQ(Error(ErrorCode::file_missing, {.file = "a.zip"}, "there is no such file").what(),
               "a.zip: there is no such file");
  EXPECT_STREQ(Error(ErrorCode::bad_value, {.line = 3}, "too few fields").what(), "line 3: too few fields");
}

TEST(Error, the_table_has_one_row_for_each_code_in_order) {
  for (std::size_t i = 0; i < error_table().size(); ++i)
    EXPECT_EQ(static_cast<std::size_t>(error_table()[i].code), i);
  EXPECT_EQ(error_kind(ErrorCode::internal).name, "internal");
  EXPECT_EQ(error_kind(ErrorCode::usage).exit_code, 2);
  EXPECT_EQ(error_kind(ErrorCode::interrupted).exit_code, 130);
}

TEST(Error, quoting_makes_any_input_safe_to_print) {
  EXPECT_EQ(quoted("1,7"), "\"1,7\"");
  EXPECT_EQ(quoted(std::string_view("a\0b\n", 4)), "\"a\\x00b\\x0a\"");
  EXPECT_EQ(quoted(std::string(100, 'x')), "\"" + std::string(60, 'x') + "…\"");
}

TEST(Error, the_nearest_name_is_suggested_only_when_it_is_near) {
  const std::array<std::string_view, 3> names{"height", "latitude", "longitude"};
  EXPECT_EQ(nearest_name("heigth", names), "height");
  EXPECT_EQ(nearest_name("lattitude", names), "latitude");
  EXPECT_EQ(nearest_name("velocity", names), "");
}

}  // namespace
}  // namespace plumbline
