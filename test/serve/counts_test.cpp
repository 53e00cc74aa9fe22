// SPDX-License-Identifier: MIT
// The counts of squares by velocity, coherence, class and flags: what they hold, and that they answer as the
// points do.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <set>

#include <gtest/gtest.h>

#include "serve/combinations.h"
#include "serve/counted_trees.h"
#include "serve/plain_scan.h"
#include "serve/random_map.h"
#include "serve/view_builder.h"
#include "serve/viewport_index.h"
#include "support/support.h"

namespace plumbline::serve {
namespace {

using Point = test::MapPoint;
using test::Draw;

std::unique_ptr<ViewportIndex> index_of(const std::vector<Point>& points) {
  const test::TempFolder folder;
  const auto path = folder / "points.view";
  write_view(test::source_of(points), path, [](std::size_t) {});
  return std::make_unique<ViewportIndex>(path);  // it stays in memory when the file is gone
}

/// Points within `extent` degrees around (0, 0) of so few different values that they are counted; a class
/// and a flag that no point has.
std::vector<Point> points_alike(std::size_t count, double extent, Draw& draw) {
  auto points = test::random_points(count, extent, draw);
  for (Point& point : points) {
    point.velocity = std::isnan(point.velocity) ? point.velocity : std::round(point.velocity / 6) * 6;
    point.coherence = std::min(point.coherence, 0.6F);
    if (point.motion_class != kUnclassified) point.motion_class &= 1;
    if (point.flags != kFlagsUnknown) point.flags &= 4;
    if (point.orbit == Orbit::none) point.orbit = Orbit::descending;
  }
  return points;
}

std::size_t points_of(const ViewportIndex& index, std::uint32_t first_block, std::uint32_t end_block) {
  std::size_t points = 0;
  for (std::uint32_t i = first_block; i < end_block; ++i) points += index.count_blocks()[i].points;
  return points;
}

std::size_t points_of_trees(const ViewportIndex& index, const CountNode& square) {
  std::size_t points = 0;
  for (std::uint32_t i = square.first_tree; i < square.end_tree; ++i) points += index.trees()[i].points;
  return points;
}

TEST(Combinations, a_key_gives_back_its_values_and_flags_make_neighbours) {
  const CombinationKey key{.dataset = 200,
                           .orbit = 2,
                           .velocity = 0x7bcdef,
                           .coherence = 0x123456,
                           .motion_class = 15,
                           .flags = 9};
  const CombinationKey back = CombinationKey::of(key.number());
  EXPECT_EQ(back.dataset, 200U);
  EXPECT_EQ(back.orbit, 2U);
  EXPECT_EQ(back.velocity, 0x7bcdefU);
  EXPECT_EQ(back.coherence, 0x123456U);
  EXPECT_EQ(back.motion_class, 15U);
  EXPECT_EQ(back.flags, 9U);
  CombinationKey next = key;
  next.flags = 10;
  EXPECT_EQ(next.number(), key.number() + 1);
}

TEST(Combinations, are_counted_merged_and_taken_together_without_flags) {
  const auto key = [](std::uint32_t velocity, unsigned flags) {
    return CombinationKey{.velocity = velocity, .flags = flags}.number();
  };
  const Combinations a = counted({{key(2, 1), 1}, {key(1, 0), 1}, {key(2, 1), 1}});
  const Combinations both = merged(a, counted({{key(2, 3), 1}, {key(1, 0), 1}}));
  ASSERT_EQ(both.size(), 3U);
  EXPECT_EQ(both[0].key, key(1, 0));
  EXPECT_EQ(both[0].points, 2U);
  EXPECT_EQ(both[1].points, 2U);
  EXPECT_EQ(both[2].points, 1U);
  const Combinations plain = without_flags(both);
  ASSERT_EQ(plain.size(), 2U);
  EXPECT_EQ(plain[1].key, key(2, 0));
  EXPECT_EQ(plain[1].points, 3U);
}

TEST(Counts, of_a_square_are_all_its_points_and_squares_hold_one_another) {
  Draw draw(31);
  const auto index = index_of(points_alike(20'000, 2, draw));
  std::size_t counted = 0, in_squares = 0;
  for (std::uint32_t i = 0; i < index->count_nodes().size(); ++i) {
    const CountNode& square = index->count_nodes()[i];
    const std::size_t points = points_of_trees(*index, square);
    if (square.by_class < square.by_kind) {
      EXPECT_EQ(points_of(*index, square.by_class, square.by_kind), points);
      ++counted;
    }
    if (square.by_kind < square.end_block) {
      EXPECT_EQ(points_of(*index, square.by_kind, square.end_block), points);
    }
    std::uint32_t next_tree = square.first_tree;
    for (std::uint32_t inside = i + 1; inside < square.end; inside = index->count_nodes()[inside].end) {
      EXPECT_EQ(index->count_nodes()[inside].first_tree, next_tree);
      next_tree = index->count_nodes()[inside].end_tree;
    }
    if (square.end > i + 1) {
      EXPECT_EQ(next_tree, square.end_tree);
    }
    in_squares += square.end == i + 1 ? points : 0;
  }
  EXPECT_GT(counted, 0U);
  EXPECT_EQ(in_squares, index->size());
}

TEST(Counts, are_not_kept_where_hardly_two_points_are_alike) {
  Draw draw(32);
  auto points = test::random_points(5'000, 0.5, draw);
  for (Point& point : points) point.velocity = static_cast<float>(draw.real(-50, 50));
  EXPECT_TRUE(index_of(points)->count_blocks().empty());
}

TEST(Counts, answer_what_the_plain_scan_does_for_random_filters_and_windows) {
  for (const double extent : {0.1, 1.0, 6.0}) {
    Draw draw(33);
    const auto points = points_alike(20'000, extent, draw);
    const auto index = index_of(points);
    int counted = 0;
    for (int query = 0; query < 200; ++query) {
      const PointFilter filter = test::random_filter(extent, draw);
      const PointSelection found = test::selected(*index, points, filter);
      const PointSelection expected = test::plain_scan(points, filter);
      ASSERT_EQ(found.total, expected.total) << "extent " << extent << " query " << query;
      ASSERT_EQ(found.points, expected.points) << "extent " << extent << " query " << query;
      if (count_trees(*index, BlockFilter(*index, filter)).total > 0) ++counted;
    }
    EXPECT_GT(counted, 15) << extent;
  }
}

TEST(Counts, decide_what_is_inside_the_window_and_leave_its_edge_to_the_points) {
  Draw draw(34);
  const auto points = points_alike(20'000, 2, draw);
  const auto index = index_of(points);
  const PointFilter filter{
      .min_latitude = -1, .max_latitude = 1.5, .zoom = 5, .least_velocity_mm_per_year = 1};
  const CountedTrees counted = count_trees(*index, BlockFilter(*index, filter));
  const PointSelection selection = index->select(filter);
  EXPECT_GT(counted.total, 0U);
  EXPECT_LT(counted.total, selection.total);
  EXPECT_EQ(selection.total, test::plain_scan(points, filter).total);
}

TEST(Counts, say_at_once_that_no_point_has_a_combination) {
  Draw draw(35);
  const auto index = index_of(points_alike(20'000, 2, draw));
  const auto expect_none = [&](const PointFilter& filter) {
    const CountedTrees counted = count_trees(*index, BlockFilter(*index, filter));
    const auto none = std::count(counted.trees.begin(), counted.trees.end(), CountedTrees::Says::none_passes);
    EXPECT_EQ(static_cast<std::size_t>(none), index->trees().size());
    EXPECT_EQ(index->select(filter).total, 0U);
  };
  expect_none({.zoom = 5, .classes = 1U << 6U});
  expect_none({.zoom = 5, .flags_set = 2});
  expect_none({.zoom = 5, .least_velocity_mm_per_year = 4, .greatest_velocity_mm_per_year = 5});
}

TEST(Counts, leave_heights_that_differ_and_clusters_to_the_points) {
  Draw draw(36);
  const auto points = points_alike(5'000, 0.5, draw);
  const auto index = index_of(points);
  for (const PointFilter& filter :
       {PointFilter{.zoom = 5, .least_height_m = 10}, PointFilter{.zoom = 5, .cluster = "CL_0001"}}) {
    EXPECT_EQ(count_trees(*index, BlockFilter(*index, filter)).total, 0U);
    EXPECT_EQ(index->select(filter).total, test::plain_scan(points, filter).total);
  }
}

}  // namespace
}  // namespace plumbline::serve
