// SPDX-License-Identifier: MIT
// What the endpoints of /api/v1 compute with: areas, strips, means, lines, outlines.
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include <gmock/gmock.h>

#include "serve/area.h"
#include "serve/cancellation.h"
#include "serve/date_means.h"
#include "serve/frames.h"
#include "serve/line_fit.h"
#include "serve/outline.h"
#include "serve/profile_bins.h"
#include "serve/swath.h"
#include "serve/value_figures.h"

namespace plumbline::serve {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsNan;
using testing::Pointwise;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

Date day(int number) { return Date::from_days(number); }

/// Series of equal length, one a point.
SeriesBlock block_of(const std::vector<std::vector<float>>& series) {
  SeriesBlock block(series.front().size(), series.size());
  for (std::size_t point = 0; point < series.size(); ++point) {
    for (std::size_t i = 0; i < block.acquisitions(); ++i) block.acquisition(i)[point] = series[point][i];
  }
  return block;
}

std::vector<float> series_of(const SeriesBlock& block, std::size_t point) {
  std::vector<float> series;
  for (std::size_t i = 0; i < block.acquisitions(); ++i) series.push_back(block.acquisition(i)[point]);
  return series;
}

// ---- Area

TEST(Area, a_polygon_holds_what_lies_within_its_edges) {
  const std::array corners{Place{10, 40}, Place{12, 40}, Place{12, 42}, Place{11, 41}, Place{10, 42}};
  const Area area = Area::polygon(corners);
  EXPECT_TRUE(area.contains({10.5, 40.5}));
  EXPECT_TRUE(area.contains({11.9, 41.8}));
  EXPECT_FALSE(area.contains({11, 41.5}));  // in the bay
  EXPECT_FALSE(area.contains({9.9, 41}));
  EXPECT_FALSE(area.contains({11, 39.9}));
  EXPECT_EQ(area.window().min_longitude, 10);
  EXPECT_EQ(area.window().max_latitude, 42);
}

TEST(Area, a_polygon_that_crosses_itself_leaves_out_what_it_goes_round_twice) {
  // A pentagram: its middle is crossed an even number of times.
  std::vector<Place> corners;
  for (int i = 0; i < 5; ++i)
    corners.push_back(
        {10 + std::sin(i * 4 * std::numbers::pi / 5), 45 + std::cos(i * 4 * std::numbers::pi / 5)});
  const Area star = Area::polygon(corners);
  EXPECT_FALSE(star.contains({10, 45}));
  EXPECT_TRUE(star.contains({10, 45.7}));
}

TEST(Area, every_place_lies_in_one_of_two_polygons_that_share_an_edge) {
  const std::array west{Place{0, 0}, Place{0.3, 0}, Place{0.7, 1}, Place{0, 1}};
  const std::array east{Place{0.3, 0}, Place{1, 0}, Place{1, 1}, Place{0.7, 1}};
  const Area in_west = Area::polygon(west), in_east = Area::polygon(east);
  for (int x = 1; x < 100; ++x) {
    for (int y = 0; y < 100; ++y) {
      const Place place{x / 100.0, y / 100.0};
      EXPECT_NE(in_west.contains(place), in_east.contains(place)) << place.longitude << ' ' << place.latitude;
    }
  }
}

TEST(Area, a_polygon_of_many_corners_is_what_the_plain_rule_says) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> anywhere(0, 1);
  std::vector<Place> corners;
  for (int i = 0; i < 500; ++i) corners.push_back({anywhere(random), anywhere(random)});
  const Area area = Area::polygon(corners);
  std::size_t inside_count = 0;
  for (int i = 0; i < 2000; ++i) {
    const Place place{anywhere(random), anywhere(random)};
    bool inside = false;
    for (std::size_t a = 0, b = corners.size() - 1; a < corners.size(); b = a++) {
      if ((corners[a].latitude > place.latitude) == (corners[b].latitude > place.latitude)) continue;
      const double share =
          (place.latitude - corners[a].latitude) / (corners[b].latitude - corners[a].latitude);
      if (place.longitude < corners[a].longitude + share * (corners[b].longitude - corners[a].longitude))
        inside = !inside;
    }
    EXPECT_EQ(area.contains(place), inside);
    inside_count += inside ? 1 : 0;
  }
  EXPECT_GT(inside_count, 500U);
  EXPECT_LT(inside_count, 1500U);
}

TEST(Area, a_circle_holds_what_is_near_enough_along_the_ground) {
  const Area circle = Area::circle({13, 38}, 1000);
  const double degree_m = 111'195;  // of latitude
  EXPECT_TRUE(circle.contains({13, 38 + 999 / degree_m}));
  EXPECT_FALSE(circle.contains({13, 38 + 1001 / degree_m}));
  EXPECT_TRUE(circle.contains({13 + 999 / (degree_m * std::cos(38 * kRadians)), 38}));
  EXPECT_FALSE(circle.contains({13 + 1001 / (degree_m * std::cos(38 * kRadians)), 38}));
  for (int i = 0; i < 360; ++i) {  // its window holds its edge
    const double x = 999.999 / degree_m * std::sin(i * kRadians) / std::cos(38 * kRadians);
    const Place edge{13 + x, 38 + 999.999 / degree_m * std::cos(i * kRadians)};
    EXPECT_TRUE(edge.longitude >= circle.window().min_longitude &&
                edge.longitude <= circle.window().max_longitude);
    EXPECT_TRUE(edge.latitude >= circle.window().min_latitude &&
                edge.latitude <= circle.window().max_latitude);
  }
  EXPECT_EQ(Area::circle({179.99, 10}, 10'000).window().min_longitude, -180);
  EXPECT_TRUE(Area::circle({179.99, 10}, 10'000).contains({-179.99, 10}));
  EXPECT_TRUE(Area().contains({1, 2}));
}

// ---- Swath

TEST(Swath, a_place_has_its_distance_along_the_line_and_its_offset_to_the_right) {
  const std::array corners{Place{10, 45}, Place{10, 45.1}};  // northwards
  const Swath swath(corners, 2000);
  EXPECT_NEAR(swath.length_m(), 11'119.5, 0.1);
  const double east_m = 111'195 * std::cos(45.05 * kRadians);
  const auto right = swath.locate({10 + 500 / east_m, 45.05});
  ASSERT_TRUE(right);
  EXPECT_NEAR(right->distance_m, 5559.7, 0.5);
  EXPECT_NEAR(right->offset_m, 500, 0.1);
  EXPECT_NEAR(swath.locate({10 - 500 / east_m, 45.05})->offset_m, -500, 0.1);
  EXPECT_FALSE(swath.locate({10 + 1001 / east_m, 45.05}));
  EXPECT_FALSE(swath.locate({10, 44.9999}));  // its ends are straight
  EXPECT_FALSE(swath.locate({10, 45.1001}));
}

TEST(Swath, at_a_corner_the_nearer_leg_counts_and_its_outside_is_round) {
  const std::array corners{Place{0, 0}, Place{0.1, 0}, Place{0.1, 0.1}};  // east, then north
  const Swath swath(corners, 4000);
  const double east_m = 111'319.5, north_m = 110'574.3;  // a degree on the equator of the ellipsoid
  EXPECT_NEAR(swath.locate({0.05, 0.001})->distance_m, 0.05 * east_m, 0.1);
  EXPECT_NEAR(swath.locate({0.05, 0.001})->offset_m, -0.001 * north_m, 0.1);
  EXPECT_NEAR(swath.locate({0.101, 0.05})->distance_m, 0.1 * east_m + 0.05 * north_m, 0.2);
  const auto outside = swath.locate({0.11, -0.01});  // south-east of the corner, 1,569 m from it
  ASSERT_TRUE(outside);
  EXPECT_NEAR(outside->distance_m, 0.1 * east_m, 0.1);
  EXPECT_NEAR(outside->offset_m, std::hypot(0.01 * east_m, 0.01 * north_m), 1);
  EXPECT_FALSE(swath.locate({0.114, -0.014}));  // 2,197 m
}

TEST(Swath, its_window_holds_every_place_of_it) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> longitude(-20, 30), latitude(30, 70), near(-0.3, 0.3);
  for (int i = 0; i < 50; ++i) {
    const Place begin{longitude(random), latitude(random)};
    const std::array corners{begin,
                             Place{begin.longitude + 10 * near(random), begin.latitude + near(random)}};
    const Swath swath(corners, 20'000);
    for (int k = 0; k < 200; ++k) {
      const double share = k / 200.0;
      const Place place{begin.longitude + share * (corners[1].longitude - begin.longitude) + near(random),
                        begin.latitude + share * (corners[1].latitude - begin.latitude) + near(random)};
      if (!swath.locate(place)) continue;
      EXPECT_TRUE(place.longitude >= swath.window().min_longitude &&
                  place.longitude <= swath.window().max_longitude);
      EXPECT_TRUE(place.latitude >= swath.window().min_latitude &&
                  place.latitude <= swath.window().max_latitude);
    }
  }
}

TEST(ProfileBins, a_bin_has_count_mean_and_deviation) {
  ProfileBins bins(100, 4);
  bins.add(0, 1.0F);
  bins.add(24.9, 3.0F);
  bins.add(25, -2.0F);
  bins.add(100, kMissing);  // the end belongs to the last
  const auto found = bins.bins();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].count, 2U);
  EXPECT_EQ(found[0].mean_velocity, 2);
  EXPECT_NEAR(found[0].std_velocity, std::sqrt(2), 1e-12);
  EXPECT_EQ(found[1].from_m, 25);
  EXPECT_EQ(found[1].to_m, 50);
  EXPECT_EQ(found[1].mean_velocity, -2);
  EXPECT_THAT(found[1].std_velocity, IsNan());
  EXPECT_EQ(found[2].count, 0U);
  EXPECT_EQ(found[3].count, 1U);
  EXPECT_THAT(found[3].mean_velocity, IsNan());
}

// ---- figures

TEST(ValueFigures, are_those_of_ten_numbers) {
  // -3 -1 -1 0 0 0 2 2 5 6
  const std::array<CountedValue, 6> values{{{-3, 1}, {-1, 2}, {0, 3}, {2, 2}, {5, 1}, {6, 1}}};
  const ValueFigures figures = figures_of(values);
  EXPECT_EQ(figures.count, 10U);
  EXPECT_DOUBLE_EQ(figures.mean, 1);
  EXPECT_DOUBLE_EQ(figures.median, 0);
  EXPECT_NEAR(figures.std, std::sqrt(70.0 / 9), 1e-12);
  EXPECT_EQ(figures.min, -3);
  EXPECT_EQ(figures.max, 6);
  EXPECT_EQ(figures_of({}).count, 0U);
  EXPECT_THAT(figures_of({}).mean, IsNan());
  EXPECT_THAT(figures_of(std::array{CountedValue{4, 1}}).std, IsNan());
  EXPECT_EQ(figures_of(std::array<CountedValue, 2>{{{1, 1}, {4, 1}}}).median, 2.5);
}

TEST(Histogram, a_printed_value_begins_the_bin_of_its_edge) {
  std::vector<CountedValue> values;  // -0.3F is below the double -0.3, 0.3F above 0.3
  for (int tenths = -3; tenths <= 3; ++tenths)
    values.push_back({static_cast<float>(tenths) / 10.0F, static_cast<std::size_t>(10 + tenths)});
  const Histogram histogram = histogram_of(values, 60);
  EXPECT_THAT(histogram.edges, ElementsAre(-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3, 0.4));
  EXPECT_THAT(histogram.counts, ElementsAre(7, 8, 9, 10, 11, 12, 13));
}

TEST(Histogram, its_bins_are_as_narrow_as_their_number_allows) {
  EXPECT_THAT(histogram_of(std::array<CountedValue, 2>{{{-7, 1}, {11.9F, 2}}}, 10).edges,
              ElementsAre(-8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12));
  EXPECT_THAT(histogram_of(std::array<CountedValue, 2>{{{-7, 1}, {12, 2}}}, 10).edges,
              ElementsAre(-10, -5, 0, 5, 10, 15));
  EXPECT_THAT(histogram_of(std::array{CountedValue{0.05F, 3}}, 10).edges, ElementsAre(0, 0.1));
  const Histogram wide = histogram_of(std::array<CountedValue, 2>{{{-3e38F, 1}, {3e38F, 1}}}, 10);
  EXPECT_LE(wide.counts.size(), 10U);
  EXPECT_EQ(wide.counts.front() + wide.counts.back(), 2U);
  EXPECT_TRUE(histogram_of({}, 10).edges.empty());
}

TEST(DateMeans, each_date_has_the_mean_of_the_values_that_it_has) {
  DateMeans means;
  means.add(day(12), std::array{4.0F, 1.0F, kMissing, 100.0F}, std::array{0U, 1U, 2U});
  means.add(day(6), std::array{2.0F, kMissing}, std::array{0U, 1U});
  means.add(day(12), std::array{7.0F}, std::array{0U});
  means.add(day(18), std::array{kMissing}, std::array{0U});
  const MeanSeries series = means.mean_series();
  EXPECT_THAT(series.dates, ElementsAre(day(6), day(12), day(18)));
  EXPECT_THAT(series.values, ElementsAre(1, 3, 0));
  EXPECT_EQ(series.mean_mm[0], 2);
  EXPECT_EQ(series.mean_mm[1], 4);
  EXPECT_THAT(series.mean_mm[2], IsNan());
  EXPECT_THAT(series.std_mm[0], IsNan());
  EXPECT_DOUBLE_EQ(series.std_mm[1], 3);
}

// ---- series

TEST(LineFit, is_the_line_of_least_squares_with_its_deviation) {
  const TimeAxis axis({day(0), day(1461), day(2922), day(4383)});       // 0, 4, 8, 12 years
  const auto lines = fit_lines(block_of({{0, 8, 16, 24},                // 2 mm/yr
                                         {1, 4, kMissing, 10},          // a line of 0.75 with a gap
                                         {0, 1, 0, 1},                  // slope 0.05
                                         {5, kMissing, kMissing, 6}}),  // two values
                               axis);
  EXPECT_FLOAT_EQ(lines[0].velocity_mm_per_year, 2);
  EXPECT_NEAR(lines[0].velocity_std, 0, 1e-6);
  EXPECT_FLOAT_EQ(lines[1].velocity_mm_per_year, 0.75);
  EXPECT_FLOAT_EQ(lines[2].velocity_mm_per_year, 0.05F);
  // Residuals -0.2, 0.6, -0.6, 0.2: 0.8 / 2 over the sum of squares 80 of the times.
  EXPECT_NEAR(lines[2].velocity_std, std::sqrt(0.8 / 2 / 80), 1e-6);
  EXPECT_THAT(lines[3].velocity_mm_per_year, IsNan());
  EXPECT_THAT(lines[3].velocity_std, IsNan());
}

TEST(Frames, are_evenly_spaced_from_the_first_to_the_last) {
  EXPECT_THAT(evenly_spaced(day(10), day(20), 3), ElementsAre(day(10), day(15), day(20)));
  EXPECT_THAT(evenly_spaced(day(0), day(10), 4), ElementsAre(day(0), day(3), day(7), day(10)));
  EXPECT_THAT(evenly_spaced(day(0), day(2), 3), ElementsAre(day(0), day(1), day(2)));
}

TEST(Frames, between_values_lie_straight_lines_and_beyond_them_nothing) {
  const std::array axis{day(0), day(6), day(12), day(18)};
  const std::array dates{day(-1), day(0), day(3), day(6), day(9), day(12), day(15), day(18), day(19)};
  const SeriesBlock at = at_dates(block_of({{1, 2, 4, 8}, {kMissing, 3, kMissing, 9}}), axis, dates);
  EXPECT_THAT(series_of(at, 0), ElementsAre(IsNan(), 1, 1.5, 2, 3, 4, 6, 8, IsNan()));
  EXPECT_THAT(series_of(at, 1), ElementsAre(IsNan(), IsNan(), IsNan(), 3, 4.5, 6, 7.5, 9, IsNan()));
}

TEST(Frames, a_series_is_relative_to_its_first_value) {
  SeriesBlock block = block_of({{5, 6, kMissing, 4}, {kMissing, -2, 0, kMissing}});
  make_relative(block);
  EXPECT_THAT(series_of(block, 0), ElementsAre(0, 1, IsNan(), -1));
  EXPECT_THAT(series_of(block, 1), ElementsAre(IsNan(), 0, 2, IsNan()));
}

// ---- outlines

double distance(const Place& place, const Place& a, const Place& b, double stretch) {
  const double x = b.longitude - a.longitude, y = (b.latitude - a.latitude) * stretch;
  const double to_x = place.longitude - a.longitude, to_y = (place.latitude - a.latitude) * stretch;
  const double length2 = x * x + y * y;
  const double share = length2 == 0 ? 0 : std::clamp((to_x * x + to_y * y) / length2, 0.0, 1.0);
  return std::hypot(to_x - share * x, to_y - share * y);
}

TEST(Outline, no_corner_is_farther_from_the_simplified_ring_than_allowed) {
  std::mt19937 random(11);
  std::uniform_real_distribution<double> radius(0.8, 1.2);
  Ring ring;
  double middle = 0;
  for (int i = 0; i < 400; ++i) {
    const double r = radius(random) * 0.01;
    ring.push_back({13 + r * std::sin(i * 0.9 * kRadians), 60 + r * std::cos(i * 0.9 * kRadians) / 2});
  }
  ring.push_back(ring.front());
  for (const Place& place : ring) middle += place.latitude / static_cast<double>(ring.size());
  const double stretch = 1 / std::cos(middle * kRadians);
  std::size_t corners = 0;
  for (const int zoom : {8, 10, 12, 14, 16, 18}) {
    const double tolerance = half_pixel_degrees(zoom);
    const Ring simple = simplified(ring, tolerance);
    EXPECT_GE(simple.size(), 4U);
    EXPECT_EQ(simple.front().longitude, simple.back().longitude);
    EXPECT_EQ(simple.front().latitude, simple.back().latitude);
    EXPECT_GE(simple.size(), corners);  // finer when nearer
    corners = simple.size();
    for (const Place& place : ring) {
      double least = 1;
      for (std::size_t i = 1; i < simple.size(); ++i)
        least = std::min(least, distance(place, simple[i - 1], simple[i], stretch));
      EXPECT_LE(least, tolerance * (1 + 1e-9)) << zoom;
    }
  }
  EXPECT_LT(simplified(ring, half_pixel_degrees(8)).size(), ring.size() / 5);
  EXPECT_EQ(simplified(ring, half_pixel_degrees(30)).size(), ring.size());
}

TEST(Outline, a_ring_smaller_than_a_pixel_stays_a_triangle) {
  const Ring square{{0, 0}, {1e-6, 0}, {1e-6, 1e-6}, {0, 1e-6}, {0, 0}};
  EXPECT_EQ(simplified(square, half_pixel_degrees(3)).size(), 4U);
  EXPECT_NEAR(half_pixel_degrees(0), 360.0 / 512, 1e-12);
}

// ---- cancellation

TEST(Cancellation, is_noticed_after_the_deadline_and_when_the_client_has_left) {
  using Clock = Cancellation::Clock;
  EXPECT_NO_THROW(Cancellation().check());
  EXPECT_NO_THROW(Cancellation(Clock::now() + std::chrono::hours(1)).check());
  const Cancellation late(Clock::now() - std::chrono::milliseconds(1));
  try {
    late.check();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::interrupted);
    EXPECT_THAT(error.what(), testing::HasSubstr("smaller area"));
  }
  Cancellation left;
  left.client_left();
  EXPECT_TRUE(left.has_client_left());
  EXPECT_THROW(left.check(), Error);
}

}  // namespace
}  // namespace plumbline::serve
