// SPDX-License-Identifier: MIT
// What calibration is made of: GNSS models, control points, and the surface between them.
#include <cmath>
#include <random>

#include <gmock/gmock.h>

#include "correct/control_points.h"
#include "correct/gnss_model.h"
#include "correct/velocity_surface.h"

namespace plumbline::test {
namespace {

using correct::ControlPoint;
using correct::EastNorthUp;
using correct::GnssGrid;
using correct::GnssSite;
using correct::VelocitySurface;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

TEST(GnssGrid, is_the_nodes_at_the_nodes_and_linear_between) {
  const std::vector<GnssSite> nodes{{4'500'000, 2'500'000, {1, 0, 4}},
                                    {4'550'000, 2'500'000, {3, 0, 4}},
                                    {4'500'000, 2'550'000, {1, 2, 4}},
                                    {4'550'000, 2'550'000, {3, 2, 8}}};
  const auto grid = GnssGrid::from(nodes);
  ASSERT_TRUE(grid);
  EXPECT_DOUBLE_EQ(grid->at(4'500'000, 2'500'000)->east, 1);
  EXPECT_DOUBLE_EQ(grid->at(4'525'000, 2'500'000)->east, 2);
  EXPECT_DOUBLE_EQ(grid->at(4'525'000, 2'525'000)->north, 1);
  EXPECT_DOUBLE_EQ(grid->at(4'525'000, 2'525'000)->up, 5);
}

TEST(GnssGrid, where_nodes_are_absent_the_others_stand_for_them_and_far_away_there_is_nothing) {
  const std::vector<GnssSite> nodes{{4'500'000, 2'500'000, {1, 0, 0}}, {4'550'000, 2'500'000, {3, 0, 0}}};
  const auto grid = GnssGrid::from(nodes);
  EXPECT_DOUBLE_EQ(grid->at(4'525'000, 2'540'000)->east, 2);
  EXPECT_FALSE(grid->at(4'525'000, 2'560'000));
}

TEST(GnssGrid, a_node_without_a_velocity_counts_as_absent) {
  const std::vector<GnssSite> nodes{{4'500'000, 2'500'000, {1, 0, 0}},
                                    {4'550'000, 2'500'000, {3, 0, std::nan("")}}};
  EXPECT_DOUBLE_EQ(GnssGrid::from(nodes)->at(4'525'000, 2'510'000)->east, 1);
}

TEST(GnssGrid, stations_are_no_grid) {
  const std::vector<GnssSite> stations{{4'500'000, 2'500'000, {}}, {4'531'234, 2'500'000, {}}};
  EXPECT_FALSE(GnssGrid::from(stations));
  EXPECT_FALSE(GnssGrid::from({}));
}

TEST(EastNorthUp, uplift_is_motion_towards_the_satellite) {
  EXPECT_DOUBLE_EQ((EastNorthUp{0, 0, 2}.along(0.6, -0.1, 0.8)), 1.6);
  EXPECT_DOUBLE_EQ((EastNorthUp{-1, 0, 0}.along(0.6, -0.1, 0.8)), -0.6);
}

/// Points that look straight up.
struct Points {
  std::vector<double> easting, northing;
  std::vector<float> velocity, zero, one;
  std::vector<std::uint32_t> rows;

  void add(double x, double y, double v) {
    easting.push_back(x);
    northing.push_back(y);
    velocity.push_back(static_cast<float>(v));
    zero.push_back(0);
    one.push_back(1);
    rows.push_back(static_cast<std::uint32_t>(rows.size()));
  }
  correct::MovingPoints view() const { return {easting, northing, velocity, zero, zero, one}; }
};

TEST(ControlPoints, a_cell_compares_its_points_with_the_model_and_ignores_the_odd_one) {
  Points points;
  for (int i = 0; i < 9; ++i) points.add(500 + i, 500, 1.0);
  points.add(500, 500, -30.0);
  points.add(1500, 500, 7.0);  // a cell with too few points
  const std::vector<float> model(points.rows.size(), 0.4f);
  const auto controls = correct::cell_controls(points.view(), points.rows, model);
  ASSERT_EQ(controls.size(), 1u);
  EXPECT_EQ(controls[0].points, 10);
  EXPECT_NEAR(controls[0].difference, 0.6, 0.01);
  EXPECT_NEAR(controls[0].easting_m, 503.6, 1e-9);
}

TEST(ControlPoints, a_point_without_model_or_velocity_takes_no_part) {
  Points points;
  for (int i = 0; i < 6; ++i) points.add(500, 500, i == 0 ? std::nan("") : 1.0);
  std::vector<float> model(6, 0.0f);
  EXPECT_EQ(correct::cell_controls(points.view(), points.rows, model).at(0).points, 5);
  model[1] = kMissing;
  EXPECT_TRUE(correct::cell_controls(points.view(), points.rows, model).empty());
}

TEST(ControlPoints, a_station_is_compared_with_the_points_within_the_radius_in_the_line_of_sight) {
  Points points;
  for (int i = 0; i < 5; ++i) points.add(1000 + 100 * i, 1000, 3.0);
  points.add(1000, 2001, 50.0);
  const std::vector<GnssSite> stations{{1000, 1000, {9, 9, 1}},
                                       {900'000, 1000, {}},                  // far away
                                       {1000, 1500, {0, 0, std::nan("")}}};  // unknown
  const auto controls = correct::station_controls(points.view(), points.rows, stations, 1000);
  ASSERT_EQ(controls.size(), 1u);
  EXPECT_EQ(controls[0].points, 5);
  EXPECT_EQ(controls[0].site, 0u);
  EXPECT_NEAR(controls[0].difference, 2.0, 1e-6);
  EXPECT_TRUE(correct::station_controls(points.view(), points.rows, stations, 350).empty());
}

std::vector<ControlPoint> controls_on(double (*surface)(double, double), std::size_t aside,
                                      double noise = 0) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(0, 1);
  std::vector<ControlPoint> controls;
  for (std::size_t i = 0; i < aside; ++i) {
    for (std::size_t k = 0; k < aside; ++k) {
      const double x = 4'500'000 + 2000.0 * static_cast<double>(i);
      const double y = 2'500'000 + 2000.0 * static_cast<double>(k);
      controls.push_back({x, y, surface(x, y) + noise * normal(random), 10, 0});
    }
  }
  return controls;
}

double cubic(double x, double y) {
  const double a = (x - 4'520'000) / 20'000, b = (y - 2'520'000) / 20'000;
  return 1.5 - 2 * a + b + 0.7 * a * b - b * b + 0.4 * a * a * b;
}
double tilt(double x, double y) { return (x - 4'500'000) / 10'000 - (y - 2'500'000) / 20'000; }

TEST(VelocitySurface, a_polynomial_of_the_degree_is_found_exactly) {
  const auto surface = VelocitySurface::fit(controls_on(cubic, 10), {.degree = 3});
  ASSERT_TRUE(surface);
  EXPECT_EQ(surface->degree(), 3);
  EXPECT_NEAR(surface->at(4'512'345, 2'523'456), cubic(4'512'345, 2'523'456), 1e-9);
}

TEST(VelocitySurface, places_that_move_by_themselves_do_not_bend_it) {
  auto controls = controls_on(tilt, 10, 0.1);
  for (std::size_t i = 0; i < 10; ++i) controls[i * 9].difference -= 20;  // a tenth of them
  const auto surface = VelocitySurface::fit(controls, {.degree = 1});
  for (const double x : {4'500'000.0, 4'518'000.0})
    EXPECT_NEAR(surface->at(x, 2'509'000), tilt(x, 2'509'000), 0.1);
}

TEST(VelocitySurface, the_degree_is_lowered_to_what_the_control_points_determine) {
  const auto few = controls_on(tilt, 2);  // four points: one too few for a plane and a check
  EXPECT_EQ(VelocitySurface::fit(few, {.degree = 3})->degree(), 0);
  std::vector<ControlPoint> in_a_line;
  for (int i = 0; i < 8; ++i) in_a_line.push_back({1000.0 * i, 500.0 * i, 1.0, 10, 0});
  const auto surface = VelocitySurface::fit(in_a_line, {.degree = 1});
  EXPECT_EQ(surface->degree(), 0);
  EXPECT_NEAR(surface->at(0, 90'000), 1.0, 1e-9);
  EXPECT_FALSE(VelocitySurface::fit({}, {}));
}

TEST(VelocitySurface, leave_one_out_is_what_the_surface_of_the_others_misses) {
  const auto controls = controls_on(cubic, 4, 0.02);  // too little noise for any weight but 1
  for (const correct::SurfaceOptions options :
       {correct::SurfaceOptions{.degree = 2}, correct::SurfaceOptions{.low_pass_m = 20'000}}) {
    const auto surface = VelocitySurface::fit(controls, options);
    auto others = controls;
    others.erase(others.begin() + 5);
    const auto without = VelocitySurface::fit(others, options);
    const double missed = controls[5].difference - without->at(controls[5].easting_m, controls[5].northing_m);
    // Weights change a little without it, and the low-pass grid is coarse.
    EXPECT_NEAR(surface->leave_one_out()[5], missed, 0.05 + 0.05 * std::fabs(missed));
  }
  const std::vector<ControlPoint> alone(controls.begin(), controls.begin() + 1);
  EXPECT_TRUE(std::isnan(VelocitySurface::fit(alone, {})->leave_one_out()[0]));
}

TEST(VelocitySurface, low_pass_follows_a_tilt_to_the_edge_and_halves_the_wavelength_it_is_named_by) {
  const auto tilted = VelocitySurface::fit(controls_on(tilt, 20), {.low_pass_m = 20'000});
  EXPECT_NEAR(tilted->at(4'500'000, 2'500'000), 0, 0.05);
  EXPECT_NEAR(tilted->at(4'538'000, 2'538'000), tilt(4'538'000, 2'538'000), 0.05);
  const auto wave = [](double x, double) { return std::cos((x - 4'538'000) / 20'000 * 6.283185307); };
  const auto halved = VelocitySurface::fit(controls_on(wave, 30), {.low_pass_m = 20'000});
  EXPECT_NEAR(halved->at(4'538'000, 2'529'000), 0.5, 0.05);
  const auto kept = VelocitySurface::fit(controls_on(wave, 30), {.low_pass_m = 7'000});
  EXPECT_GT(kept->at(4'538'000, 2'529'000), 0.9);
}

}  // namespace
}  // namespace plumbline::test
