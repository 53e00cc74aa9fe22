// SPDX-License-Identifier: MIT
#include <limits>

#include <gtest/gtest.h>

#include "serve/header_lists.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

template <typename T>
std::string json(const T& value) {
  std::string text;
  store::append_json(text, value);
  return text;
}

TEST(JsonText, float32_looks_as_in_the_delivery) {
  EXPECT_EQ(json(0.6F), "0.6");
  EXPECT_EQ(json(-0.0F), "-0.0");
  EXPECT_EQ(json(1.0F), "1.0");
  EXPECT_EQ(json(-12.3F), "-12.3");
  EXPECT_EQ(json(0.0F), "0.0");
  EXPECT_EQ(json(38.690708), "38.690708");
  EXPECT_EQ(json(13.0), "13.0");
}

TEST(JsonText, what_json_cannot_say_is_null) {
  EXPECT_EQ(json(std::numeric_limits<float>::quiet_NaN()), "null");
  EXPECT_EQ(json(-std::numeric_limits<double>::infinity()), "null");
}

TEST(JsonText, strings_are_escaped_and_broken_utf8_is_replaced) {
  EXPECT_EQ(json(std::string_view("a\"b\\\n")), R"("a\"b\\\n")");
  EXPECT_EQ(json(std::string_view("\xff")), "\"\xef\xbf\xbd\"");
}

TEST(JsonText, missing_values_of_every_column_type_are_null) {
  const auto cell = [](ColumnValues values) {
    std::string text;
    store::append_json(text, Column{"x", std::move(values)}, 0);
    return text;
  };
  EXPECT_EQ(cell(std::vector<double>{std::numeric_limits<double>::quiet_NaN()}), "null");
  EXPECT_EQ(cell(std::vector<std::int32_t>{kMissingInt32}), "null");
  EXPECT_EQ(cell(std::vector<std::int64_t>{kMissingInt64}), "null");
  EXPECT_EQ(cell(std::vector<std::string>{""}), "null");
  EXPECT_EQ(cell(std::vector<Flag>{Flag::missing}), "null");
  EXPECT_EQ(cell(std::vector<Flag>{Flag::yes}), "true");
  EXPECT_EQ(cell(std::vector<std::int32_t>{-7}), "-7");
  EXPECT_EQ(cell(std::vector<float>{2.5F}), "2.5");
}

TEST(AcceptEncoding, gzip_is_accepted_when_named_or_starred_and_not_weighed_zero) {
  for (const char* header : {"gzip", "deflate, gzip;q=0.5", "GZIP", "*", "br;q=1.0,*;q=0.1", "x-gzip"})
    EXPECT_TRUE(accepts_gzip(header)) << header;
  for (const char* header :
       {"", "identity", "gzip;q=0", "gzip; q=0.000, *", "deflate", "*;q=0", "gzipped", ",;,"})
    EXPECT_FALSE(accepts_gzip(header)) << header;
}

TEST(AcceptEncoding, a_weight_of_0_that_more_parameters_follow_is_read_to_its_end) {
  for (const char* header : {"gzip;q=0;q=0.5", "gzip;q=0;x=1, deflate", "*;q=0.;;"})
    EXPECT_FALSE(accepts_gzip(header)) << header;
  EXPECT_TRUE(accepts_gzip("deflate;q=0;x, gzip"));
}

TEST(IfNoneMatch, compares_weakly_with_any_tag_of_the_list) {
  EXPECT_TRUE(lists_etag("\"a\"", "\"a\""));
  EXPECT_TRUE(lists_etag("\"x\" , W/\"a\"", "\"a\""));
  EXPECT_TRUE(lists_etag("*", "\"a\""));
  EXPECT_FALSE(lists_etag("", "\"a\""));
  EXPECT_FALSE(lists_etag("a", "\"a\""));
  EXPECT_FALSE(lists_etag("\"aa\"", "\"a\""));
}

}  // namespace
}  // namespace plumbline::serve
