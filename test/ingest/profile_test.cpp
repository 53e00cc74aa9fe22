// SPDX-License-Identifier: MIT
#include <cmath>

#include <gmock/gmock.h>

#include "core/named_point_id.h"
#include "ingest/example_tables.h"
#include "ingest/field_cutter.h"
#include "ingest/table_profile.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using ingest::DatePattern;
using ingest::TableProfile;
using testing::ElementsAre;
using testing::HasSubstr;

std::string date_in(const std::string& pattern, const std::string& name) {
  const auto date = DatePattern(pattern).date_of(name);
  return date ? date->iso() : "none";
}

TEST(DatePattern, says_the_date_of_names_that_are_wholly_like_it) {
  EXPECT_EQ(date_in("d_%Y%m%d", "d_20160327"), "2016-03-27");
  EXPECT_EQ(date_in("%d/%m/%y", "27/03/16"), "2016-03-27");
  EXPECT_EQ(date_in("%d/%m/%y", "27/03/92"), "1992-03-27");
  EXPECT_EQ(date_in("def %d%b%Y (100%%)", "def 01dEc2019 (100%)"), "2019-12-01");
  for (const char* other : {"a_20160327", "d_20160327_", "d_2016032", "d_", "", "D_20160327", "d_20160230"})
    EXPECT_EQ(date_in("d_%Y%m%d", other), "none") << other;
}

TEST(DatePattern, must_name_year_month_and_day_once) {
  for (const char* pattern : {"", "d", "%Y%m", "%Y%m%d%d", "%Y%y%m%d", "%Y%m%q%d", "%Y%m%d%", "%Y%j"})
    EXPECT_THAT(error_of([&] { DatePattern{pattern}; }), HasSubstr("usage")) << pattern;
}

TEST(FieldCutter, cuts_at_separators_outside_of_quotes) {
  ingest::FieldCutter cutter(';');
  std::vector<std::string_view> fields;
  ASSERT_TRUE(cutter.cut(R"(a; 1,5 ;"x;y" ; "say ""no""";)", fields));
  EXPECT_THAT(fields, ElementsAre("a", "1,5", "x;y", "say \"no\"", ""));
  ASSERT_TRUE(cutter.cut("", fields));
  EXPECT_THAT(fields, ElementsAre(""));
  for (const char* broken : {R"(a;"b)", R"("a"b;c)", R"(")", R"("a""b;c)"})
    EXPECT_FALSE(cutter.cut(broken, fields)) << broken;
}

TEST(PointIdFromName, is_the_same_for_the_same_name_and_spells_no_place) {
  const PointId pid = point_id_from_name("L00003234P00006283");
  EXPECT_EQ(pid, point_id_from_name("L00003234P00006283"));
  EXPECT_NE(pid, point_id_from_name("L00003234P00006284"));
  EXPECT_NE(pid, point_id_from_name("L00003234P00006283", 1));
  EXPECT_FALSE(burst_position(pid));
  EXPECT_FALSE(grid_cell(pid));
}

TableProfile a_profile() {
  TableProfile profile{.dates = DatePattern("%Y-%m-%d")};
  profile.columns = {{"pid", "id"}, {"longitude", "lon"}, {"latitude", "lat"}, {"mean_velocity", "v"}};
  return profile;
}

/// Reads `text` as the file p.csv.
ingest::Tile read(const std::string& text, const TableProfile& profile, std::vector<std::string>* rest = {}) {
  const TempFolder folder;
  write_file(folder / "p.csv", text);
  std::vector<std::string> left_out;
  ingest::Tile tile = read_profiled_table(folder / "p.csv", profile, left_out);
  if (rest != nullptr) *rest = left_out;
  return tile;
}

const std::string kTable =
    "id,lon,lat,v,2016-04-07,2016-03-27\n"
    "P-1,4.9115,52.3454,1.5,-0.5,1\n"
    "P-2,4.9116,52.3455,NaN,,2\n";

TEST(ProfiledTable, has_the_columns_and_series_of_a_delivery) {
  const ingest::Tile tile = read(kTable, a_profile());
  EXPECT_EQ(tile.stem, "p");
  EXPECT_EQ(tile.level, Level::L2a);
  EXPECT_THAT(tile.columns.get<std::string>("source_pid"), ElementsAre("P-1", "P-2"));
  EXPECT_EQ(tile.columns.get<std::string>("pid")[1], point_id_from_name("P-2").text());
  EXPECT_EQ(tile.axis.dates().front().iso(), "2016-03-27");
  EXPECT_THAT(tile.series_mm, ElementsAre(1.0f, -0.5f, 2.0f, testing::IsNan()));
  EXPECT_EQ(tile.columns.get<float>("mean_velocity")[0], 1.5f);
  EXPECT_TRUE(std::isnan(tile.columns.get<float>("mean_velocity")[1]));
  // By PROJ's own cs2cs.
  EXPECT_NEAR(tile.columns.get<double>("easting")[0], 3974550.63, 0.01);
  EXPECT_NEAR(tile.columns.get<double>("northing")[0], 3260547.04, 0.01);
  EXPECT_THAT(tile.columns.get<std::string>("orbit"), ElementsAre("", ""));  // not known
}

TEST(ProfiledTable, units_and_direction_are_those_of_a_delivery) {
  TableProfile profile = a_profile();
  profile.displacement_to_mm = -ingest::unit_factor("displacement", "m").value();
  profile.columns.back().factor = -ingest::unit_factor("mean_velocity", "cm/yr").value();
  const ingest::Tile tile = read(kTable, profile);
  EXPECT_THAT(tile.series_mm, ElementsAre(-1000.0f, 500.0f, -2000.0f, testing::IsNan()));
  EXPECT_EQ(tile.columns.get<float>("mean_velocity")[0], -15.0f);
  EXPECT_FALSE(ingest::unit_factor("mean_velocity", "mm"));
  EXPECT_FALSE(ingest::unit_factor("temporal_coherence", "mm"));
}

TEST(ProfiledTable, separator_decimal_sign_and_missing_values_are_the_profiles) {
  TableProfile profile = a_profile();
  profile.separator = ';';
  profile.decimal = ',';
  profile.missing = {"-999"};
  const ingest::Tile tile =
      read("id;lon;lat;v;2016-03-27\r\n\"a;1\";4,5;52,5;-999;+1,25\r\nb;4,6;52,5;2;-999", profile);
  EXPECT_THAT(tile.columns.get<std::string>("source_pid"), ElementsAre("a;1", "b"));
  EXPECT_EQ(tile.columns.get<double>("longitude")[0], 4.5);
  EXPECT_TRUE(std::isnan(tile.columns.get<float>("mean_velocity")[0]));
  EXPECT_THAT(tile.series_mm, ElementsAre(1.25f, testing::IsNan()));
}

TEST(ProfiledTable, keeps_the_ids_that_are_like_those_of_egms_and_numbers_points_without) {
  const std::string text = "id,lon,lat,v,2016-03-27\n166ax5Ofja,4.9,52.3,1,0\n";
  const ingest::Tile tile = read(text, a_profile());
  EXPECT_THAT(tile.columns.get<std::string>("pid"), ElementsAre("166ax5Ofja"));
  EXPECT_EQ(tile.columns.find("source_pid"), nullptr);
  TableProfile without = a_profile();
  without.columns.erase(without.columns.begin());
  EXPECT_THAT(read(text, without).columns.get<std::string>("source_pid"), ElementsAre("1"));
}

TEST(ProfiledTable, coordinates_of_another_system_are_turned) {
  TableProfile profile = a_profile();
  profile.crs = "EPSG:32631";  // UTM 31 N
  profile.columns = {{"easting", "lon"}, {"northing", "lat"}, {"mean_velocity", "v"}};
  const ingest::Tile tile = read("id,lon,lat,v,2016-03-27\na,500000,5761038.21,1,0\n", profile);
  EXPECT_NEAR(tile.columns.get<double>("longitude")[0], 3.0, 1e-9);  // its central meridian
  EXPECT_NEAR(tile.columns.get<double>("latitude")[0], 52.0, 1e-4);
  profile.crs = "EPSG:nonsense";
  EXPECT_THAT(error_of([&] { read("id,lon,lat,v,2016-03-27\na,5,5,1,0\n", profile); }),
              HasSubstr("\"EPSG:nonsense\" is no reference system"));
}

TEST(ProfiledTable, columns_that_are_kept_find_their_type_and_others_are_named) {
  TableProfile profile = a_profile();
  profile.columns.push_back({"flags", "f"});
  profile.columns.push_back({"note", "n"});
  profile.constants = {{"incidence_angle", 37.5}, {"track_angle", -10.0}};
  std::vector<std::string> left_out;
  const ingest::Tile tile =
      read("id,lon,lat,v,2016-03-27,f,n,h2,\na,4,52,1,0,100001,x,7,0\n", profile, &left_out);
  EXPECT_EQ(tile.columns.get<float>("flags")[0], 100001.0f);
  EXPECT_EQ(tile.columns.get<std::string>("note")[0], "x");
  EXPECT_EQ(tile.columns.get<float>("incidence_angle")[0], 37.5f);
  EXPECT_EQ(tile.columns.get<std::string>("orbit")[0], "A");
  EXPECT_THAT(left_out, ElementsAre("h2"));
}

TEST(ProfiledTable, the_line_of_sight_follows_from_the_angles) {
  TableProfile profile = a_profile();
  profile.constants = {{"incidence_angle", 37.31}, {"track_angle", 191.42}};
  const ingest::Tile tile = read(kTable, profile);
  // As EGMS prints it for these angles: 0.594, -0.12, 0.795.
  EXPECT_NEAR(tile.columns.get<float>("los_east")[0], 0.594, 5e-4);
  EXPECT_NEAR(tile.columns.get<float>("los_north")[0], -0.12, 5e-4);
  EXPECT_NEAR(tile.columns.get<float>("los_up")[0], 0.795, 5e-4);
  EXPECT_EQ(tile.columns.get<std::string>("orbit")[0], "D");
  EXPECT_TRUE(std::isnan(read(kTable, a_profile()).columns.get<float>("los_up")[0]));
}

struct BadTable {
  const char* from;
  const char* to;
  const char* message;
};

TEST(ProfiledTable, what_is_wrong_gives_one_clear_error) {
  const std::vector<BadTable> bad_tables{
      {"lon", "long", "column \"lon\": the profile names this column, and the table has none"},
      {"id,lon,lat,v", "id,lon,lon,v", "p.csv:1: column \"lon\": this column is there twice"},
      {"2016-04-07", "2016-03-27", "column \"2016-03-27\": the date 2016-03-27 is there twice"},
      {"2016-04-07,2016-03-27", "a,b", "no column is named like \"%Y-%m-%d\""},
      {"P-2", "P-1", "p.csv:3: column \"id\": the point \"P-1\" is there twice"},
      {"P-2", "", "p.csv:3: column \"id\": the point has no id"},
      {"4.9115", "x", "p.csv:2: column \"lon\": \"x\" is not a number"},
      {"4.9115", "", "p.csv:2: column \"lon\": the value is missing"},
      {"4.9115", "184", "p.csv:2: column \"lon\": \"184\" is not within -180 and 180"},
      {"-0.5", "1e999", "p.csv:2: column \"2016-04-07\""},
      {"-0.5", "0,5", "p.csv:2: the row has 7 values, the header 6 columns"},
      {",2\n", "\n", "p.csv:3: the row has 5 values, the header 6 columns. The file may be cut off"},
      {"P-2", "\"P-2", "p.csv:3: a quote is never closed"},
      {"P-2", "\xff", "p.csv:3: the line is not UTF-8 text"}};
  for (const BadTable& bad : bad_tables) {
    SCOPED_TRACE(bad.message);
    EXPECT_THAT(error_of([&] { read(replaced(kTable, bad.from, bad.to), a_profile()); }),
                HasSubstr(bad.message));
  }
}

TEST(ProfiledTable, a_header_alone_is_an_error) {
  EXPECT_THAT(error_of([] { read("id,lon,lat,v,2016-03-27\n", a_profile()); }),
              HasSubstr("the table has a header and no rows"));
  EXPECT_THAT(error_of([] { read("", a_profile()); }), HasSubstr("the table is empty"));
}

}  // namespace
}  // namespace plumbline::test
