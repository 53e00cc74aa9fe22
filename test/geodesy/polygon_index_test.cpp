// SPDX-License-Identifier: MIT
#include "geodesy/polygon_index.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace plumbline {
namespace {

const PolygonRing kSquare{{0, 0}, {4, 0}, {4, 4}, {0, 4}};
const PolygonRing kHole{{1, 1}, {1, 3}, {3, 3}, {3, 1}};

PolygonIndex index_of(std::vector<PolygonRings> polygons, double margin = 0) {
  return PolygonIndex(polygons, margin);
}

/// The corners of a star that crosses itself as often as it can.
PolygonRing star(std::size_t corners) {
  PolygonRing ring;
  const std::size_t step = corners / 2;
  for (std::size_t i = 0; i < corners; ++i) {
    const double angle = 2 * M_PI * static_cast<double>(i * step % corners) / static_cast<double>(corners);
    ring.push_back({std::cos(angle), std::sin(angle)});
  }
  return ring;
}

/// By the definition: every edge is looked at.
bool is_in_an_odd_number(const PolygonRings& rings, double x, double y) {
  bool is_inside = false;
  for (const PolygonRing& ring : rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const PlanePair& a = ring[i];
      const PlanePair& b = ring[(i + 1) % ring.size()];
      if ((a[1] > y) == (b[1] > y)) continue;
      if (x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])) is_inside = !is_inside;
    }
  }
  return is_inside;
}

TEST(PolygonIndex, a_square_holds_its_edges_and_corners) {
  const PolygonIndex square = index_of({{kSquare}});
  EXPECT_TRUE(square.contains(2, 2));
  EXPECT_TRUE(square.contains(0, 2));
  EXPECT_TRUE(square.contains(2, 4));
  EXPECT_TRUE(square.contains(4, 4));
  EXPECT_FALSE(square.contains(4.000001, 4));
  EXPECT_FALSE(square.contains(std::nan(""), 2));
}
TEST(PolygonIndex, a_hole_is_outside_and_its_edge_is_not) {
  const PolygonIndex holed = index_of({{kSquare, kHole}});
  EXPECT_FALSE(holed.contains(2, 2));
  EXPECT_TRUE(holed.contains(1, 2));
  EXPECT_TRUE(holed.contains(0.5, 2));
}
TEST(PolygonIndex, overlapping_polygons_are_one_area) {
  const PolygonIndex two = index_of({{kSquare}, {{{2, 2}, {6, 2}, {6, 6}, {2, 6}}}});
  EXPECT_TRUE(two.contains(3, 3));
  EXPECT_TRUE(two.contains(1, 1));
  EXPECT_TRUE(two.contains(5, 5));
  EXPECT_FALSE(two.contains(1, 5));
}
TEST(PolygonIndex, a_ring_that_crosses_itself_holds_what_lies_in_it_an_odd_number_of_times) {
  //  0,2 +   + 2,2      the bow tie: left and right triangle are inside,
  //      | x |          what is above and below the crossing is not
  //  0,0 +   + 2,0
  const PolygonIndex bow = index_of({{{{0, 0}, {2, 2}, {2, 0}, {0, 2}}}});
  EXPECT_TRUE(bow.contains(0.2, 1));
  EXPECT_TRUE(bow.contains(1.8, 1));
  EXPECT_FALSE(bow.contains(1, 0.2));
  EXPECT_FALSE(bow.contains(1, 1.8));
}
TEST(PolygonIndex, agrees_with_the_definition_for_random_rings) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> place(-1, 1);
  for (int n = 0; n < 60; ++n) {
    PolygonRings rings;
    for (int ring = 0; ring <= n % 3; ++ring) {
      rings.emplace_back();
      for (int corner = 0; corner < 3 + n * 2; ++corner)
        rings.back().push_back({place(random), place(random)});
    }
    const PolygonIndex index(std::span(&rings, 1));
    for (int i = 0; i < 200; ++i) {
      const double x = place(random), y = place(random);
      EXPECT_EQ(index.contains(x, y), is_in_an_odd_number(rings, x, y)) << n << ": " << x << " " << y;
    }
  }
}
TEST(PolygonIndex, a_star_of_thousands_of_crossings_takes_as_many_steps_as_edges_meet_a_line) {
  const PolygonRings rings{star(3001)};
  const PolygonIndex index(std::span(&rings, 1));
  EXPECT_NEAR(index.edges_per_line(), 1910,
              10);  // 3001 edges of nearly the diameter: 2/π of it high on average
  for (const double x : {0.0, 0.3, 0.7, 0.99})
    EXPECT_EQ(index.contains(x, 0.123), is_in_an_odd_number(rings, x, 0.123)) << x;
  EXPECT_FALSE(index.contains(0.999, 0.9));
}
TEST(PolygonIndex, places_near_an_edge_are_within_a_distance) {
  const PolygonIndex square = index_of({{kSquare}}, 2);
  EXPECT_TRUE(square.is_within(5, 2, 1));
  EXPECT_FALSE(square.is_within(5.01, 2, 1));
  EXPECT_TRUE(square.is_within(5, 5, 1.4143));
  EXPECT_FALSE(square.is_within(5, 5, 1.4142));
  EXPECT_TRUE(square.is_within(2, -2, 2));
  EXPECT_TRUE(square.is_within(2, 2, 0));
}
TEST(PolygonIndex, polygons_intersect_where_edges_meet_or_one_lies_in_the_other) {
  const PolygonIndex square = index_of({{kSquare}}), holed = index_of({{kSquare, kHole}});
  const PolygonIndex inside = index_of({{{{1.5, 1.5}, {2, 1.5}, {2, 2}}}});
  const PolygonIndex across = index_of({{{{3, 3}, {9, 3}, {9, 9}}}});
  const PolygonIndex touching = index_of({{{{4, 1}, {9, 1}, {9, 2}}}});
  const PolygonIndex apart = index_of({{{{5, 5}, {9, 5}, {9, 9}}}});
  const PolygonIndex around = index_of({{{{-9, -9}, {9, -9}, {9, 9}, {-9, 9}}}});
  EXPECT_TRUE(square.intersects(inside));
  EXPECT_FALSE(holed.intersects(inside)) << "it lies in the hole";
  EXPECT_TRUE(square.intersects(across));
  EXPECT_TRUE(square.intersects(touching));
  EXPECT_FALSE(square.intersects(apart));
  EXPECT_TRUE(square.intersects(around));
  EXPECT_TRUE(around.intersects(holed));
}
TEST(PolygonIndex, nothing_contains_nothing) {
  const PolygonIndex nothing = index_of({});
  EXPECT_FALSE(nothing.contains(0, 0));
  EXPECT_FALSE(nothing.intersects(index_of({{kSquare}})));
}

}  // namespace
}  // namespace plumbline
