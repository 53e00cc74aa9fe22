// SPDX-License-Identifier: MIT
#include "correct/stitch.h"

#include <cmath>
#include <functional>
#include <random>

#include <gmock/gmock.h>

#include "correct/robust_line.h"

namespace plumbline::test {
namespace {

using correct::MatchedPoints;
using correct::OverlapChoice;
using correct::ReleaseJoin;
using correct::Stitcher;
using correct::StitchOptions;
using correct::StitchPlan;
using testing::ElementsAre;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
constexpr std::uint32_t kAbsent = MatchedPoints::kAbsent;

/// `count` acquisitions, one every `step` days, the first on day `first` of 2018.
TimeAxis every(std::int32_t step, std::int32_t first, std::size_t count) {
  const std::int32_t start = Date::from_text("2018-01-01")->days_since_1970() + first;
  std::vector<Date> dates;
  for (std::size_t i = 0; i < count; ++i)
    dates.push_back(Date::from_days(start + step * static_cast<std::int32_t>(i)));
  return TimeAxis(std::move(dates));
}

std::vector<float> series_of(const TimeAxis& axis, const TimeAxis& long_axis,
                             const std::function<double(double)>& mm) {
  std::vector<float> series;
  for (const Date date : axis.dates())
    series.push_back(static_cast<float>(
        mm(static_cast<double>(days_between(long_axis.date(0), date)) / TimeAxis::kDaysPerYear)));
  return series;
}

struct Stitched {
  std::vector<float> long_mm;
  std::vector<std::optional<ReleaseJoin>> joins;
};

Stitched stitch(const StitchPlan& plan, const std::vector<std::vector<float>>& series,
                std::vector<double> gnss_rates = {}, std::vector<double> fixed_rates = {}) {
  gnss_rates.resize(series.size(), std::nan(""));
  const std::vector<std::span<const float>> spans(series.begin(), series.end());
  Stitched result{std::vector<float>(plan.axis().size()),
                  std::vector<std::optional<ReleaseJoin>>(series.size() - 1)};
  Stitcher(plan, std::move(fixed_rates)).stitch(spans, gnss_rates, result.long_mm, result.joins);
  return result;
}

/// Two releases of 150 dates, six days apart, with 60 dates in common.
struct Overlap {
  StitchPlan plan{{every(6, 0, 150), every(6, 540, 150)}, {}};

  /// Σ(t − mean)² over the common dates.
  double time_squares() const {
    double sum = 0, squares = 0;
    for (const auto& pair : plan.pairs(0, 1)) sum += pair.years;
    const double mean = sum / static_cast<double>(plan.pairs(0, 1).size());
    for (const auto& pair : plan.pairs(0, 1)) squares += (pair.years - mean) * (pair.years - mean);
    return squares;
  }
};

constexpr double kSigmaMm = 2.0;
constexpr double kOffsetMm = 7.5;
constexpr double kRate = -1.25;

/// Mean and standard deviation of an estimate's error over many points.
struct Errors {
  double sum = 0, squares = 0, count = 0;
  void add(double error) { sum += error, squares += error * error, ++count; }
  double mean() const { return sum / count; }
  double deviation() const { return std::sqrt(squares / count - mean() * mean()); }
};

struct MonteCarlo {
  Errors offset, rate;
  double offset_std = 0, rate_std = 0;  ///< means of what the joins say of themselves
};

/// 4,000 points whose newer release is the older one plus offset and rate, and noise: its own, or the same on
/// the common dates.
MonteCarlo simulate(const Overlap& overlap, bool shared_noise, double outlier_share = 0) {
  constexpr std::size_t kPoints = 4000;
  std::mt19937_64 random(20261121);
  std::normal_distribution<double> normal(0, kSigmaMm);
  std::uniform_real_distribution<double> uniform(0, 1);
  const auto motion = [](double t) { return -6 * t + 3 * std::sin(6.28 * t) + 0.8 * t * t; };
  const StitchPlan& plan = overlap.plan;
  MonteCarlo result;
  for (std::size_t point = 0; point < kPoints; ++point) {
    std::vector<double> noise(plan.axis().size());
    for (double& value : noise) value = normal(random);
    std::vector<std::vector<float>> series(2);
    for (std::size_t r = 0; r < 2; ++r) {
      for (const std::uint32_t place : plan.places(r)) {
        const double t = plan.axis().years(place);
        double value = motion(t) + (shared_noise ? noise[place] : normal(random));
        if (r == 1) value += kOffsetMm + kRate * t;
        if (r == 1 && uniform(random) < outlier_share) value += 28;  // half a wavelength: an unwrapping error
        series[r].push_back(static_cast<float>(value));
      }
    }
    const auto joins = stitch(plan, series).joins;
    EXPECT_TRUE(joins[0]);
    const auto& line = joins[0]->line;
    result.offset.add(line.value - (kOffsetMm + kRate * line.middle));
    result.rate.add(line.slope - kRate);
    result.offset_std += line.value_std / kPoints;
    result.rate_std += line.slope_std / kPoints;
  }
  return result;
}

TEST(Stitch, with_independent_noise_offset_and_rate_are_unbiased_and_within_a_tenth_of_the_optimal_error) {
  // The ground's motion is unknown, so all that tells offset and rate is the difference of the two releases
  // on their 60 common dates: white noise of √2 σ. Least squares is then the best linear unbiased estimator
  // (Gauss and Markov), with the standard errors σ√(2/n) and σ√(2/Σ(t − mean)²).
  const Overlap overlap;
  ASSERT_EQ(overlap.plan.pairs(0, 1).size(), 60u);
  const double optimal_offset = kSigmaMm * std::sqrt(2.0 / 60.0);
  const double optimal_rate = kSigmaMm * std::sqrt(2.0 / overlap.time_squares());
  const MonteCarlo result = simulate(overlap, false);
  EXPECT_LT(result.offset.deviation(), 1.1 * optimal_offset);
  EXPECT_LT(result.rate.deviation(), 1.1 * optimal_rate);
  EXPECT_GT(result.offset.deviation(), 0.95 * optimal_offset) << "better than optimal: the test is wrong";
  EXPECT_GT(result.rate.deviation(), 0.95 * optimal_rate);
  const double standard_errors = 4 / std::sqrt(result.offset.count);
  EXPECT_LT(std::fabs(result.offset.mean()), standard_errors * result.offset.deviation());
  EXPECT_LT(std::fabs(result.rate.mean()), standard_errors * result.rate.deviation());
}

TEST(Stitch, says_how_large_its_own_errors_are) {
  const MonteCarlo result = simulate(Overlap(), false);
  EXPECT_NEAR(result.offset_std / result.offset.deviation(), 1.0, 0.05);
  EXPECT_NEAR(result.rate_std / result.rate.deviation(), 1.0, 0.05);
}

TEST(Stitch, with_shared_noise_offset_and_rate_are_exact_whatever_the_noise) {
  // The same acquisitions with the same noise: the difference has none, and the optimal error is 0. What is
  // left is the rounding of float32.
  const MonteCarlo result = simulate(Overlap(), true);
  EXPECT_LT(std::fabs(result.offset.mean()), 1e-6);
  EXPECT_LT(result.offset.deviation(), 1e-6);
  EXPECT_LT(std::fabs(result.rate.mean()), 1e-5);
  EXPECT_LT(result.rate.deviation(), 1e-5);
}

TEST(Stitch, unwrapping_errors_on_a_tenth_of_the_dates_do_little_harm) {
  const Overlap overlap;
  const MonteCarlo result = simulate(overlap, false, 0.1);
  // Least squares would be wrong by 28 mm · 0.1 = 2.8 mm.
  EXPECT_LT(std::fabs(result.offset.mean()), 0.7);
  EXPECT_LT(result.rate.deviation(), 1.5 * kSigmaMm * std::sqrt(2.0 / overlap.time_squares()));
}

TEST(Stitch, the_long_series_is_in_the_reference_of_the_newest_release_whose_values_stay_to_the_bit) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100)}, {});
  const auto motion = [](double t) { return 5 * std::sin(t) - 4 * t; };
  const auto moved = [&](double t) { return motion(t) + 11 - 2 * t; };
  const auto older = series_of(plan.releases()[0], plan.axis(), motion);
  auto newer = series_of(plan.releases()[1], plan.axis(), moved);
  newer[7] = 3.3f;  // an outlier, which pulls a little
  const Stitched result = stitch(plan, {older, newer});
  const auto expected = series_of(plan.axis(), plan.axis(), moved);
  ASSERT_EQ(result.long_mm.size(), 150u);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_NEAR(result.long_mm[i], expected[i], 0.01) << i;
  for (std::size_t i = 0; i < 100; ++i) EXPECT_EQ(result.long_mm[50 + i], newer[i]);
  EXPECT_EQ(plan.release_at(49), 0u);
  EXPECT_EQ(plan.release_at(50), 1u);
  ASSERT_TRUE(result.joins[0]);
  EXPECT_EQ(result.joins[0]->line.count, 50u);
  EXPECT_NEAR(result.joins[0]->line.slope, -2, 0.01);
}

TEST(Stitch, three_releases_make_a_chain_and_errors_add) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100), every(6, 600, 100)}, {});
  const auto motion = [](double t) { return 2 * t * t; };
  const auto second = [&](double t) { return motion(t) + 3 + t; };
  const auto third = [&](double t) { return motion(t) - 5 + 4 * t; };
  const Stitched result = stitch(plan, {series_of(plan.releases()[0], plan.axis(), motion),
                                        series_of(plan.releases()[1], plan.axis(), second),
                                        series_of(plan.releases()[2], plan.axis(), third)});
  const auto expected = series_of(plan.axis(), plan.axis(), third);
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(result.long_mm[i], expected[i], 1e-3) << i;
  ASSERT_TRUE(result.joins[0] && result.joins[1]);
  EXPECT_EQ(result.joins[0]->newer, 1u);
  EXPECT_NEAR(result.joins[0]->line.slope, 1, 1e-3);
  EXPECT_NEAR(result.joins[1]->line.slope, 3, 1e-3);
  EXPECT_GT(result.joins[0]->error_mm, result.joins[1]->error_mm);
}

TEST(Stitch, a_point_that_the_middle_release_lacks_is_joined_over_it_where_the_others_overlap) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100), every(6, 480, 100)}, {});
  const auto older = series_of(plan.releases()[0], plan.axis(), [](double t) { return t; });
  const auto newer = series_of(plan.releases()[2], plan.axis(), [](double t) { return t + 1; });
  const Stitched result = stitch(plan, {older, {}, newer});
  ASSERT_TRUE(result.joins[0]);
  EXPECT_EQ(result.joins[0]->newer, 2u);
  EXPECT_EQ(result.joins[0]->line.count, 20u);
  EXPECT_FALSE(result.joins[1]);
  EXPECT_NEAR(result.long_mm[0], 1.0f, 1e-3);
}

TEST(Stitch, with_too_few_common_dates_the_older_values_are_left_out) {
  const StitchPlan plan({every(6, 0, 100), every(6, 546, 100)}, {});  // nine dates in common
  const std::vector<float> ones(100, 1.0f);
  const Stitched result = stitch(plan, {ones, ones});
  EXPECT_FALSE(result.joins[0]);
  EXPECT_TRUE(std::isnan(result.long_mm[0]));
  EXPECT_EQ(result.long_mm.back(), 1.0f);
}

TEST(Stitch, a_point_of_one_release_keeps_its_values_and_nothing_else) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100)}, {});
  const std::vector<float> ones(100, 1.0f);
  const Stitched older_only = stitch(plan, {ones, {}});
  EXPECT_EQ(older_only.long_mm.front(), 1.0f);
  EXPECT_TRUE(std::isnan(older_only.long_mm.back()));
  EXPECT_FALSE(older_only.joins[0]);
}

TEST(Stitch, values_that_are_missing_take_no_part_and_are_filled_from_the_other_release) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100)}, {});
  auto older = series_of(plan.releases()[0], plan.axis(), [](double) { return 1; });
  auto newer = series_of(plan.releases()[1], plan.axis(), [](double) { return 3; });
  older[60] = kMissing;
  newer[20] = kMissing;  // acquisition 70 of the long axis, which the older release has
  older[10] = kMissing;
  const Stitched result = stitch(plan, {older, newer});
  EXPECT_EQ(result.joins[0]->line.count, 48u);
  EXPECT_TRUE(std::isnan(result.long_mm[10]));
  EXPECT_NEAR(result.long_mm[70], 3.0f, 1e-4);
}

TEST(Stitch, on_common_dates_one_may_choose_the_older_value_or_the_mean) {
  const auto older_axis = every(6, 0, 20);
  const auto newer_axis = every(6, 60, 20);
  // The releases agree but for one date, which the fit takes for an outlier.
  std::vector<float> older(20, 1.0f), newer(20, 1.0f);
  older[15] = 2.0f;
  newer[5] = 5.0f;
  const auto value_at_15 = [&](OverlapChoice choice) {
    const StitchPlan plan({older_axis, newer_axis}, {.overlap = choice});
    return stitch(plan, {older, newer}).long_mm[15];
  };
  EXPECT_NEAR(value_at_15(OverlapChoice::newer), 5.0f, 0.02);
  EXPECT_NEAR(value_at_15(OverlapChoice::older), 2.0f, 0.1);
  EXPECT_NEAR(value_at_15(OverlapChoice::mean), 3.5f, 0.1);
}

TEST(Stitch, the_older_series_is_brought_to_the_newer_reference_model_before_they_are_compared) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100)}, {.rates = false});
  const auto older = series_of(plan.releases()[0], plan.axis(), [](double t) { return -1.6 * t; });
  const auto newer = series_of(plan.releases()[1], plan.axis(), [](double t) { return -0.4 * t + 9; });
  const Stitched known = stitch(plan, {older, newer}, {-1.6, -0.4});
  EXPECT_NEAR(known.joins[0]->line.slope, 0, 1e-12);
  EXPECT_NEAR(known.joins[0]->line.rmse, 0, 1e-4);
  EXPECT_NEAR(known.long_mm[0], 9.0f, 1e-3);
  const Stitched unknown = stitch(plan, {older, newer}, {std::nan(""), -0.4});
  EXPECT_GT(unknown.joins[0]->line.rmse, 0.2);
}

TEST(Stitch, a_rate_that_is_fixed_for_the_tile_is_not_estimated) {
  const StitchPlan plan({every(6, 0, 100), every(6, 300, 100)}, {});
  const auto older = series_of(plan.releases()[0], plan.axis(), [](double) { return 0; });
  const auto newer = series_of(plan.releases()[1], plan.axis(), [](double t) { return 2 * t; });
  const Stitched result = stitch(plan, {older, newer}, {}, {std::nan(""), 2.0});
  EXPECT_EQ(result.joins[0]->line.slope, 2.0);
  EXPECT_EQ(result.joins[0]->line.slope_std, 0.0);
  EXPECT_NEAR(result.long_mm[0], 0.0f, 1e-3);
}

TEST(Stitch, grids_that_begin_on_different_days_are_compared_by_interpolation) {
  const StitchPlan plan({every(6, 0, 100), every(6, 302, 100)}, {});
  EXPECT_EQ(plan.pairs(0, 1).size(), 49u);
  EXPECT_EQ(plan.axis().size(), 200u);
  const auto older = series_of(plan.releases()[0], plan.axis(), [](double t) { return 3 * t; });
  const auto newer = series_of(plan.releases()[1], plan.axis(), [](double t) { return 3 * t - 8; });
  const Stitched result = stitch(plan, {older, newer});
  EXPECT_NEAR(result.joins[0]->line.value, -8, 1e-4);
  EXPECT_NEAR(result.joins[0]->line.slope, 0, 1e-4);
}

TEST(MatchPoints, the_same_pid_is_the_same_point_whatever_the_order_and_case_matters) {
  const std::vector<std::string> a{"166ax5Ofjb", "166ax5Ofja", "0000000001"};
  const std::vector<std::string> b{"166ax5Ofja", "166AX5OFJB", "166ax5Ofjb"};
  const std::vector<std::span<const std::string>> pids{a, b};
  EXPECT_THAT(correct::match_points(pids, 2).rows, ElementsAre(1, 0, 0, 2));
  EXPECT_THAT(correct::match_points(pids, 1).rows, ElementsAre(2, kAbsent, kAbsent, 1, 1, 0, 0, 2));
}

TEST(MatchPoints, no_points_are_no_points) {
  EXPECT_EQ(correct::match_points({}, 1).size(), 0u);
  const std::vector<std::string> a{"0000000001"}, none;
  const std::vector<std::span<const std::string>> pids{a, none};
  EXPECT_EQ(correct::match_points(pids, 2).size(), 0u);
}

}  // namespace
}  // namespace plumbline::test
