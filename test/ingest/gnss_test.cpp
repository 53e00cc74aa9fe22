// SPDX-License-Identifier: MIT
#include <cmath>

#include <gmock/gmock.h>

#include "core/error.h"
#include "geodesy/projection.h"
#include "ingest/gnss_table.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using ingest::GnssVelocity;
using ingest::read_gnss_series;
using ingest::read_gnss_velocities;

std::vector<GnssVelocity> read(std::string_view text) {
  const TempFolder folder;
  write_file(folder / "stations.csv", text);
  return read_gnss_velocities(folder / "stations.csv");
}

std::string message_of(std::string_view text) {
  try {
    read(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(Projection, the_nodes_of_the_model_of_EGMS_lie_on_a_grid_of_fifty_kilometres) {
  // Two rows of the model as published, one at each end of Europe.
  const std::vector<double> longitude{24.988045730, -24.480610650}, latitude{71.677059100, 66.521769440};
  const auto places = geodesy::laea_from_geographic(longitude, latitude);
  EXPECT_NEAR(places.easting_m[0], 4850000, 0.01);
  EXPECT_NEAR(places.northing_m[0], 5450000, 0.01);
  EXPECT_NEAR(places.easting_m[1], 2850000, 0.01);
  EXPECT_NEAR(places.northing_m[1], 5200000, 0.01);
  const auto back = geodesy::geographic_from_laea(places.easting_m, places.northing_m);
  EXPECT_NEAR(back.longitude[1], longitude[1], 1e-8);
  EXPECT_NEAR(back.latitude[1], latitude[1], 1e-8);
}

TEST(GnssVelocities, a_euref_vel_file_has_its_columns_between_spaces) {
  const auto velocities = read(
      "Lon Lat E.vel N.vel E.adj N.adj E.sig N.sig Corr U.vel U.adj U.sig Stat\n"
      "13.17922 38.70781 -0.510 1.823 0.00 0.00 0.165 0.171 0.001 -0.889 0.00 0.339 USIX_GPS\n");
  ASSERT_EQ(velocities.size(), 1u);
  const GnssVelocity& usix = velocities.front();
  EXPECT_EQ(usix.name, "USIX_GPS");
  EXPECT_DOUBLE_EQ(usix.longitude, 13.17922);
  EXPECT_DOUBLE_EQ(usix.latitude, 38.70781);
  EXPECT_DOUBLE_EQ(usix.east, -0.510);
  EXPECT_DOUBLE_EQ(usix.north, 1.823);
  EXPECT_DOUBLE_EQ(usix.up, -0.889);
  EXPECT_DOUBLE_EQ(usix.east_std, 0.165);
  EXPECT_DOUBLE_EQ(usix.north_std, 0.171);
  EXPECT_DOUBLE_EQ(usix.up_std, 0.339);
}

TEST(GnssVelocities, the_model_of_EGMS_has_its_header_in_a_comment) {
  const auto velocities = read(
      "#Latitude,Longitude,N,E,Up,SigmaN,SigmaE,SigmaUP,easting,northing\n"
      "71.677059100,24.988045730,0.28,-0.42,0.41,0.41,0.42,0.74,4850000,5450000\n");
  ASSERT_EQ(velocities.size(), 1u);
  EXPECT_EQ(velocities.front().name, "");
  EXPECT_DOUBLE_EQ(velocities.front().longitude, 24.988045730);
  EXPECT_DOUBLE_EQ(velocities.front().north, 0.28);
  EXPECT_DOUBLE_EQ(velocities.front().east, -0.42);
  EXPECT_DOUBLE_EQ(velocities.front().up, 0.41);
  EXPECT_DOUBLE_EQ(velocities.front().east_std, 0.42);
  EXPECT_DOUBLE_EQ(velocities.front().up_std, 0.74);
}

TEST(GnssVelocities, what_is_not_given_is_nan_and_longitudes_are_those_of_maps) {
  const auto velocities =
      read("Station;LON;lat;height;e;n;u\r\n\r\n% a comment\r\n\"AB CD\";190.5;45;100;+1.5;;-0.5\r\n");
  ASSERT_EQ(velocities.size(), 1u);
  EXPECT_EQ(velocities.front().name, "AB CD");
  EXPECT_DOUBLE_EQ(velocities.front().longitude, -169.5);
  EXPECT_DOUBLE_EQ(velocities.front().east, 1.5);
  EXPECT_TRUE(std::isnan(velocities.front().north));
  EXPECT_DOUBLE_EQ(velocities.front().up, -0.5);
  EXPECT_TRUE(std::isnan(velocities.front().up_std));
}

TEST(GnssVelocities, what_is_wrong_is_named_with_its_place) {
  EXPECT_THAT(message_of("lat,e,n,u\n1,2,3,4\n"), testing::HasSubstr("no column for the longitude"));
  EXPECT_THAT(message_of("lon,lat,height\n1,2,3\n"),
              testing::HasSubstr("no column for the velocity to the east, north or up"));
  EXPECT_THAT(message_of("lon,lat,e,n,u\n1,2,3,4,x\n"),
              testing::HasSubstr(":2: column \"u\": \"x\" is not a number"));
  EXPECT_THAT(message_of("lon,lat,e,n,u\n1,2,3,4,5\n1,91,3,4,5\n"),
              testing::HasSubstr(":3: column \"lat\": \"91\" is not between -90 and 90"));
  EXPECT_THAT(message_of("lon,lat,e,n,u\n1,,3,4,5\n"), testing::HasSubstr("column \"lat\""));
  EXPECT_THAT(message_of("lon,lat,e,n,u\n1,2,3,4\n"),
              testing::HasSubstr(":2: the line has 4 fields, the header 5"));
  EXPECT_THAT(message_of("lon,lat,e,n,u,sigma_e\n1,2,3,4,5,-1\n"), testing::HasSubstr("is negative"));
  EXPECT_THAT(message_of(""), testing::HasSubstr("the table is empty"));
  EXPECT_THAT(message_of("\xfd"
                         "7zXZ\n"),
              testing::HasSubstr("Unpack the table first"));
}

TEST(GnssVelocities, the_real_european_table_is_read_as_a_whole) {
  PLUMBLINE_SHARED_OR_SKIP(file, "gnss/euref_all.vel");
  const auto velocities = read_gnss_velocities(file);
  EXPECT_EQ(velocities.size(), 3047u);
  for (const GnssVelocity& velocity : velocities) {
    EXPECT_FALSE(velocity.name.empty());
    EXPECT_LT(std::hypot(velocity.east, velocity.north, velocity.up), 60.0) << velocity.name;
  }
}

constexpr std::string_view kTenv3Header =
    "site YYMMMDD yyyy.yyyy __MJD week d reflon _e0(m) __east(m) ____n0(m) _north(m) u0(m) ____up(m) _ant(m) "
    "sig_e(m) sig_n(m) sig_u(m) __corr_en __corr_eu __corr_nu _latitude(deg) _longitude(deg) __height(m)\n";

TEST(GnssSeries, positions_become_displacements_from_the_first_day_without_losing_digits) {
  const TempFolder folder;
  write_file(
      folder / "USIX.tenv3",
      std::string(kTenv3Header) +
          "USIX 99DEC31 1999.9986 51543 1042 5 13.2 -1500 0.999000 4285000 0.250000 60 0.500000 0.0000 "
          "0.001 0.002 0.005 0.0 0.0 0.0 38.7078130 -346.8207800 60.5\n"
          "USIX 00JAN01 2000.0014 51544 1042 6 13.2 -1499 0.000500 4285000 0.249000 60 0.503000 0.0000 "
          "0.001 0.002 0.006 0.0 0.0 0.0 38.7078130 -346.8207800 60.5\n");
  const auto series = read_gnss_series(folder / "USIX.tenv3");
  EXPECT_EQ(series.station, "USIX");
  EXPECT_NEAR(series.longitude, 13.17922, 1e-9);
  ASSERT_EQ(series.axis.size(), 2u);
  EXPECT_EQ(series.axis.date(0).iso(), "1999-12-31");
  EXPECT_EQ(series.axis.date(1).iso(), "2000-01-01");
  EXPECT_DOUBLE_EQ(series.east_mm[0], 0.0);
  EXPECT_NEAR(series.east_mm[1], 1.5, 1e-9);
  EXPECT_NEAR(series.north_mm[1], -1.0, 1e-9);
  EXPECT_NEAR(series.up_mm[1], 3.0, 1e-9);
  EXPECT_NEAR(series.up_std_mm[1], 6.0, 1e-9);
}

TEST(GnssSeries, days_that_do_not_ascend_and_what_is_no_day_are_errors) {
  const auto with_days = [](std::string_view first, std::string_view second) {
    const TempFolder folder;
    std::string text(kTenv3Header);
    for (const std::string_view day : {first, second})
      text += "ABCD " + std::string(day) + " 0 0 0 0 0 0 0.1 0 0.1 0 0.1 0 0.001 0.001 0.001 0 0 0 45 11 0\n";
    write_file(folder / "ABCD.tenv3", text);
    try {
      read_gnss_series(folder / "ABCD.tenv3");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  EXPECT_EQ(with_days("20JAN03", "20JAN04"), "no error");
  EXPECT_THAT(with_days("20JAN03", "20JAN03"),
              testing::HasSubstr(":3: column \"YYMMMDD\": 2020-01-03 does not come after 2020-01-03"));
  EXPECT_THAT(with_days("20JAN03", "20FEB30"), testing::HasSubstr("\"20FEB30\" is not a day like 20JAN03"));
  EXPECT_THAT(with_days("20JAN03", "20jan04"), testing::HasSubstr("is not a day"));
}

}  // namespace
}  // namespace plumbline::test
