// SPDX-License-Identifier: MIT
#include "core/table.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline {
namespace {

using Doubles = std::vector<double>;
using Texts = std::vector<std::string>;

TEST(Table, columns_are_found_by_name_and_type) {
  const Table table({{"easting", Doubles{1.5, 2.5}}, {"pid", Texts{"a", "b"}}});
  EXPECT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.get<double>("easting")[1], 2.5);
  EXPECT_EQ(table.find("pid")->type(), ColumnType::text);
  EXPECT_EQ(table.find("Pid"), nullptr);
}

TEST(Table, a_column_that_is_not_there_names_itself) {
  const Table table({{"easting", Doubles{1}}});
  try {
    table.get<std::string>("class_1");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::missing_stage);
    EXPECT_EQ(error.where().column, "class_1");
  }
  EXPECT_THROW(table.get<float>("easting"), Error);
}

TEST(Table, columns_have_one_length_and_unique_names) {
  Table table({{"easting", Doubles{1, 2}}});
  EXPECT_THROW(table.add({"northing", Doubles{1}}), Error);
  EXPECT_THROW(table.add({"easting", Doubles{1, 2}}), Error);
  EXPECT_EQ(Table().rows(), 0U);
}

TEST(Table, an_empty_column_of_each_type_has_that_type) {
  for (const auto type : {ColumnType::float64, ColumnType::float32, ColumnType::int32, ColumnType::int64,
                          ColumnType::text, ColumnType::flag}) {
    EXPECT_EQ(make_column("x", type, 3).type(), type);
    EXPECT_EQ(make_column("x", type, 3).size(), 0U);
  }
}

}  // namespace
}  // namespace plumbline
