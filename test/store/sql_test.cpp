// SPDX-License-Identifier: MIT
#include "store/sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/store_fixture.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

using plumbline::test::TempFolder;
using testing::ElementsAre;
using testing::HasSubstr;

class Sql : public testing::Test {
 protected:
  Sql() : store_(Store::open_or_create(folder_ / "my store")) {
    put(store_, three_points());
    SmallTile other = three_points();
    other.description.stem = "b_tile";
    other.axis = TimeAxis(dates({"2020-01-03", "2020-01-10", "2020-01-15", "2020-01-21"}));
    other.meta.add({"class_1", std::vector<std::string>{"linear", "stable", "noisy"}});
    put(store_, other);
  }
  std::string message_of(std::string_view sql) const {
    try {
      rows_of(store_, sql);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::usage) << sql;
      return error.what();
    }
    ADD_FAILURE() << "no error: " << sql;
    return "";
  }
  TempFolder folder_;
  Store store_;
};

TEST_F(Sql, all_metadata_joins_tiles_by_column_name) {
  EXPECT_THAT(rows_of(store_, "SELECT tile, pid, class_1 FROM all_metadata ORDER BY tile, pid"),
              ElementsAre("EGMS_L2b_022_0845_IW2_VV_2020_2024_1|166ax5Ofja|NULL",
                          "EGMS_L2b_022_0845_IW2_VV_2020_2024_1|166ax5Ofjb|NULL",
                          "EGMS_L2b_022_0845_IW2_VV_2020_2024_1|166ax5nanE|NULL", "b_tile|166ax5Ofja|linear",
                          "b_tile|166ax5Ofjb|stable", "b_tile|166ax5nanE|noisy"));
}

TEST_F(Sql, all_timeseries_has_the_dates_of_all_tiles) {
  EXPECT_THAT(
      rows_of(
          store_,
          R"(SELECT tile, "20200109", "20200110" FROM all_timeseries WHERE pid = '166ax5Ofja' ORDER BY 1)"),
      ElementsAre("EGMS_L2b_022_0845_IW2_VV_2020_2024_1|-1.7|NULL", "b_tile|NULL|-1.7"));
}

TEST_F(Sql, the_header_names_columns_and_types) {
  std::vector<std::string> seen;
  query(
      store_, "SELECT pid, mp_type AS n, longitude, pid AS n, 1.5 AS d, geometry AS g FROM all_metadata; ",
      [&](std::span<const QueryColumn> columns) {
        for (const QueryColumn& c : columns)
          seen.push_back(c.name + " " + c.type + (c.is_number ? " number" : ""));
      },
      [](auto) {});
  EXPECT_THAT(seen, ElementsAre("pid VARCHAR", "n INTEGER number", "longitude DOUBLE number", "n VARCHAR",
                                "d DECIMAL(2,1) number", "g GEOMETRY"));
}

TEST_F(Sql, geometry_is_readable_and_statements_may_end_in_comments) {
  EXPECT_THAT(
      rows_of(store_, "SELECT geometry FROM all_metadata WHERE pid = '166ax5nanE' AND tile = 'b_tile' -- it"),
      ElementsAre("POINT (-0.1 51.5)"));
}

TEST_F(Sql, other_statements_that_only_read_work) {
  EXPECT_FALSE(rows_of(store_, "DESCRIBE all_metadata").empty());
  EXPECT_FALSE(rows_of(store_, "SUMMARIZE all_metadata").empty());
  EXPECT_THAT(rows_of(store_, "SHOW TABLES"), ElementsAre("all_metadata", "all_timeseries"));
  EXPECT_FALSE(rows_of(store_, "EXPLAIN SELECT 1").empty());
  EXPECT_FALSE(rows_of(store_, "explain analyze SELECT 1").empty());
  EXPECT_THAT(rows_of(store_, "WITH x AS (SELECT 2 AS a) FROM x"), ElementsAre("2"));
}

TEST_F(Sql, nothing_can_be_written_and_nothing_outside_can_be_read) {
  const std::string inside = (store_.folder() / "processed/x.csv").string();
  for (const std::string& sql :
       {"COPY (SELECT 1) TO '" + inside + "'", "EXPLAIN ANALYZE COPY (SELECT 1) TO '" + inside + "'",
        std::string("CREATE TABLE t AS SELECT 1"), std::string("ATTACH '/tmp/x.db'"),
        std::string("SET threads = 1"), std::string("DROP VIEW all_metadata"),
        std::string("INSTALL spatial")})
    EXPECT_THAT(message_of(sql), HasSubstr("only SELECT")) << sql;
  EXPECT_FALSE(std::filesystem::exists(inside));
  plumbline::test::write_file(folder_ / "secret.csv", "a\n1\n");
  EXPECT_THAT(message_of("FROM read_csv('" + (folder_ / "secret.csv").string() + "')"),
              HasSubstr("disabled"));
  EXPECT_THAT(
      message_of("FROM read_text('" + (store_.folder() / "processed/../../secret.csv").string() + "')"),
      HasSubstr("disabled"));
  message_of("SELECT 1; SELECT 2");
  message_of("SELECT 1) UNION (SELECT 2");
  message_of("");
}

TEST_F(Sql, a_mistake_gets_the_message_of_duckdb) {
  EXPECT_THAT(message_of("SELECT velocity FROM all_metadata"), HasSubstr("mean_velocity"));
}

TEST_F(Sql, the_order_that_was_asked_for_is_kept) {
  const auto rows = rows_of(store_, "SELECT range AS i FROM range(100000) ORDER BY i DESC");
  ASSERT_EQ(rows.size(), 100'000U);
  for (std::size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(rows[i], std::to_string(99'999 - i));
}

TEST(SqlEmpty, a_store_without_tiles_has_empty_views) {
  const TempFolder folder;
  const Store store = Store::open_or_create(folder / "s");
  EXPECT_THAT(rows_of(store, "SELECT count(*) FROM all_metadata"), ElementsAre("0"));
  EXPECT_THAT(rows_of(store, "SELECT count(*) FROM all_timeseries"), ElementsAre("0"));
}

}  // namespace
}  // namespace plumbline::store::test
