// SPDX-License-Identifier: MIT
#include "report/chart.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plumbline::report {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pointwise;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Ticks, are_round_and_lie_within_the_range) {
  EXPECT_THAT(ticks(0, 10, 5), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(ticks(-0.13, 0.13, 4), Pointwise(DoubleNear(1e-12), {-0.1, 0.0, 0.1}));
  EXPECT_THAT(ticks(1003, 1011, 4), ElementsAre(1004, 1006, 1008, 1010));
}

TEST(Ticks, have_the_decimals_that_their_step_needs) {
  EXPECT_EQ(tick_text(0.3, 0.1), "0.3");
  EXPECT_EQ(tick_text(-0.25, 0.05), "−0.25");
  EXPECT_EQ(tick_text(-1e-17, 0.1), "0.0");
  EXPECT_EQ(tick_text(20, 10), "20");
  EXPECT_EQ(tick_text(12'000, 2'000), "12,000");
}

TEST(RoundNumbers, are_one_two_and_five_times_a_power_of_ten) {
  EXPECT_DOUBLE_EQ(round_up(0.011), 0.02);
  EXPECT_DOUBLE_EQ(round_up(0.2), 0.2);
  EXPECT_DOUBLE_EQ(round_up(51), 100);
  EXPECT_DOUBLE_EQ(round_down(9.9), 5);
  EXPECT_DOUBLE_EQ(round_down(1000), 1000);
}

TEST(NumberText, shows_missing_values_and_true_minus_signs) {
  EXPECT_EQ(number_text(-1.25, 1), "−1.2");
  EXPECT_EQ(number_text(-0.04, 1), "0.0");
  EXPECT_EQ(number_text(kNan, 1), "–");
  EXPECT_EQ(count_text(1234567), "1,234,567");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(percent_text(1, 8), "12.5");
  EXPECT_EQ(percent_text(0, 0), "–");
}

TEST(Histogram, a_bin_holds_its_lower_edge_and_the_last_one_both) {
  Histogram histogram(0, 4, 4);
  for (const double value : {0.0, 0.5, 1.0, 3.9, 4.0, -0.1, 4.1, 9.0, kNan}) histogram.add(value);
  EXPECT_THAT(histogram.counts(), ElementsAre(2, 1, 0, 2));
  EXPECT_EQ(histogram.below(), 1);
  EXPECT_EQ(histogram.above(), 2);
  EXPECT_EQ(histogram.total(), 8);
}

TEST(Histogram, what_is_cut_off_counts_as_outside) {
  Histogram histogram(-2, 2, 4);
  for (const double value : {-1.5, -0.5, 0.5, 0.6, 1.5, 7.0}) histogram.add(value);
  const Histogram part = histogram.cut(-1, 1);
  EXPECT_THAT(part.counts(), ElementsAre(1, 2));
  EXPECT_DOUBLE_EQ(part.first(), -1);
  EXPECT_DOUBLE_EQ(part.last(), 1);
  EXPECT_EQ(part.below(), 1);
  EXPECT_EQ(part.above(), 2);
  EXPECT_EQ(part.total(), 6);
}

TEST(Density, counts_pairs_by_cell_and_those_outside) {
  Density density({.first = 0, .last = 2, .cells = 2}, {.first = 0, .last = 3, .cells = 3});
  density.add(0.5, 0.5);
  density.add(0.6, 0.4);
  density.add(2.0, 3.0);  // the far corner belongs to the last cell
  density.add(2.1, 1.0);
  density.add(kNan, 1.0);
  EXPECT_EQ(density.count(0, 0), 2);
  EXPECT_EQ(density.count(1, 2), 1);
  EXPECT_EQ(density.outside(), 1);
  EXPECT_EQ(density.total(), 4);
  EXPECT_EQ(density.largest(), 2);
  const Density low = density.cut_y(0, 1);
  EXPECT_EQ(low.y().cells, 1);
  EXPECT_EQ(low.count(0, 0), 2);
  EXPECT_EQ(low.outside(), 2);
}

TEST(Charts, have_a_title_and_a_description_for_those_who_cannot_see_them) {
  Histogram histogram(-1, 1, 2);
  histogram.add(0.5);
  const std::string svg =
      histogram_chart({.title = "A < B", .description = "one bar"}, histogram, "difference, mm/yr");
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-label=\"A &lt; B\""));
  EXPECT_THAT(svg, HasSubstr("<title>A &lt; B</title><desc>one bar</desc>"));
  EXPECT_THAT(svg, HasSubstr("difference, mm/yr"));
  EXPECT_THAT(svg, testing::EndsWith("</svg>"));
}

TEST(Charts, of_nothing_are_still_charts) {
  EXPECT_THAT(histogram_chart({}, Histogram(0, 1, 3), "x"), Not(HasSubstr("nan")));
  EXPECT_THAT(density_chart({}, Density({0, 1, 2}, {0, 1, 2}), "x", "y", Guide::diagonal),
              Not(HasSubstr("nan")));
  EXPECT_THAT(line_chart({}, {}, {"x", 0, 1}, {"y", 0, 1}), Not(HasSubstr("nan")));
  EXPECT_THAT(bar_chart({}, {}, "N"), Not(HasSubstr("nan")));
}

TEST(LineChart, a_missing_value_interrupts_the_line) {
  const ChartLine line{.name = "a", .x = {0, 1, 2, 3, 4}, .y = {1, 1, kNan, 2, 2}};
  const std::string svg = line_chart({}, {&line, 1}, {"x", 0, 4}, {"y", 0, 3});
  std::size_t parts = 0;
  for (std::size_t at = svg.find("<polyline"); at != std::string::npos; at = svg.find("<polyline", at + 1))
    ++parts;
  EXPECT_EQ(parts, 2);
}

TEST(BarChart, the_longest_bar_is_the_largest_value) {
  const std::vector<ChartBar> bars{{"half", 5, "5"}, {"whole", 10, "10"}};
  const std::string svg = bar_chart({}, bars, "points");
  EXPECT_THAT(svg, HasSubstr("width=\"200.0\""));
  EXPECT_THAT(svg, HasSubstr("width=\"400.0\""));
}

}  // namespace
}  // namespace plumbline::report
