// SPDX-License-Identifier: MIT
// The fast version against the plain one, on every instruction set that this processor has: the same bits.
#include "features/block.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <hwy/targets.h>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "features/series.h"

namespace plumbline::features {
namespace {

/// Series side by side, with room before and after them in each column so that their places are odd.
class Block {
 public:
  Block(const std::vector<std::vector<float>>& series, std::size_t acquisitions) : points_(series.size()) {
    for (std::size_t i = 0; i < acquisitions; ++i) {
      std::vector<float> column(series.size() + 6, 77.0f);
      for (std::size_t point = 0; point < series.size(); ++point) column[point + 3] = series[point][i];
      columns_.push_back(std::move(column));
    }
    for (const auto& column : columns_) pointers_.push_back(column.data() + 3);
  }
  SeriesBlockView view() const { return {pointers_, points_}; }

 private:
  std::vector<std::vector<float>> columns_;
  std::vector<const float*> pointers_;
  std::size_t points_;
};

bool is_complete(const std::vector<float>& series) {
  return std::ranges::none_of(series, [](float value) { return std::isnan(value); });
}

/// Each complete series must have the plain version's features, each other series must be returned.
void expect_as_plain(const std::vector<std::vector<float>>& series, const TimeAxis& axis,
                     const FeatureOptions& options = {}) {
  const Block block(series, axis.size());
  BlockDescriber fast(axis, options);
  Describer plain(axis, options);
  Features untouched;
  untouched.v_robust = -12345.0;
  std::vector<Features> features(series.size(), untouched);
  const auto others = fast.describe_complete(block.view(), features);
  std::vector<std::uint32_t> expected_others;
  for (std::uint32_t point = 0; point < series.size(); ++point) {
    if (axis.size() < kFewestAcquisitions || axis.size() < options.fewest_values ||
        options.jump_sigma != 0.0 || options.long_run_cusum || !is_complete(series[point])) {
      expected_others.push_back(point);
      EXPECT_EQ(features[point].v_robust, -12345.0);
      continue;
    }
    const auto expected = plain.describe(series[point], {});
    ASSERT_TRUE(expected.has_value());
    for (std::size_t k = 0; k < kFeatureNames.size(); ++k)
      EXPECT_EQ(features[point].values()[k], expected->values()[k])
          << kFeatureNames[k] << " of point " << point << " of " << series.size();
    EXPECT_EQ(features[point].r2_harmonic, expected->r2_harmonic);
  }
  EXPECT_EQ(std::vector(others.begin(), others.end()), expected_others);
}

/// A trend, a season, noise and sometimes a step, printed with one digit as deliveries are.
std::vector<float> example(const TimeAxis& axis, std::uint32_t seed) {
  const auto draws = noise(axis.size(), 0.2 + 0.5 * (seed % 9), seed);
  const double velocity = static_cast<double>(seed % 41) - 20.0;
  std::vector<float> series;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const double t = axis.years(i);
    const double step = seed % 5 == 0 && i > axis.size() / 3 ? 12.0 : 0.0;
    const double value = velocity * t + (seed % 3) * std::sin(6.28 * t) + draws[i] + step;
    series.push_back(static_cast<float>(std::round(value * 10.0) / 10.0));
  }
  return series;
}

std::vector<std::vector<float>> examples(const TimeAxis& axis, std::size_t count) {
  std::vector<std::vector<float>> all;
  for (std::uint32_t seed = 1; seed <= count; ++seed) all.push_back(example(axis, seed));
  return all;
}

class BlockOnTarget : public testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override {
    hwy::SetSupportedTargetsForTest(GetParam());
    ASSERT_EQ(block_target(), hwy::TargetName(GetParam()));
  }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

INSTANTIATE_TEST_SUITE_P(Every, BlockOnTarget, testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& target) { return std::string(hwy::TargetName(target.param)); });

TEST_P(BlockOnTarget, gives_the_bits_of_the_plain_version) {
  for (const std::size_t acquisitions : {10U, 11U, 12U, 13U, 61U, 120U, 203U, 302U}) {
    const TimeAxis axis = irregular_axis(acquisitions, 3);
    expect_as_plain(examples(axis, 70), axis);
  }
}

TEST_P(BlockOnTarget, takes_any_number_of_points) {
  const TimeAxis axis = irregular_axis(50, 1);
  const auto all = examples(axis, 200);
  for (const std::size_t count : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 63U, 64U, 65U, 129U, 200U})
    expect_as_plain({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)}, axis);
}

TEST_P(BlockOnTarget, leaves_points_with_missing_values_to_the_plain_version) {
  const TimeAxis axis = irregular_axis(80, 4);
  auto series = examples(axis, 150);
  std::mt19937 random(1);
  for (std::size_t point = 0; point < series.size(); ++point) {
    if (point % 3 == 0) series[point][random() % axis.size()] = kMissing;
  }
  expect_as_plain(series, axis);
  for (auto& values : series) values[0] = kMissing;
  expect_as_plain(series, axis);
}

TEST_P(BlockOnTarget, knows_rounding_from_noise) {
  const TimeAxis axis = irregular_axis(100, 5);
  std::vector<std::vector<float>> series;
  for (const float level : {0.0f, -0.0f, 1.7f, -433.3f, 1e4f}) series.emplace_back(axis.size(), level);
  for (const double velocity : {0.1, -12.0, 300.0}) {
    series.push_back(series_of(axis, [&](double t) { return velocity * t; }));
    series.push_back(series_of(axis, [&](double t) { return 50.0 + velocity * t * t; }));
    series.push_back(series_of(axis, [&](double t) { return velocity * std::cos(6.283185307179586 * t); }));
  }
  expect_as_plain(series, axis);
}

TEST_P(BlockOnTarget, is_right_for_series_far_from_zero) {
  const TimeAxis axis = irregular_axis(150, 6);
  auto series = examples(axis, 66);
  for (std::size_t point = 0; point < series.size(); ++point) {
    const float offset = std::array{1e4f, -1e4f, 1e6f, 0.0f}[point % 4];
    for (float& value : series[point]) value += offset;
  }
  expect_as_plain(series, axis);
}

TEST_P(BlockOnTarget, is_right_where_many_steps_are_equal) {
  // On a grid of quarters, and with an axis on which the harmonics vanish, steps tie; no limit parts them.
  const TimeAxis axis = regular_axis(40);
  std::vector<std::vector<float>> series;
  for (std::uint32_t seed = 1; seed <= 30; ++seed) {
    std::mt19937 random(seed);
    std::vector<float> values(axis.size(), 0.0f);
    for (std::uint32_t k = 0; k < seed % 7; ++k) values[random() % values.size()] = 4.0f;
    series.push_back(values);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 0.0f : 2.0f;
    series.push_back(std::move(values));
  }
  expect_as_plain(series, axis);
}

TEST_P(BlockOnTarget, takes_the_size_of_a_jump_as_an_option) {
  const TimeAxis axis = irregular_axis(90, 7);
  for (const double jump_mm : {0.0, 0.5, 3.0, 1e9})
    expect_as_plain(examples(axis, 40), axis, {.jump_mm = jump_mm});
}

TEST_P(BlockOnTarget, leaves_options_that_only_the_plain_version_knows_to_it) {
  const TimeAxis axis = irregular_axis(120, 3);
  expect_as_plain(examples(axis, 70), axis, {.jump_sigma = 5.0});
  expect_as_plain(examples(axis, 70), axis, {.long_run_cusum = true});
}

TEST_P(BlockOnTarget, leaves_axes_shorter_than_the_fewest_values_to_the_plain_version) {
  const TimeAxis axis = irregular_axis(50, 3);
  for (const std::size_t fewest : {49U, 50U, 51U})
    expect_as_plain(examples(axis, 70), axis, {.fewest_values = fewest});
}

TEST_P(BlockOnTarget, describes_nothing_on_fewer_than_ten_acquisitions) {
  const TimeAxis axis = regular_axis(9);
  expect_as_plain(examples(axis, 20), axis);
  expect_as_plain({{}, {}}, TimeAxis{});
}

TEST_P(BlockOnTarget, does_not_depend_on_the_blocks_before) {
  const TimeAxis axis = irregular_axis(60, 8);
  const auto series = examples(axis, 100);
  const Block block(series, axis.size());
  BlockDescriber describer(axis);
  std::vector<Features> first(100);
  std::vector<Features> again(100);
  describer.describe_complete(block.view(), first);
  const Block other(examples(axis, 37), axis.size());
  std::vector<Features> ignored(37);
  describer.describe_complete(other.view(), ignored);
  describer.describe_complete(block.view(), again);
  for (std::size_t point = 0; point < 100; ++point) EXPECT_EQ(first[point].values(), again[point].values());
}

}  // namespace
}  // namespace plumbline::features
