// SPDX-License-Identifier: MIT
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/point_id.h"
#include "core/time_axis.h"
#include "normal_equations.h"
#include "small_delivery.h"
#include "synth/laea_europe.h"

namespace plumbline::synth {
namespace {

using plumbline::test::Csv;
using test::few_points;
using test::SmallDelivery;
using testing::MatchesRegex;

double number(const Csv& table, const std::vector<std::string>& row, std::string_view column) {
  return std::stod(row[table.column(column)]);
}

std::string fixed_header(const SmallDelivery& delivery, std::size_t tile = 0) {
  std::string text;
  for (std::size_t i = 0; i < delivery.first_date_column(tile); ++i) {
    text += (i == 0 ? "" : ",") + delivery.tables[tile].header[i];
  }
  return text;
}

TEST(DeliveryFormat, l2b_2020_2024_has_the_columns_of_the_real_files) {
  EXPECT_EQ(fixed_header(SmallDelivery(few_points())),
            "pid,mp_type,latitude,longitude,easting,northing,height_ortho,height_ellipse,line,pixel,rmse_ts,"
            "temporal_coherence,amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_up,"
            "mean_velocity,mean_velocity_std,acceleration,acceleration_std,seasonality,seasonality_std,"
            "gnss_velocity");
}

TEST(DeliveryFormat, l2b_2015_2021_has_the_older_names_and_no_gnss) {
  SceneOptions options = few_points();
  options.release = Release::from_2015_to_2021;
  const SmallDelivery delivery(options);
  EXPECT_EQ(fixed_header(delivery),
            "pid,mp_type,latitude,longitude,easting,northing,height,height_wgs84,line,pixel,rmse,"
            "temporal_coherence,amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_up,"
            "mean_velocity,mean_velocity_std,acceleration,acceleration_std,seasonality,seasonality_std");
  EXPECT_EQ(delivery.files[0].filename(), "EGMS_L2b_117_0261_IW2_VV.csv");
  EXPECT_GE(delivery.dates(0).front(), Date::from_text("2015-02-09"));
  EXPECT_LE(delivery.dates(0).back(), Date::from_text("2021-12-31"));
  for (const auto& row : delivery.tables[0].rows) {
    EXPECT_THAT(row[delivery.tables[0].column("los_north")], MatchesRegex("-?[0-9]\\.[0-9][0-9][0-9]"));
    EXPECT_THAT(row[delivery.tables[0].column("temporal_coherence")], MatchesRegex("[0-9]\\.[0-9][0-9]"));
  }
}

TEST(DeliveryFormat, l2a_has_the_cluster_label_after_the_pid_and_no_gnss) {
  SceneOptions options = few_points();
  options.level = Level::L2a;
  const SmallDelivery delivery(options);
  EXPECT_TRUE(fixed_header(delivery).starts_with("pid,cluster_label,mp_type,latitude"));
  EXPECT_TRUE(fixed_header(delivery).ends_with(",seasonality_std"));
}

TEST(DeliveryFormat, l3_has_fourteen_columns_then_or_eleven) {
  SceneOptions options = few_points();
  options.tiles = 1;
  options.level = Level::L3;
  EXPECT_EQ(fixed_header(SmallDelivery(options)),
            "pid,easting,northing,height_ortho,rmse_ts,mean_velocity,mean_velocity_std,acceleration,"
            "acceleration_std,seasonality,seasonality_std,gnss_velocity_n,gnss_velocity_e,gnss_velocity_u");
  options.release = Release::from_2015_to_2021;
  EXPECT_EQ(fixed_header(SmallDelivery(options)),
            "pid,easting,northing,height,rmse,mean_velocity,mean_velocity_std,acceleration,acceleration_std,"
            "seasonality,seasonality_std");
}

TEST(DeliveryFormat, fields_are_printed_as_in_the_real_files) {
  const SmallDelivery delivery(few_points());
  const Csv& table = delivery.tables[0];
  const std::size_t first = delivery.first_date_column(0);
  // Trailing zeros are dropped down to one decimal.
  const auto decimals = [](int most) {
    return most == 1 ? std::string("-?[0-9]+\\.[0-9]")
                     : "-?[0-9]+\\.([0-9]|[0-9]{1," + std::to_string(most - 1) + "}[1-9])";
  };
  const std::map<std::string, std::string> patterns{{"pid", "[0-9A-Za-z]{10}"},
                                                    {"mp_type", "0"},
                                                    {"latitude", decimals(6)},
                                                    {"longitude", decimals(6)},
                                                    {"easting", decimals(2)},
                                                    {"northing", decimals(2)},
                                                    {"height_ortho", decimals(1)},
                                                    {"line", "[0-9]+"},
                                                    {"pixel", "[0-9]+"},
                                                    {"rmse_ts", decimals(1)},
                                                    {"mean_velocity", decimals(1)},
                                                    {"acceleration", decimals(2)},
                                                    {"incidence_angle", decimals(2)},
                                                    {"track_angle", decimals(2)},
                                                    {"los_up", decimals(3)},
                                                    {"gnss_velocity", decimals(1)}};
  for (const auto& row : table.rows) {
    ASSERT_EQ(row.size(), table.header.size());
    for (const auto& [column, pattern] : patterns) {
      EXPECT_THAT(row[table.column(column)], testing::ContainsRegex("^" + pattern + "$")) << column;
    }
    for (std::size_t i = first; i < row.size(); i += 17) {
      EXPECT_THAT(row[i], testing::ContainsRegex("^-?[0-9]+\\.[0-9]$"));
    }
  }
  const std::string text = plumbline::test::read_file(delivery.files[0]);
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_EQ(text.back(), '\n');
}

TEST(DeliveryFormat, negative_zeros_occur_as_often_as_in_real_files) {
  const SmallDelivery delivery(few_points());
  std::size_t zeros = 0;
  std::size_t cells = 0;
  for (const auto& row : delivery.tables[0].rows) {
    for (std::size_t i = delivery.first_date_column(0); i < row.size(); ++i, ++cells)
      zeros += row[i] == "-0.0";
  }
  EXPECT_GT(static_cast<double>(zeros), 0.003 * static_cast<double>(cells));
  EXPECT_LT(static_cast<double>(zeros), 0.006 * static_cast<double>(cells));
}

TEST(DeliveryFormat, pids_are_unique_and_spell_track_burst_swath_line_and_pixel) {
  const SmallDelivery delivery(few_points());
  std::set<std::string> seen;
  for (std::size_t tile = 0; tile < 2; ++tile) {
    const Csv& table = delivery.tables[tile];
    const auto name = delivery_name(delivery.files[tile].stem().string());
    ASSERT_TRUE(name);
    for (const auto& row : table.rows) {
      EXPECT_TRUE(seen.insert(row[0]).second) << row[0];
      const auto pid = PointId::from_text(row[0]);
      ASSERT_TRUE(pid);
      const auto position = burst_position(*pid);
      ASSERT_TRUE(position);
      EXPECT_EQ(position->track, name->track);
      EXPECT_EQ(position->burst, name->burst);
      EXPECT_EQ(position->swath, name->swath);
      EXPECT_EQ(position->polarisation, Polarisation::VV);
      EXPECT_EQ(position->line, number(table, row, "line"));
      EXPECT_EQ(position->pixel, number(table, row, "pixel"));
    }
  }
}

TEST(DeliveryFormat, geography_is_consistent) {
  const SmallDelivery delivery(few_points());
  for (std::size_t tile = 0; tile < 2; ++tile) {
    const Csv& table = delivery.tables[tile];
    for (const auto& row : table.rows) {
      const auto place = from_laea_europe(number(table, row, "easting"), number(table, row, "northing"));
      EXPECT_NEAR(place.latitude_deg, number(table, row, "latitude"), 7e-7);
      EXPECT_NEAR(place.longitude_deg, number(table, row, "longitude"), 7e-7);
      EXPECT_GT(place.latitude_deg, 45);
      EXPECT_LT(place.latitude_deg, 46.5);
      EXPECT_GT(place.longitude_deg, 11);
      EXPECT_LT(place.longitude_deg, 12.5);
      const double east = number(table, row, "los_east");
      const double north = number(table, row, "los_north");
      const double up = number(table, row, "los_up");
      EXPECT_NEAR(east * east + north * north + up * up, 1, 0.002);
      EXPECT_NEAR(std::acos(up) * 180 / std::numbers::pi, number(table, row, "incidence_angle"), 0.06);
      const double angle = std::fmod(number(table, row, "track_angle") + 360, 360);
      EXPECT_EQ(angle > 90 && angle < 270, tile == 1);  // ascending, then descending
      EXPECT_EQ(east > 0, tile == 1);
      EXPECT_NEAR(number(table, row, "height_ellipse") - number(table, row, "height_ortho"), 46.5, 2.5);
    }
  }
}

TEST(DeliveryFormat, all_three_height_zones_are_inhabited) {
  SceneOptions options = few_points();
  options.points = 5000;
  options.dates = 10;
  options.tiles = 1;
  const SmallDelivery delivery(options);
  std::array<int, 3> zones{};
  for (const auto& row : delivery.tables[0].rows) {
    const double height = number(delivery.tables[0], row, "height_ortho");
    ++zones[height < 600 ? 0 : height < 1500 ? 1 : 2];
  }
  EXPECT_GT(zones[0], 2500);
  EXPECT_GT(zones[1], 50);
  EXPECT_GT(zones[2], 20);
}

void expect_statistics_of_series(const SmallDelivery& delivery, std::size_t tile, std::size_t every) {
  const Csv& table = delivery.tables[tile];
  const TimeAxis axis(delivery.dates(tile));
  const std::size_t first = delivery.first_date_column(tile);
  for (std::size_t r = 0; r < table.rows.size(); r += every) {
    const auto& row = table.rows[r];
    std::vector<double> years, values;
    for (std::size_t i = 0; i < axis.size(); ++i) {
      if (row[first + i].empty()) continue;
      years.push_back(axis.years(i));
      values.push_back(std::stod(row[first + i]));
    }
    const OfficialStatistics expected = test::plain_statistics(years, values);
    constexpr double kTenth = 0.05 + 1e-6;
    constexpr double kHundredth = 0.005 + 1e-6;
    EXPECT_NEAR(number(table, row, "mean_velocity"), expected.velocity, kTenth);
    EXPECT_NEAR(number(table, row, "mean_velocity_std"), expected.velocity_std, kTenth);
    EXPECT_NEAR(number(table, row, "acceleration"), expected.acceleration, kHundredth);
    EXPECT_NEAR(number(table, row, "acceleration_std"), expected.acceleration_std, kHundredth);
    EXPECT_NEAR(number(table, row, "seasonality"), expected.seasonality, kTenth);
    EXPECT_NEAR(number(table, row, "seasonality_std"), expected.seasonality_std, kTenth);
    EXPECT_NEAR(number(table, row, "rmse_ts"), expected.rmse, kTenth);
  }
}

TEST(DeliveryFormat, official_statistics_are_those_of_the_printed_series) {
  expect_statistics_of_series(SmallDelivery(few_points()), 0, 10);
}

TEST(DeliveryFormat, official_statistics_hold_with_gaps_and_in_l3) {
  SceneOptions options = few_points();
  options.gap_share = 1;
  expect_statistics_of_series(SmallDelivery(options), 1, 10);
  options.gap_share = 0;
  options.level = Level::L3;
  options.tiles = 1;
  expect_statistics_of_series(SmallDelivery(options), 1, 10);
}

}  // namespace
}  // namespace plumbline::synth
