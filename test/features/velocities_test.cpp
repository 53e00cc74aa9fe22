// SPDX-License-Identifier: MIT
#include "features/velocities.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "core/series_block.h"
#include "features/egms_statistics.h"
#include "features/features.h"
#include "features/series.h"

namespace plumbline::features {
namespace {

struct Slopes {
  std::vector<double> egms, line;
};

Slopes fit(VelocityFitter& fitter, const std::vector<std::vector<float>>& series) {
  SeriesBlock block(series.empty() ? 0 : series.front().size(), series.size());
  for (std::size_t point = 0; point < series.size(); ++point)
    for (std::size_t i = 0; i < block.acquisitions(); ++i) block.acquisition(i)[point] = series[point][i];
  std::vector<const float*> pointers;
  Slopes slopes{std::vector<double>(series.size()), std::vector<double>(series.size())};
  fitter.fit(block.view(pointers), slopes.egms, slopes.line);
  return slopes;
}

std::vector<std::vector<float>> noisy_series(const TimeAxis& axis, std::size_t points) {
  std::vector<std::vector<float>> series(points);
  for (std::size_t p = 0; p < points; ++p) {
    const auto draws = noise(axis.size(), 3.0, static_cast<std::uint32_t>(p + 7));
    for (std::size_t i = 0; i < axis.size(); ++i)
      series[p].push_back(static_cast<float>(draws[i] + (static_cast<double>(p) - 20) * axis.years(i) +
                                             5 * std::cos(6.28 * axis.years(i)) + 100));
  }
  return series;
}

TEST(Velocities, are_those_of_the_two_fits_with_and_without_gaps) {
  const TimeAxis axis = irregular_axis(120, 4);
  auto series = noisy_series(axis, 40);
  for (std::size_t p = 0; p < series.size(); p += 3)
    for (std::size_t i = p; i < p + 30; ++i) series[p][i] = kMissing;
  VelocityFitter fitter(axis);
  const Slopes slopes = fit(fitter, series);
  for (std::size_t p = 0; p < series.size(); ++p) {
    const std::vector<std::uint8_t> not_filled(axis.size(), 0);
    EXPECT_NEAR(slopes.egms[p], egms_statistics(series[p], axis)->mean_velocity, 1e-9) << p;
    EXPECT_NEAR(slopes.line[p], describe(series[p], not_filled, axis)->v_robust, 1e-9) << p;
  }
}

TEST(Velocities, a_season_tilts_the_plain_line_alone) {
  const TimeAxis axis = regular_axis(122);  // two years
  VelocityFitter fitter(axis);
  const Slopes slopes =
      fit(fitter, {series_of(axis, [](double t) { return -3.0 * t + 6.0 * std::sin(6.283185307 * t); })});
  EXPECT_NEAR(slopes.egms[0], -3.0, 1e-4);
  EXPECT_GT(std::fabs(slopes.line[0] + 3.0), 2.0);
}

TEST(Velocities, need_ten_values) {
  const TimeAxis axis = regular_axis(20);
  std::vector<float> series(20, kMissing);
  for (std::size_t i = 0; i < 9; ++i) series[2 * i] = static_cast<float>(i);
  VelocityFitter fitter(axis);
  EXPECT_TRUE(std::isnan(fit(fitter, {series}).egms[0]));
  EXPECT_TRUE(std::isnan(fit(fitter, {series}).line[0]));
  series[19] = 5;
  EXPECT_FALSE(std::isnan(fit(fitter, {series}).line[0]));

  const TimeAxis short_axis = regular_axis(9);
  VelocityFitter short_fitter(short_axis);
  EXPECT_TRUE(std::isnan(fit(short_fitter, {std::vector<float>(9, 1.0F)}).line[0]));
}

TEST(Velocities, do_not_depend_on_the_blocks_before) {
  const TimeAxis axis = irregular_axis(60, 5);
  auto series = noisy_series(axis, 4);
  series[1][7] = kMissing;
  series[3][20] = kMissing;
  VelocityFitter used(axis);
  fit(used, series);
  VelocityFitter fresh(axis);
  const Slopes again = fit(used, {series[3], series[1]});
  const Slopes first = fit(fresh, {series[3], series[1]});
  EXPECT_EQ(again.egms, first.egms);
  EXPECT_EQ(again.line, first.line);
}

}  // namespace
}  // namespace plumbline::features
