// SPDX-License-Identifier: MIT
#include "features/egms_statistics.h"

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "features/series.h"
#include "ingest/tile.h"
#include "support/support.h"

namespace plumbline::features {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

TEST(EgmsStatistics, a_known_motion_is_recovered) {
  // y = 3 - 8 t + 0.5 · 1.2 t² + a season of 4 mm: acceleration is twice the coefficient of t².
  const TimeAxis axis = irregular_axis(250, 1);
  const auto series = series_of(
      axis, [](double t) { return 3.0 - 8.0 * t + 0.5 * 1.2 * t * t + 4.0 * std::cos(kTwoPi * t - 1.0); });
  const auto s = egms_statistics(series, axis);
  ASSERT_TRUE(s.has_value());
  EXPECT_NEAR(s->acceleration, 1.2, 1e-4);
  EXPECT_NEAR(s->seasonality, 4.0, 1e-4);
  EXPECT_NEAR(s->rmse, 0.0, 1e-5);
  EXPECT_NEAR(s->seasonality_std, 0.0, 1e-5);
}

TEST(EgmsStatistics, mean_velocity_takes_a_season_apart_from_the_trend) {
  // Two and a half years: a plain line would be tilted by the season.
  const TimeAxis axis = regular_axis(152);
  const auto series = series_of(axis, [](double t) { return -3.0 * t + 6.0 * std::sin(kTwoPi * t); });
  const auto s = egms_statistics(series, axis);
  ASSERT_TRUE(s.has_value());
  EXPECT_NEAR(s->mean_velocity, -3.0, 1e-5);
  EXPECT_NEAR(s->mean_velocity_std, 0.0, 1e-5);
}

TEST(EgmsStatistics, deviations_are_those_of_repeated_noise) {
  const TimeAxis axis = irregular_axis(150, 2);
  constexpr std::uint32_t kRuns = 400;
  double velocity_squares = 0;
  double acceleration_squares = 0;
  EgmsStatistics mean;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    const auto draws = noise(axis.size(), 2.0, 100 + run);
    const std::vector<float> series(draws.begin(), draws.end());
    const auto s = egms_statistics(series, axis);
    ASSERT_TRUE(s.has_value());
    velocity_squares += s->mean_velocity * s->mean_velocity / kRuns;
    acceleration_squares += s->acceleration * s->acceleration / kRuns;
    mean.mean_velocity_std += s->mean_velocity_std / kRuns;
    mean.acceleration_std += s->acceleration_std / kRuns;
    mean.rmse += s->rmse / kRuns;
  }
  EXPECT_NEAR(mean.mean_velocity_std / std::sqrt(velocity_squares), 1.0, 0.1);
  EXPECT_NEAR(mean.acceleration_std / std::sqrt(acceleration_squares), 1.0, 0.1);
  EXPECT_NEAR(mean.rmse, 2.0, 0.1);
}

TEST(EgmsStatistics, the_start_of_a_series_is_that_of_its_fit) {
  const TimeAxis axis = regular_axis(304);
  const EgmsBlockFitter fitter(axis);
  const auto exact = series_of(axis, [](double t) { return 7.0 - 3.0 * t + 2.0 * std::cos(kTwoPi * t); });
  EXPECT_NEAR(*fitter.start_mm(exact), 9.0, 1e-4);
  // Noise at the first date is no motion.
  auto noisy = exact;
  noisy[0] += 20;
  EXPECT_LT(*fitter.start_mm(noisy), 11.0);
  noisy[5] = kMissing;
  EXPECT_FALSE(fitter.start_mm(noisy).has_value());
}

TEST(EgmsStatistics, missing_values_take_no_part) {
  const TimeAxis axis = irregular_axis(200, 3);
  auto series = series_of(axis, [](double t) { return 5.0 * t; });
  for (std::size_t i = 0; i < series.size(); i += 3) series[i] = kMissing;
  EgmsFitter fitter(axis);
  EXPECT_NEAR(fitter.fit(series)->mean_velocity, 5.0, 1e-5);
  const auto complete = series_of(axis, [](double t) { return -2.0 * t; });
  EXPECT_NEAR(fitter.fit(complete)->mean_velocity, -2.0, 1e-5) << "the same fitter, another pattern";
}

TEST(EgmsStatistics, fewer_than_ten_values_have_none) {
  const TimeAxis axis = regular_axis(20);
  std::vector<float> series(axis.size(), kMissing);
  for (std::size_t i = 0; i < 9; ++i) series[i] = 1.0f;
  EXPECT_FALSE(egms_statistics(series, axis).has_value());
  series[19] = 1.0f;
  const auto s = egms_statistics(series, axis);
  ASSERT_TRUE(s.has_value());
  for (const double value : s->values()) EXPECT_NEAR(value, 0.0, 1e-6);
}

/// The root mean square and the largest difference between an official column and what is re-derived.
struct Difference {
  double squares = 0;
  double count = 0;
  void add(double difference) {
    squares += difference * difference;
    count += 1;
  }
  double rms() const { return std::sqrt(squares / count); }
};

void expect_official_columns(const std::filesystem::path& delivery, double velocity_limit) {
  const ingest::Tile tile = ingest::read_delivery(delivery);
  EgmsFitter fitter(tile.axis);
  std::array<Difference, kEgmsStatisticNames.size()> differences;
  for (std::size_t point = 0; point < tile.points(); ++point) {
    const auto s = fitter.fit(tile.series(point));
    ASSERT_TRUE(s.has_value());
    for (std::size_t k = 0; k < differences.size(); ++k)
      differences[k].add(s->values()[k] - tile.columns.get<float>(kEgmsStatisticNames[k])[point]);
  }
  const std::array limits{velocity_limit, 0.030, 0.005, 0.005, 0.032, 0.032, 0.040};
  for (std::size_t k = 0; k < differences.size(); ++k)
    EXPECT_LE(differences[k].rms(), limits[k]) << kEgmsStatisticNames[k];
}

/// Their fits start at 0 but for the rounding of what is printed, 0.1 mm / √12.
void expect_start_at_zero(const std::filesystem::path& delivery) {
  const ingest::Tile tile = ingest::read_delivery(delivery);
  const EgmsBlockFitter fitter(tile.axis, kDaysPerEgmsYear);
  Difference start;
  for (std::size_t point = 0; point < tile.points(); ++point) start.add(*fitter.start_mm(tile.series(point)));
  EXPECT_LT(start.rms(), 0.03);
}

TEST(EgmsStatistics, official_series_of_track_022_are_shifted_so_that_their_fit_starts_at_zero) {
  PLUMBLINE_SHARED_OR_SKIP(delivery, "egms/EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip");
  expect_start_at_zero(delivery);
}

TEST(EgmsStatistics, official_series_of_track_117_are_shifted_so_that_their_fit_starts_at_zero) {
  PLUMBLINE_SHARED_OR_SKIP(delivery, "egms/EGMS_L2b_117_0227_IW2_VV_2020_2024_1.zip");
  expect_start_at_zero(delivery);
}

TEST(EgmsStatistics, reproduce_the_official_columns_of_track_022) {
  PLUMBLINE_SHARED_OR_SKIP(delivery, "egms/EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip");
  expect_official_columns(delivery, 0.045);
}

TEST(EgmsStatistics, reproduce_the_official_columns_of_track_117) {
  PLUMBLINE_SHARED_OR_SKIP(delivery, "egms/EGMS_L2b_117_0227_IW2_VV_2020_2024_1.zip");
  expect_official_columns(delivery, 0.055);
}

}  // namespace
}  // namespace plumbline::features
