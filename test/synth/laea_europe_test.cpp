// SPDX-License-Identifier: MIT
#include "synth/laea_europe.h"

#include <cmath>
#include <numbers>
#include <utility>

#include <gtest/gtest.h>

namespace plumbline::synth {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

/// The forward projection, by the formulas of IOGP Guidance Note 7-2 with the C library's functions.
std::pair<double, double> project(double latitude_deg, double longitude_deg) {
  const double f = 1 / 298.257222101;
  const double e = std::sqrt(f * (2 - f));
  const auto q = [e](double latitude) {
    const double s = std::sin(latitude);
    return (1 - e * e) * (s / (1 - e * e * s * s) - std::log((1 - e * s) / (1 + e * s)) / (2 * e));
  };
  const double q_pole = q(90 * kRadians);
  const double radius = 6378137 * std::sqrt(q_pole / 2);
  const double beta0 = std::asin(q(52 * kRadians) / q_pole);
  const double beta = std::asin(q(latitude_deg * kRadians) / q_pole);
  const double east = (longitude_deg - 10) * kRadians;
  const double s0 = std::sin(52 * kRadians);
  const double d =
      6378137 * std::cos(52 * kRadians) / std::sqrt(1 - e * e * s0 * s0) / (radius * std::cos(beta0));
  const double b = radius * std::sqrt(2 / (1 + std::sin(beta0) * std::sin(beta) +
                                           std::cos(beta0) * std::cos(beta) * std::cos(east)));
  return {4321000 + b * d * std::cos(beta) * std::sin(east),
          3210000 +
              b / d * (std::cos(beta0) * std::sin(beta) - std::sin(beta0) * std::cos(beta) * std::cos(east))};
}

TEST(LaeaEurope, the_origin_is_52_north_10_east) {
  const LatitudeLongitude origin = from_laea_europe(4321000, 3210000);
  EXPECT_DOUBLE_EQ(origin.latitude_deg, 52);
  EXPECT_DOUBLE_EQ(origin.longitude_deg, 10);
}

TEST(LaeaEurope, the_example_of_the_epsg_guidance_note_comes_out_to_a_centimetre) {
  const LatitudeLongitude place = from_laea_europe(3962799.45, 2999718.85);  // of 50 N, 5 E
  EXPECT_NEAR(place.latitude_deg, 50, 0.01 / 111000);
  EXPECT_NEAR(place.longitude_deg, 5, 0.01 / 71000);
}

TEST(LaeaEurope, points_of_real_deliveries_agree_to_the_rounding_of_their_degrees) {
  struct Row {
    double latitude, longitude, easting, northing;
  };
  constexpr Row kRows[] = {{38.690708, 13.171103, 4598603.43, 1739722.18},   // 022_0845
                           {38.717041, 13.169913, 4598390.33, 1742620.45},   // 117_0227
                           {49.633045, 20.701882, 5091089.86, 3002935.18},   // 102_100
                           {48.098022, 11.638773, 4443112.42, 2777405.43}};  // Munich
  for (const Row& row : kRows) {
    const LatitudeLongitude place = from_laea_europe(row.easting, row.northing);
    EXPECT_NEAR(place.latitude_deg, row.latitude, 6e-7);
    EXPECT_NEAR(place.longitude_deg, row.longitude, 6e-7);
  }
}

TEST(LaeaEurope, projecting_back_returns_to_within_two_millimetres_all_over_europe) {
  for (double latitude = 34; latitude <= 71; latitude += 1.7) {
    for (double longitude = -24; longitude <= 44; longitude += 3.1) {
      const auto [easting, northing] = project(latitude, longitude);
      const LatitudeLongitude place = from_laea_europe(easting, northing);
      EXPECT_NEAR(place.latitude_deg, latitude, 2e-3 / 111000) << longitude;
      EXPECT_NEAR(place.longitude_deg, longitude, 2e-3 / 40000) << latitude;
    }
  }
}

}  // namespace
}  // namespace plumbline::synth
