// SPDX-License-Identifier: MIT
#include "serve/viewport_index.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

struct Point {
  std::string pid;
  double latitude = 0;
  double longitude = 0;
  float velocity = 0;
  float coherence = 0.5F;
  Orbit orbit = Orbit::ascending;
  std::uint16_t tile = 0;
};

PointColumns columns_of(const std::vector<Point>& points) {
  PointColumns columns;
  columns.tile_stems = {"first", "second"};
  for (const Point& point : points) {
    columns.pid.push_back(PointId::from_text(point.pid).value());
    columns.longitude.push_back(point.longitude);
    columns.latitude.push_back(point.latitude);
    columns.mean_velocity_mm_per_year.push_back(point.velocity);
    columns.temporal_coherence.push_back(point.coherence);
    columns.height_m.push_back(0);
    columns.row.push_back(static_cast<std::uint32_t>(columns.row.size()));
    columns.tile.push_back(point.tile);
    columns.orbit.push_back(point.orbit);
    columns.motion_class.push_back(kUnclassified);
    columns.flags.push_back(kFlagsUnknown);
    columns.cluster.push_back(kNoCluster);
    columns.subcluster.push_back(kNoCluster);
  }
  return columns;
}

PointSelection select(const std::vector<Point>& points, const PointFilter& filter) {
  return ViewportIndex(columns_of(points)).select(filter);
}

// ---- the definition, word by word and without any regard for time

bool definition_passes(const Point& p, const PointFilter& f) {
  const bool inside = p.latitude >= f.min_latitude && p.latitude <= f.max_latitude &&
                      p.longitude >= f.min_longitude && p.longitude <= f.max_longitude;
  const float speed = std::isnan(p.velocity) ? 0.0F : std::fabs(p.velocity);
  const float coherence = std::isnan(p.coherence) ? 0.0F : p.coherence;
  bool wanted = f.ascending && f.descending;
  if (p.orbit == Orbit::ascending) wanted = f.ascending;
  if (p.orbit == Orbit::descending) wanted = f.descending;
  return inside && wanted && speed >= f.least_speed_mm_per_year && coherence >= f.least_coherence;
}

bool definition_comes_first(const Point& a, const Point& b) {
  if (std::isnan(a.coherence) != std::isnan(b.coherence)) return std::isnan(b.coherence);
  if (!std::isnan(a.coherence) && a.coherence != b.coherence) return a.coherence > b.coherence;
  return a.pid != b.pid ? a.pid < b.pid : a.tile < b.tile;
}

PointSelection by_definition(const std::vector<Point>& points, const PointFilter& filter) {
  constexpr std::array kCells{4.0, 2.0, 1.0, 0.5, 0.25, 0.12, 0.06, 0.03, 0.015, 0.008, 0.004, 0.002};
  PointSelection expected;
  std::vector<std::uint32_t> shown;
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    if (!definition_passes(points[i], filter)) continue;
    ++expected.total;
    bool is_best = true;
    for (std::uint32_t j = 0; filter.zoom < 12 && j < points.size(); ++j) {
      const double cell = kCells[static_cast<std::size_t>(filter.zoom)];
      const bool same_cell = std::floor(points[i].latitude / cell) == std::floor(points[j].latitude / cell) &&
                             std::floor(points[i].longitude / cell) == std::floor(points[j].longitude / cell);
      if (same_cell && definition_passes(points[j], filter) && definition_comes_first(points[j], points[i]))
        is_best = false;
    }
    if (is_best) shown.push_back(i);
  }
  for (const std::uint32_t i : shown) {
    const auto before = std::count_if(shown.begin(), shown.end(), [&](std::uint32_t j) {
      return definition_comes_first(points[j], points[i]);
    });
    if (static_cast<std::size_t>(before) < filter.max_points) expected.points.push_back(i);
  }
  return expected;
}

/// Random points around (0, 0) and on cell borders, with few different coherences, so that ties are common.
std::vector<Point> random_points(std::size_t count, std::mt19937& random) {
  std::uniform_real_distribution<double> anywhere(-0.05, 0.05);
  std::uniform_int_distribution<int> border(-25, 25);
  std::uniform_int_distribution<int> tenth(0, 9);
  std::vector<Point> points;
  for (std::size_t i = 0; i < count; ++i) {
    const bool on_border = tenth(random) < 4;
    Point point;
    point.pid = std::to_string(1'000'000'000 + (i * 7919) % count);
    point.latitude = on_border ? border(random) * 0.002 : anywhere(random);
    point.longitude = on_border ? border(random) * 0.002 : anywhere(random);
    point.velocity = tenth(random) == 0 ? kMissing : static_cast<float>(border(random)) / 5.0F;
    point.coherence = tenth(random) == 0 ? kMissing : static_cast<float>(5 + tenth(random) / 3) / 10.0F;
    point.orbit = static_cast<Orbit>(tenth(random) % 3);
    points.push_back(point);
    if (tenth(random) == 0) {  // the same pid in another tile, as L3 east and up have
      point.tile = 1;
      points.push_back(point);
    }
  }
  return points;
}

PointFilter random_filter(std::mt19937& random) {
  std::uniform_real_distribution<double> edge(-0.06, 0.06);
  std::uniform_int_distribution<int> choice(0, 19);
  PointFilter filter;
  if (choice(random) > 4) {
    const auto latitudes = std::minmax({edge(random), edge(random)});
    const auto longitudes = std::minmax({edge(random), edge(random)});
    filter.min_latitude = latitudes.first;
    filter.max_latitude = latitudes.second;
    filter.min_longitude = longitudes.first;
    filter.max_longitude = longitudes.second;
  }
  filter.zoom = choice(random);
  if (choice(random) > 10) filter.least_speed_mm_per_year = static_cast<float>(choice(random)) / 5.0F;
  if (choice(random) > 10) filter.least_coherence = static_cast<float>(choice(random)) / 20.0F;
  filter.ascending = choice(random) > 4;
  filter.descending = choice(random) > 4;
  if (choice(random) > 14) filter.max_points = static_cast<std::size_t>(1 + choice(random));
  return filter;
}

TEST(ViewportIndex, selects_what_the_definition_says_for_random_points_and_filters) {
  std::mt19937 random(20200103);
  for (int round = 0; round < 20; ++round) {
    const auto points = random_points(300, random);
    const ViewportIndex index(columns_of(points));
    for (int query = 0; query < 20; ++query) {
      const PointFilter filter = random_filter(random);
      const PointSelection found = index.select(filter);
      const PointSelection expected = by_definition(points, filter);
      ASSERT_EQ(found.total, expected.total) << "zoom " << filter.zoom;
      ASSERT_EQ(found.points, expected.points) << "zoom " << filter.zoom;
    }
  }
}

TEST(ViewportIndex, cell_sizes_are_those_of_the_zoom_levels) {
  EXPECT_EQ(cell_degrees(0), 4.0);
  EXPECT_EQ(cell_degrees(5), 0.12);
  EXPECT_EQ(cell_degrees(11), 0.002);
  EXPECT_EQ(cell_degrees(12), std::nullopt);
  EXPECT_EQ(cell_degrees(30), std::nullopt);
}

TEST(ViewportIndex, an_empty_store_has_nothing_to_show) {
  const PointSelection selection = select({}, {.zoom = 5});
  EXPECT_EQ(selection.total, 0U);
  EXPECT_THAT(selection.points, IsEmpty());
}

TEST(ViewportIndex, of_two_points_in_a_cell_the_more_coherent_is_shown_and_both_are_counted) {
  const PointSelection selection = select(
      {{.pid = "AAAAAAAAAA", .coherence = 0.6F}, {.pid = "BBBBBBBBBB", .coherence = 0.7F}}, {.zoom = 11});
  EXPECT_EQ(selection.total, 2U);
  EXPECT_THAT(selection.points, ElementsAre(1));
}

TEST(ViewportIndex, a_more_coherent_point_that_does_not_pass_leaves_its_cell_to_the_next) {
  const PointSelection selection = select(
      {{.pid = "AAAAAAAAAA", .velocity = -3, .coherence = 0.6F}, {.pid = "BBBBBBBBBB", .coherence = 0.7F}},
      {.zoom = 5, .least_speed_mm_per_year = 2.5F});
  EXPECT_EQ(selection.total, 1U);
  EXPECT_THAT(selection.points, ElementsAre(0));
}

TEST(ViewportIndex, equal_coherence_goes_to_the_smallest_pid_by_bytes) {
  // By bytes digits come before capitals and capitals before small letters.
  EXPECT_THAT(select({{.pid = "aAAAAAAAAA"}, {.pid = "Zzzzzzzzzz"}}, {.zoom = 0}).points, ElementsAre(1));
  EXPECT_THAT(select({{.pid = "AAAAAAAAAA"}, {.pid = "9zzzzzzzzz"}}, {.zoom = 0}).points, ElementsAre(1));
}

TEST(ViewportIndex, equal_pids_go_to_the_first_tile) {
  EXPECT_THAT(
      select({{.pid = "AAAAAAAAAA", .tile = 1}, {.pid = "AAAAAAAAAA", .tile = 0}}, {.zoom = 0}).points,
      ElementsAre(1));
}

TEST(ViewportIndex, a_cell_begins_at_its_border_and_cells_are_divided_at_zero) {
  //   cell -1     |  cell 0
  //   -0.001      0         1.999 | 2.0: cell 1
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .latitude = -0.001},
                                  {.pid = "BBBBBBBBBB", .latitude = 0},
                                  {.pid = "CCCCCCCCCC", .latitude = 1.999},
                                  {.pid = "DDDDDDDDDD", .latitude = 2.0}};
  EXPECT_THAT(select(points, {.zoom = 1}).points, ElementsAre(0, 1, 3));
}

TEST(ViewportIndex, from_zoom_12_every_point_is_shown) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA"}, {.pid = "BBBBBBBBBB"}};
  EXPECT_THAT(select(points, {.zoom = 11}).points, ElementsAre(0));
  EXPECT_THAT(select(points, {.zoom = 12}).points, ElementsAre(0, 1));
}

TEST(ViewportIndex, the_edges_of_the_window_belong_to_it) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .latitude = 1, .longitude = 2},
                                  {.pid = "BBBBBBBBBB", .latitude = 1.1, .longitude = 2.1}};
  EXPECT_THAT(
      select(points, {.min_latitude = 1, .max_latitude = 1.1, .min_longitude = 2, .max_longitude = 2.1})
          .points,
      ElementsAre(0, 1));
  EXPECT_THAT(
      select(points, {.min_latitude = std::nextafter(1.0, 2.0), .max_latitude = 1.1, .min_longitude = 2})
          .points,
      ElementsAre(1));
}

TEST(ViewportIndex, a_missing_coherence_passes_only_where_none_is_asked_for_and_comes_last) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .coherence = kMissing},
                                  {.pid = "BBBBBBBBBB", .coherence = 0.0F}};
  EXPECT_EQ(select(points, {}).total, 2U);
  EXPECT_EQ(select(points, {.least_coherence = 0.01F}).total, 0U);
  EXPECT_THAT(select(points, {.zoom = 3}).points, ElementsAre(1));
}

TEST(ViewportIndex, a_missing_velocity_passes_only_where_no_motion_is_asked_for) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .velocity = kMissing}};
  EXPECT_EQ(select(points, {}).total, 1U);
  EXPECT_EQ(select(points, {.least_speed_mm_per_year = 0.1F}).total, 0U);
}

TEST(ViewportIndex, a_point_without_orbit_is_shown_only_when_both_orbits_are) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .orbit = Orbit::ascending},
                                  {.pid = "BBBBBBBBBB", .orbit = Orbit::descending},
                                  {.pid = "CCCCCCCCCC", .orbit = Orbit::none}};
  EXPECT_THAT(select(points, {}).points, ElementsAre(0, 1, 2));
  EXPECT_THAT(select(points, {.descending = false}).points, ElementsAre(0));
  EXPECT_THAT(select(points, {.ascending = false}).points, ElementsAre(1));
  EXPECT_THAT(select(points, {.ascending = false, .descending = false}).points, IsEmpty());
}

TEST(ViewportIndex, beyond_max_points_the_most_coherent_remain_in_the_order_of_the_store) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .coherence = 0.7F},
                                  {.pid = "BBBBBBBBBB", .coherence = 0.5F},
                                  {.pid = "DDDDDDDDDD", .coherence = 0.8F},
                                  {.pid = "CCCCCCCCCC", .coherence = 0.7F}};
  const PointSelection two = select(points, {.max_points = 2});
  EXPECT_EQ(two.total, 4U);
  EXPECT_THAT(two.points, ElementsAre(0, 2));
  EXPECT_THAT(select(points, {.max_points = 3}).points, ElementsAre(0, 2, 3));
}

TEST(ViewportIndex, a_point_that_is_not_on_the_globe_is_an_error_that_names_it) {
  for (const double latitude : {90.5, -1e300, std::nan("")}) {
    try {
      const ViewportIndex index(columns_of({{.pid = "AAAAAAAAAA", .latitude = latitude}}));
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::bad_store);
      EXPECT_THAT(error.what(), testing::HasSubstr("AAAAAAAAAA"));
      EXPECT_THAT(error.what(), testing::HasSubstr("first"));
    }
  }
}

}  // namespace
}  // namespace plumbline::serve
