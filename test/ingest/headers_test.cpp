// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "ingest/example_tables.h"

namespace plumbline::test {
namespace {

using ingest::Tile;
using testing::ElementsAre;

std::vector<std::string> names_of(const Tile& tile) {
  std::vector<std::string> names;
  for (const Column& column : tile.columns.columns()) names.push_back(column.name);
  return names;
}

std::string table(const std::string& header, const std::string& row) {
  return header + kThreeDates + "\n" + row + ",-1.0,-1.7,0.8\n";
}

TEST(Headers, an_l2b_table_of_2020_to_2024_gets_the_names_of_the_paper) {
  const Tile tile = read_text(table(kL2bHeader2020, kL2bRowDescending));
  EXPECT_EQ(tile.level, Level::L2b);
  EXPECT_EQ(tile.component, Component::line_of_sight);
  EXPECT_THAT(names_of(tile),
              ElementsAre("pid", "mp_type", "latitude", "longitude", "easting", "northing", "height",
                          "height_wgs84", "line", "pixel", "rmse", "temporal_coherence",
                          "amplitude_dispersion", "incidence_angle", "track_angle", "los_east", "los_north",
                          "los_up", "mean_velocity", "mean_velocity_std", "acceleration", "acceleration_std",
                          "seasonality", "seasonality_std", "gnss_velocity", "orbit"));
  EXPECT_THAT(tile.columns.get<std::string>("pid"), ElementsAre("166ax5Ofja"));
  EXPECT_THAT(tile.columns.get<std::int32_t>("mp_type"), ElementsAre(0));
  EXPECT_THAT(tile.columns.get<double>("latitude"), ElementsAre(38.690708));
  EXPECT_THAT(tile.columns.get<double>("easting"), ElementsAre(4598603.43));
  EXPECT_THAT(tile.columns.get<std::int32_t>("line"), ElementsAre(1217));
  EXPECT_THAT(tile.columns.get<std::int32_t>("pixel"), ElementsAre(4670));
  EXPECT_THAT(tile.columns.get<float>("height"), ElementsAre(-46.6f));
  EXPECT_THAT(tile.columns.get<float>("height_wgs84"), ElementsAre(-3.0f));
  EXPECT_THAT(tile.columns.get<float>("rmse"), ElementsAre(2.4f));
  EXPECT_THAT(tile.columns.get<float>("gnss_velocity"), ElementsAre(-1.6f));
  EXPECT_THAT(tile.columns.get<std::string>("orbit"), ElementsAre("D"));
  EXPECT_THAT(tile.axis.dates(), ElementsAre(*Date::from_text("2020-01-03"), *Date::from_text("2020-01-09"),
                                             *Date::from_text("2020-01-15")));
  EXPECT_THAT(tile.series(0), ElementsAre(-1.0f, -1.7f, 0.8f));
}

TEST(Headers, an_l2b_table_of_2015_to_2021_is_read_as_it_is) {
  const Tile tile = read_text(table(kL2bHeader2015, kL2bRow2015), "102_100");
  EXPECT_EQ(tile.level, Level::L2b);
  EXPECT_EQ(tile.stem, "102_100");
  EXPECT_EQ(names_of(tile).size(), 25u);
  EXPECT_THAT(tile.columns.get<float>("height"), ElementsAre(294.8f));
  EXPECT_THAT(tile.columns.get<float>("temporal_coherence"), ElementsAre(0.6f));
  EXPECT_THAT(tile.columns.get<std::string>("orbit"), ElementsAre("A"));
}

TEST(Headers, cluster_label_makes_a_table_l2a_wherever_it_stands) {
  for (const bool first : {true, false}) {
    const std::string header =
        first ? replaced(kL2bHeader2020, "pid,", "pid,cluster_label,") : kL2bHeader2020 + ",cluster_label";
    const std::string row =
        first ? replaced(kL2bRowDescending, "166ax5Ofja,", "166ax5Ofja,7,") : kL2bRowDescending + ",7";
    const Tile tile = read_text(table(header, row));
    EXPECT_EQ(tile.level, Level::L2a);
    EXPECT_THAT(tile.columns.get<std::int32_t>("cluster_label"), ElementsAre(7));
  }
}

TEST(Headers, l3_tables_of_both_kinds_get_latitude_and_longitude) {
  for (const auto& [header, row] :
       {std::pair(kL3Header2015, kL3Row2015), std::pair(kL3Header2020, kL3Row2020)}) {
    const Tile tile = read_text(table(header, row), "EGMS_L3_E45N17_100km_E_2020_2024_1");
    EXPECT_EQ(tile.level, Level::L3);
    EXPECT_EQ(tile.component, Component::east);
    EXPECT_THAT(tile.columns.get<double>("easting"), ElementsAre(4597550.0));
    // The L2b point 166ax5Ofjb of the same delivery lies at 4598594.94, 1739723.52 = 38.690723 N, 13.171006
    // E.
    EXPECT_NEAR(tile.columns.get<double>("latitude")[0], 38.6915, 0.001);
    EXPECT_NEAR(tile.columns.get<double>("longitude")[0], 13.1591, 0.001);
    EXPECT_EQ(tile.columns.find("orbit"), nullptr);
  }
}

TEST(Headers, an_l3_table_that_holds_latitude_and_longitude_keeps_them) {
  const Tile tile = read_text(table(kL3Header2015 + ",latitude,longitude", kL3Row2015 + ",38.5,13.5"),
                              "EGMS_L3_E45N17_100km_U");
  EXPECT_THAT(tile.columns.get<double>("latitude"), ElementsAre(38.5));
}

TEST(Headers, the_name_of_an_l3_file_says_its_component) {
  const std::string text = table(kL3Header2020, kL3Row2020);
  EXPECT_EQ(read_text(text, "EGMS_L3_E45N17_100km_U").component, Component::up);
  EXPECT_EQ(read_text(text, "my_area_U").component, Component::up);
  EXPECT_EQ(read_text(text, "E_my_area").component, Component::east);
}

TEST(Headers, columns_and_dates_may_stand_in_any_order_and_dates_may_have_a_letter) {
  const std::string fixed = kL2bHeader2020.substr(4);  // without "pid,"
  const std::string values = kL2bRowDescending.substr(11);
  const Tile tile = read_text("D_20200115,d_20200103," + fixed + ",D20200109,_20191228,pid\n3.0,1.0," +
                              values + ",2.0,-9.5,166ax5Ofja\n");
  EXPECT_THAT(tile.series(0), ElementsAre(-9.5f, 1.0f, 2.0f, 3.0f));
  EXPECT_EQ(tile.axis.date(0).iso(), "2019-12-28");
  EXPECT_EQ(names_of(tile).front(), "pid");
  EXPECT_EQ(names_of(tile)[1], "mp_type");
  EXPECT_THAT(tile.columns.get<std::string>("pid"), ElementsAre("166ax5Ofja"));
}

TEST(Headers, unknown_columns_are_kept_with_the_type_that_their_values_allow) {
  const std::string row2 = replaced(kL2bRowAscending, "1WBfX4cr1r", "1WBfX4cr1r");
  const std::string text = kL2bHeader2020 + ",snow_depth,town,asset,empty" + kThreeDates + "\n" +
                           kL2bRowDescending + ",1.25,Ustica,123456789,,1.0,2.0,3.0\n" + row2 +
                           ",NaN,Città,5,,1.0,2.0,3.0\n";
  const Tile tile = read_text(text);
  EXPECT_THAT(tile.columns.get<float>("snow_depth"), ElementsAre(1.25f, testing::IsNan()));
  EXPECT_THAT(tile.columns.get<std::string>("town"), ElementsAre("Ustica", "Città"));
  EXPECT_THAT(tile.columns.get<double>("asset"), ElementsAre(123456789.0, 5.0))
      << "float32 would lose digits";
  EXPECT_THAT(tile.columns.get<float>("empty"), ElementsAre(testing::IsNan(), testing::IsNan()));
  EXPECT_THAT(tile.columns.get<std::string>("orbit"), ElementsAre("D", "A"));
}

TEST(Headers, a_table_of_series_needs_only_pids_and_dates) {
  const Tile tile = read_text("20200103,pid,note,20200109\n1.5,S000597,x,\n2.5,S1,y,-0.25\n", "series",
                              ingest::TableShape::series);
  EXPECT_THAT(tile.columns.get<std::string>("pid"), ElementsAre("S000597", "S1"));
  EXPECT_THAT(tile.series(0), ElementsAre(1.5f, testing::IsNan()));
  EXPECT_THAT(tile.series(1), ElementsAre(2.5f, -0.25f));
  EXPECT_EQ(
      error_of([] { read_text("20200103\n1.5\n", "s", ingest::TableShape::series); }),
      "bad_header: s.csv:1: column \"pid\": this column is missing. A table of series has a column pid and "
      "columns of dates");
  EXPECT_EQ(error_of([] { read_text("pid,20200103\na,1\na,2\n", "s", ingest::TableShape::series); }),
            "bad_value: s.csv:3: column \"pid\": \"a\" is the point of line 2 already. Each point must be "
            "there once");
}

struct BadHeader {
  std::string text;
  std::string message;
};

TEST(Headers, what_is_wrong_with_a_header_is_said) {
  const std::string good = kL2bHeader2020 + kThreeDates;
  const std::vector<BadHeader> cases{
      {"", "tile.csv: the table is empty"},
      {"\xef\xbb\xbf", "tile.csv:1: the header is empty. The first line must name the columns"},
      {"\n", "tile.csv:1: the header is empty. The first line must name the columns"},
      {std::string("\xff\xfep\0i\0d\0", 8), "tile.csv:1: the file is UTF-16 text. Save it as UTF-8"},
      {std::string("\xfe\xff\0p\0i\0d", 8), "tile.csv:1: the file is UTF-16 text. Save it as UTF-8"},
      {std::string("p\0i\0d\0,\0", 8),
       "tile.csv:1: the header contains a NUL byte: this is not a text file, or it is UTF-16. Save it as "
       "UTF-8"},
      {"pid,h\xe9ight\n", "tile.csv:1: the header is not UTF-8 text. Save it as UTF-8"},
      {"\"pid\",\"mp_type\"\n", "tile.csv:1: the header contains quotes. EGMS tables have none: remove them"},
      {"pid;mp_type;latitude\n",
       "tile.csv:1: the columns are separated by \";\". Separate them by commas, and write decimals with a "
       "point"},
      {"pid\tmp_type\n",
       "tile.csv:1: the columns are separated by \"\\x09\". Separate them by commas, and write decimals with "
       "a "
       "point"},
      {replaced(good, "temporal_coherence", "temporal_coherance"),
       "tile.csv:1: column \"temporal_coherence\": this column is missing. Is it the one called "
       "\"temporal_coherance\"?"},
      {replaced(good, "latitude", "Latitude"),
       "tile.csv:1: column \"latitude\": this column is missing. Is it the one called \"Latitude\"?"},
      {replaced(good, "seasonality,seasonality_std,", ""),
       "tile.csv:1: column \"seasonality\": this column is missing, and 1 more. Every EGMS L2b table has it"},
      {replaced(good, "pid,", ""),
       "tile.csv:1: column \"pid\": this column is missing. Every EGMS L2b table has it"},
      {replaced(good, "mp_type", "pid"), "tile.csv:1: column \"pid\": this column is there twice"},
      {good + ",20200109", "tile.csv:1: column \"20200109\": this column is there twice"},
      {good + ",D20200109", "tile.csv:1: column \"D20200109\": this is the same column as \"20200109\""},
      {good + ",height", "tile.csv:1: column \"height\": this is the same column as \"height_ortho\""},
      {replaced(good, "20200109", "20201301"), "tile.csv:1: column \"20201301\": \"20201301\" is not a date"},
      {replaced(good, "20200109", "D_20200230"),
       "tile.csv:1: column \"D_20200230\": \"20200230\" is not a date"},
      {kL2bHeader2020,
       "tile.csv:1: there is no column of displacements. Their names are dates, like 20200103"},
      {"," + good, "tile.csv:1: column 1 of 29 has no name. An index column of another program? Remove it"},
      {good + ",", "tile.csv:1: column 29 of 29 has no name. An index column of another program? Remove it"},
      {good + ",orbit",
       "tile.csv:1: column \"orbit\": Plumbline adds a column of this name itself. Rename it"},
      {kL3Header2020 + kThreeDates,
       "tile.csv:1: this is an L3 table, and neither its columns nor its name say whether it is East or Up. "
       "Give "
       "it the name of its delivery, or one that ends in _E or _U"},
  };
  for (const BadHeader& c : cases)
    EXPECT_EQ(error_of([&] { read_text(c.text); }), "bad_header: " + c.message) << quoted(c.text);
}

TEST(Headers, a_table_must_be_what_its_name_says) {
  EXPECT_EQ(
      error_of([] { read_text(table(kL3Header2020, kL3Row2020), "EGMS_L2b_022_0845_IW2_VV"); }),
      "bad_header: EGMS_L2b_022_0845_IW2_VV.csv:1: column \"mp_type\": this column is missing, and 12 more. "
      "Every EGMS L2b table has it");
}

}  // namespace
}  // namespace plumbline::test
