// SPDX-License-Identifier: MIT
#include "geodesy/sheets.h"

#include <cmath>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "ellipsoid.h"
#include "geodesy/europe.h"

namespace plumbline::geodesy {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Sheet> lay(const std::vector<Degrees>& places, double reach_m) {
  std::vector<double> longitude, latitude;
  for (const Degrees& place : places) {
    longitude.push_back(place.longitude);
    latitude.push_back(place.latitude);
  }
  const Projected laea = laea_from_geographic(longitude, latitude);
  return lay_on_sheets(laea.easting_m, laea.northing_m, reach_m);
}

/// How far the nearest copies of two places are from each other on the sheet that `a` is its own of; infinite
/// when `b` does not lie there.
double metres_on_own_sheet(const std::vector<Sheet>& sheets, std::uint32_t a, std::uint32_t b) {
  double least_m = std::numeric_limits<double>::infinity();
  for (const Sheet& sheet : sheets) {
    for (std::size_t i = 0; i < sheet.size(); ++i) {
      if (sheet.place[i] != a || sheet.is_own[i] == 0) continue;
      for (std::size_t j = 0; j < sheet.size(); ++j) {
        if (sheet.place[j] == b)
          least_m = std::min(least_m, std::hypot(sheet.easting_m[i] - sheet.easting_m[j],
                                                 sheet.northing_m[i] - sheet.northing_m[j]));
      }
    }
  }
  return least_m;
}

// Mexico, Jakarta, Fiji and Chukotka on both sides of 180°, Tierra del Fuego, McMurdo, the equator at sea,
// north of Siberia, and 85° S, on the 180th meridian itself by either name.
const std::vector<Degrees> kElsewhere{
    {-99.13, 19.43}, {106.8, -6.2},  {179.99999, -16.8}, {-179.99999, -16.8}, {180, 66.0},   {-180, 66.0},
    {-68.3, -54.8},  {166.7, -77.8}, {-30.0, 0.0},       {60.0, 0.000001},    {100.0, 84.9}, {180, -84.97}};

TEST(Sheets, neighbours_lie_a_millimetre_in_ten_kilometres_from_where_they_should) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> azimuth(0, 360);
  for (const double metres : {20.0, 100.0, 999.0, 2'799.0}) {
    for (const Degrees& place : kElsewhere) {
      for (int i = 0; i < 50; ++i) {
        const Degrees other = gone(place, azimuth(random), metres);
        if (std::abs(other.latitude) > kMaxLatitude) continue;
        const auto sheets = lay({place, other}, 2'800);
        constexpr double kRoundingM = 1e-5;  // of coordinates on the two strips next to the equator
        for (const auto& [a, b] : {std::pair(0U, 1U), std::pair(1U, 0U)})
          EXPECT_NEAR(metres_on_own_sheet(sheets, a, b), metres, 1e-7 * metres + kRoundingM)
              << place.longitude << ' ' << place.latitude << " to " << other.longitude << ' '
              << other.latitude;
      }
    }
  }
}

TEST(Sheets, ten_kilometres_along_a_strip_are_true_to_a_millimetre) {
  std::mt19937 random(2);
  std::uniform_real_distribution<double> latitude(-85, 85), longitude(-180, 180), turn(-1, 1);
  for (int i = 0; i < 2'000; ++i) {
    const Degrees place{longitude(random), latitude(random)};
    Degrees other = gone(place, 90 + 5 * turn(random), 10'000);
    const auto sheets = lay({place}, 100);
    ASSERT_THAT(sheets, SizeIs(1));
    if (sheets[0].number == 0 || std::abs(other.latitude - place.latitude) > 0.005) continue;
    if (other.longitude < place.longitude - 180) other.longitude += 360;
    const Projected there =
        on_sheet(sheets[0].number, 100, std::array{other.longitude}, std::array{other.latitude});
    EXPECT_NEAR(std::hypot(there.easting_m[0] - sheets[0].easting_m[0],
                           there.northing_m[0] - sheets[0].northing_m[0]),
                10'000, 0.001)
        << place.longitude << ' ' << place.latitude;
  }
}

/// Places around a middle, up to `width_m` / 2 to all sides, thinly spread.
std::vector<Degrees> cloud(Degrees middle, double width_m, std::size_t count) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> azimuth(0, 360), distance(0, width_m / 2);
  std::vector<Degrees> places;
  for (std::size_t i = 0; i < count; ++i) places.push_back(gone(middle, azimuth(random), distance(random)));
  return places;
}

TEST(Sheets, whatever_is_near_a_place_lies_on_its_own_sheet_and_every_place_has_one) {
  constexpr double kReachM = 700;
  for (const double width_m : {20.0, 2'000.0, 20'000.0, 300'000.0}) {
    for (const Degrees& middle :
         {kElsewhere[0], kElsewhere[2], kElsewhere[4], kElsewhere[8], Degrees{150, 83}}) {
      const auto places = cloud(middle, width_m, 200);
      const auto sheets = lay(places, kReachM);
      std::vector<int> own_sheets(places.size());
      for (const Sheet& sheet : sheets) {
        for (std::size_t i = 0; i < sheet.size(); ++i) own_sheets[sheet.place[i]] += sheet.is_own[i];
      }
      EXPECT_THAT(own_sheets, testing::Each(1));
      for (std::uint32_t a = 0; a < places.size(); ++a) {
        for (std::uint32_t b = 0; b < places.size(); ++b) {
          const double metres = metres_between(places[a], places[b]);
          if (metres > kReachM) continue;
          ASSERT_NEAR(metres_on_own_sheet(sheets, a, b), metres, 1e-7 * metres + 1e-5) << width_m;
        }
      }
    }
  }
}

TEST(Sheets, what_is_far_away_is_not_near_on_any_sheet) {
  const auto places = cloud({179.9, 65}, 40'000, 400);
  const auto sheets = lay(places, 700);
  for (const Sheet& sheet : sheets) {
    for (std::size_t i = 0; i < sheet.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const double on_sheet_m =
            std::hypot(sheet.easting_m[i] - sheet.easting_m[j], sheet.northing_m[i] - sheet.northing_m[j]);
        if (on_sheet_m >= 700) continue;
        EXPECT_NEAR(metres_between(places[sheet.place[i]], places[sheet.place[j]]), on_sheet_m, 1e-4);
      }
    }
  }
}

TEST(Sheets, in_europe_the_coordinates_of_epsg_3035_stay_as_they_are) {
  const std::vector<double> easting_m{4'500'000.12, 1'600'000.01}, northing_m{2'500'000.34, 3'200'000.02};
  const auto sheets = lay_on_sheets(easting_m, northing_m, 200);
  ASSERT_THAT(sheets, SizeIs(1));
  EXPECT_EQ(sheets[0].number, 0);
  EXPECT_EQ(sheets[0].easting_m, easting_m);
  EXPECT_EQ(sheets[0].northing_m, northing_m);
  EXPECT_THAT(sheets[0].is_own, ElementsAre(1, 1));
}

TEST(Sheets, on_the_border_of_europe_neighbours_of_both_sides_see_each_other) {
  const Degrees inside{kEuropeEast - 0.0005, 40}, outside{kEuropeEast + 0.0005, 40};
  const auto sheets = lay({inside, outside}, 200);
  ASSERT_THAT(sheets, SizeIs(2));
  EXPECT_NEAR(metres_on_own_sheet(sheets, 1, 0), metres_between(inside, outside), 1e-5);
  // Inside, it is what EPSG:3035 says: its scale is 0.97 to 1.03 here.
  EXPECT_NEAR(metres_on_own_sheet(sheets, 0, 1), metres_between(inside, outside), 3);
}

TEST(Sheets, continents_lie_on_sheets_of_their_own) {
  const auto sheets = lay({{12.3, 45.4}, {-99.13, 19.43}, {106.8, -6.2}}, 200);
  ASSERT_THAT(sheets, SizeIs(3));
  EXPECT_LT(sheets[0].number, 0);
  EXPECT_THAT(sheets[0].place, ElementsAre(2));
  EXPECT_EQ(sheets[1].number, 0);
  EXPECT_THAT(sheets[1].place, ElementsAre(0));
  EXPECT_GT(sheets[2].number, 0);
  EXPECT_THAT(sheets[2].place, ElementsAre(1));
}

TEST(Sheets, the_180th_meridian_is_one_place_by_both_names) {
  EXPECT_NEAR(metres_on_own_sheet(lay({{180, 10}, {-180, 10}}, 50), 0, 1), 0, 1e-6);
}

TEST(Sheets, missing_places_lie_on_none) {
  const double missing = std::nan("");
  EXPECT_THAT(lay_on_sheets(std::array{missing, 1.0}, std::array{1.0, missing}, 50), IsEmpty());
  EXPECT_THAT(lay_on_sheets({}, {}, 50), IsEmpty());
}

TEST(Sheets, near_the_poles_and_for_larger_distances_metres_are_refused) {
  try {
    lay({{-120, 85.5}}, 100);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_value);
    EXPECT_THAT(error.what(), HasSubstr("85.500 degrees"));
  }
  try {
    lay({{-99, 19}}, 2'801);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
    EXPECT_THAT(error.what(), HasSubstr("up to 2800 m"));
  }
}

}  // namespace
}  // namespace plumbline::geodesy
