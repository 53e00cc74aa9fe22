// SPDX-License-Identifier: MIT
// What must hold for any series: what a shift, a mirror and a scale do, and what a Describer remembers.
#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "features/features.h"
#include "features/series.h"

namespace plumbline::features {
namespace {

/// Names of the features that have a sign, in mm: a mirror turns it, a scale stretches it.
constexpr std::array kSigned{0U, 1U, 2U, 3U, 8U};
/// Lengths in mm: a scale stretches them.
constexpr std::array kLengths{4U, 5U, 6U, 11U, 16U, 17U};

bool is_one_of(std::span<const unsigned> set, std::size_t k) {
  return std::find(set.begin(), set.end(), k) != set.end();
}

/// Series in sixteenths of a millimetre, so that shifts and scales by whole numbers are exact in float32;
/// with a trend, a step, noise, and missing values in half of them.
std::vector<std::vector<float>> example_series(const TimeAxis& axis) {
  std::vector<std::vector<float>> all;
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    std::mt19937 random(seed);
    const auto draws = noise(axis.size(), 0.5 * (seed % 7), seed);
    const double velocity = static_cast<double>(seed % 11) - 5.0;
    std::vector<float> series;
    for (std::size_t i = 0; i < axis.size(); ++i) {
      const double value = velocity * axis.years(i) + draws[i] + (i > 60 ? seed % 4 : 0);
      const bool missing = seed % 2 == 0 && random() % 4 == 0;
      series.push_back(missing ? kMissing : static_cast<float>(std::round(value * 16.0) / 16.0));
    }
    all.push_back(std::move(series));
  }
  return all;
}

std::vector<float> changed(std::vector<float> series, float factor, float shift) {
  for (float& value : series) value = value * factor + shift;
  return series;
}

/// Compares feature by feature; `scale_of(k)` says by what each is multiplied.
template <typename ScaleOf>
void expect_scaled(const Features& before, const Features& after, const ScaleOf& scale_of) {
  for (std::size_t k = 0; k < kFeatureNames.size(); ++k) {
    const double expected = before.values()[k] * scale_of(k);
    EXPECT_NEAR(after.values()[k], expected, 1e-9 * (1.0 + std::abs(expected))) << kFeatureNames[k];
  }
  EXPECT_NEAR(after.r2_harmonic, before.r2_harmonic, 1e-9);
}

TEST(Features, a_constant_added_changes_nothing) {
  const TimeAxis axis = irregular_axis(120, 2);
  for (const auto& series : example_series(axis)) {
    expect_scaled(*describe(series, {}, axis), *describe(changed(series, 1.0f, 512.0f), {}, axis),
                  [](std::size_t) { return 1.0; });
  }
}

TEST(Features, a_mirrored_series_has_mirrored_velocities) {
  const TimeAxis axis = irregular_axis(120, 2);
  for (const auto& series : example_series(axis)) {
    expect_scaled(*describe(series, {}, axis), *describe(changed(series, -1.0f, 0.0f), {}, axis),
                  [](std::size_t k) { return is_one_of(kSigned, k) ? -1.0 : 1.0; });
  }
}

TEST(Features, a_scaled_series_has_scaled_lengths_and_the_same_shares) {
  const TimeAxis axis = irregular_axis(120, 2);
  for (const auto& series : example_series(axis)) {
    const auto before = describe(series, {}, axis, {.jump_mm = 2.0});
    const auto after = describe(changed(series, 4.0f, 0.0f), {}, axis, {.jump_mm = 8.0});
    expect_scaled(*before, *after,
                  [](std::size_t k) { return is_one_of(kSigned, k) || is_one_of(kLengths, k) ? 4.0 : 1.0; });
  }
}

TEST(Features, shares_lie_between_0_and_1) {
  const TimeAxis axis = irregular_axis(120, 2);
  for (const auto& series : example_series(axis)) {
    const auto f = describe(series, {}, axis);
    for (const double share : {f->seasonal_r2, f->quad_r2, f->n_valid_frac, f->velocity_r2, f->r2_harmonic}) {
      EXPECT_GE(share, -1e-12);
      EXPECT_LE(share, 1.0 + 1e-12);
    }
    EXPECT_LE(f->rmse_deseason, f->rmse_detrended + 1e-12);
    EXPECT_GE(f->r2_harmonic, f->velocity_r2 - 1e-12);
    EXPECT_LE(std::abs(f->acf_lag1), 1.0);
  }
}

TEST(Describer, gives_the_same_bits_whatever_it_described_before) {
  const TimeAxis axis = irregular_axis(120, 2);
  const auto all = example_series(axis);
  Describer describer(axis);
  for (const auto& series : all)
    EXPECT_EQ(describer.describe(series, {})->values(), describe(series, {}, axis)->values());
  for (auto series = all.rbegin(); series != all.rend(); ++series)
    EXPECT_EQ(describer.describe(*series, {})->values(), describe(*series, {}, axis)->values());
}

}  // namespace
}  // namespace plumbline::features
