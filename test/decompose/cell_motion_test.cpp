// SPDX-License-Identifier: MIT
#include "decompose/cell_motion.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "decompose/cell_grid.h"

namespace plumbline::decompose {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

TimeAxis every(int days, std::size_t count, int first_day = 0) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < count; ++i)
    dates.push_back(Date::from_days(18262 + first_day + days * static_cast<int>(i)));
  return TimeAxis(std::move(dates));
}

const SightedPoint kAscending{.cell = 0,
                              .los_east = -0.621F,
                              .los_north = -0.098F,
                              .los_up = 0.777F,
                              .height_m = 10,
                              .rmse_mm = 2,
                              .gnss_velocity = -0.7307F};
const SightedPoint kDescending{.cell = 0,
                               .los_east = 0.594F,
                               .los_north = -0.12F,
                               .los_up = 0.795F,
                               .height_m = 40,
                               .rmse_mm = 3,
                               .gnss_velocity = -1.6083F};

/// Motion of the ground, linear in time.
struct Rates {
  double east = 0, north = 0, up = 0;  // mm/yr
};

/// `count` points of one track that see these rates without noise, each with an offset of its own.
TrackSums seen(const SightedPoint& point, const Rates& rates, const TimeAxis& axis, const TimeAxis& dates,
               std::size_t count = 1) {
  SeriesBlock block(axis.size(), count);
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const double t = days_between(dates.dates().front(), axis.date(i)) / TimeAxis::kDaysPerYear;
    const double along = t * (rates.east * static_cast<double>(point.los_east) +
                              rates.north * static_cast<double>(point.los_north) +
                              rates.up * static_cast<double>(point.los_up));
    for (std::size_t p = 0; p < count; ++p) block.acquisition(i)[p] = static_cast<float>(along);
  }
  TrackSums sums(dates.size(), 1);
  std::vector<const float*> pointers;
  const std::vector<SightedPoint> points(count, point);
  sums.add(at_common_dates(block.view(pointers), Resampler(axis, dates), points), points);
  return sums;
}

struct Solved {
  CellMotion motion;
  SeriesBlock east, up;
};

Solved solve_one(const std::vector<Track>& tracks, std::size_t dates,
                 const std::vector<double>& north_mm = {}, Unknowns unknowns = Unknowns::east_and_up) {
  std::vector<CellMotion> motions(1);
  Solved solved{{}, SeriesBlock(dates, 1), SeriesBlock(dates, 1)};
  solve_cells(tracks, unknowns, 0, north_mm, motions, solved.east, solved.up);
  solved.motion = motions.front();
  return solved;
}

TEST(SolveCells, linear_motion_without_noise_is_recovered_from_tracks_with_different_dates) {
  const TimeAxis dates = every(6, 304);
  const Rates rates{.east = -3, .up = 5};
  const TrackSums a = seen(kAscending, rates, every(12, 160, -5), dates, 3);
  const TrackSums d = seen(kDescending, rates, every(24, 90, -11), dates);
  const Solved solved = solve_one({{'A', &a}, {'D', &d}}, dates.size());
  ASSERT_TRUE(solved.motion.is_solved);
  for (std::size_t k = 0; k < dates.size(); ++k) {
    EXPECT_NEAR(solved.east.acquisition(k)[0], rates.east * dates.years(k), 1e-4);
    EXPECT_NEAR(solved.up.acquisition(k)[0], rates.up * dates.years(k), 1e-4);
  }
}

TEST(SolveCells, all_tracks_are_used) {
  const TimeAxis dates = every(6, 20);
  SightedPoint steep = kAscending;
  steep.los_east = -0.52F;
  steep.los_up = 0.85F;
  const Rates rates{.east = 30, .up = -20};
  const TrackSums a = seen(kAscending, rates, dates, dates);
  const TrackSums b = seen(steep, rates, dates, dates);
  const TrackSums d = seen(kDescending, rates, dates, dates);
  const Solved two = solve_one({{'A', &a}, {'D', &d}}, dates.size());
  const Solved three = solve_one({{'A', &a}, {'A', &b}, {'D', &d}}, dates.size());
  EXPECT_EQ(three.motion.tracks, 3u);
  EXPECT_EQ(three.motion.points_ascending, 2u);
  EXPECT_NEAR(three.east.acquisition(19)[0], rates.east * dates.years(19), 1e-4);
  EXPECT_LT(three.motion.up_std_mm, two.motion.up_std_mm);
}

TEST(SolveCells, motion_to_the_north_tilts_the_result_unless_a_model_takes_it_out) {
  const TimeAxis dates = every(6, 100);
  const Rates rates{.east = 1, .north = 10, .up = 2};
  const TrackSums a = seen(kAscending, rates, dates, dates);
  const TrackSums d = seen(kDescending, rates, dates, dates);
  std::vector<double> north_mm;
  for (const double years : dates.years()) north_mm.push_back(rates.north * years);
  const Solved without = solve_one({{'A', &a}, {'D', &d}}, dates.size());
  const Solved with = solve_one({{'A', &a}, {'D', &d}}, dates.size(), north_mm);
  EXPECT_GT(std::abs(without.up.acquisition(99)[0] - static_cast<float>(2 * dates.years(99))), 1);
  EXPECT_NEAR(with.up.acquisition(99)[0], 2 * dates.years(99), 1e-4);
  EXPECT_NEAR(with.east.acquisition(99)[0], 1 * dates.years(99), 1e-4);
}

TEST(SolveCells, a_cell_without_both_geometries_is_missing) {
  const TimeAxis dates = every(6, 3);
  const TrackSums a = seen(kAscending, {}, dates, dates);
  const TrackSums nothing(dates.size(), 1);
  for (const auto& tracks : {std::vector<Track>{{'A', &a}}, std::vector<Track>{{'A', &a}, {'A', &a}},
                             std::vector<Track>{{'A', &a}, {'D', &nothing}}, std::vector<Track>{}}) {
    const Solved solved = solve_one(tracks, dates.size());
    EXPECT_FALSE(solved.motion.is_solved);
    EXPECT_TRUE(std::isnan(solved.east.acquisition(0)[0]));
    EXPECT_TRUE(std::isnan(solved.up.acquisition(2)[0]));
  }
}

TEST(SolveCells, height_is_the_mean_over_all_points_and_the_model_is_solved_as_the_motion_is) {
  const TimeAxis dates = every(6, 2);
  const TrackSums a = seen(kAscending, {}, dates, dates, 4);
  const TrackSums d = seen(kDescending, {}, dates, dates, 2);
  const CellMotion motion = solve_one({{'A', &a}, {'D', &d}}, 2).motion;
  EXPECT_EQ(motion.points_ascending, 4u);
  EXPECT_EQ(motion.points_descending, 2u);
  EXPECT_DOUBLE_EQ(motion.height_m, 20);
  EXPECT_NEAR(motion.gnss_east, -0.7, 1e-3);  // the model of the official tile: E -0.7, U -1.5
  EXPECT_NEAR(motion.gnss_up, -1.5, 1e-3);
}

TEST(SolveCells, more_points_lessen_the_uncertainty_down_to_what_they_share) {
  const TimeAxis dates = every(6, 2);
  const auto up_std = [&](std::size_t points) {
    const TrackSums a = seen(kAscending, {}, dates, dates, points);
    const TrackSums d = seen(kDescending, {}, dates, dates, points);
    return solve_one({{'A', &a}, {'D', &d}}, 2).motion.up_std_mm;
  };
  EXPECT_GT(up_std(1), up_std(4));
  EXPECT_NEAR(up_std(2000) / up_std(1), std::sqrt(kSharedNoise), 2e-3);
}

TEST(SolveCells, an_unknown_scatter_gives_an_unknown_uncertainty_and_the_same_motion) {
  const TimeAxis dates = every(6, 10);
  SightedPoint ascending = kAscending;
  SightedPoint descending = kDescending;
  ascending.rmse_mm = descending.rmse_mm = kUnknown;
  const TrackSums a = seen(ascending, {.up = 100}, dates, dates);
  const TrackSums d = seen(descending, {.up = 100}, dates, dates);
  const Solved solved = solve_one({{'A', &a}, {'D', &d}}, dates.size());
  EXPECT_TRUE(std::isnan(solved.motion.up_std_mm));
  EXPECT_NEAR(solved.up.acquisition(9)[0], 100 * dates.years(9), 1e-4);
  EXPECT_NEAR(solved.motion.up_growth, 0.9, 0.05);
}

TEST(SolveCells, up_alone_is_the_line_of_sight_divided_by_the_cosine_of_the_incidence_angle) {
  const TimeAxis dates = every(6, 50);
  const Rates rates{.up = -7};
  const TrackSums d = seen(kDescending, rates, dates, dates);
  const Solved solved = solve_one({{'D', &d}}, dates.size(), {}, Unknowns::up);
  ASSERT_TRUE(solved.motion.is_solved);
  EXPECT_NEAR(solved.up.acquisition(49)[0], rates.up * dates.years(49), 1e-4);
  EXPECT_TRUE(std::isnan(solved.east.acquisition(49)[0]));
  EXPECT_TRUE(std::isnan(solved.motion.condition));
  EXPECT_NEAR(solved.motion.up_growth, 1 / 0.795, 1e-6);
  EXPECT_NEAR(solved.motion.gnss_up, -1.6083 / 0.795, 1e-6);
}

TEST(SolveCells, motion_to_the_east_pretends_up_where_up_alone_is_solved_for) {
  const TimeAxis dates = every(6, 50);
  const TrackSums a = seen(kAscending, {.east = 4}, dates, dates);
  const Solved solved = solve_one({{'A', &a}}, dates.size(), {}, Unknowns::up);
  EXPECT_NEAR(solved.motion.up_per_east, -0.621 / 0.777, 1e-6);
  EXPECT_NEAR(solved.up.acquisition(49)[0], 4 * dates.years(49) * solved.motion.up_per_east, 1e-4);
}

TEST(SolveCells, two_tracks_of_one_geometry_share_in_up_alone) {
  const TimeAxis dates = every(6, 50);
  SightedPoint steep = kAscending;
  steep.los_east = -0.52F;
  steep.los_up = 0.85F;
  const Rates rates{.up = 3};
  const TrackSums a = seen(kAscending, rates, dates, dates);
  const TrackSums b = seen(steep, rates, dates, dates);
  const Solved solved = solve_one({{'A', &a}, {'A', &b}}, dates.size(), {}, Unknowns::up);
  EXPECT_NEAR(solved.up.acquisition(49)[0], rates.up * dates.years(49), 1e-4);
  EXPECT_LT(solved.motion.up_std_mm, solve_one({{'A', &a}}, dates.size(), {}, Unknowns::up).motion.up_std_mm);
}

TEST(Cell, a_point_on_an_edge_belongs_to_the_cell_north_east_of_it) {
  EXPECT_EQ(cell_at(4597500, 1739700, 100), (Cell{17397, 45975}));
  EXPECT_EQ(cell_at(4597499.99, 1739699.99, 100), (Cell{17396, 45974}));
  EXPECT_EQ(middle_m(45975, 100), 4597550);
}

TEST(Cell, the_order_is_south_to_north_and_then_west_to_east) {
  EXPECT_LT((Cell{1, 9}), (Cell{2, 0}));
  EXPECT_LT((Cell{1, 1}), (Cell{1, 2}));
}

}  // namespace
}  // namespace plumbline::decompose
