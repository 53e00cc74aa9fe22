// SPDX-License-Identifier: MIT
#include "serve/viewport_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <filesystem>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "serve/find_point.h"
#include "serve/plain_scan.h"
#include "serve/random_map.h"
#include "serve/view_builder.h"
#include "serve/view_file.h"
#include "support/support.h"

namespace plumbline::serve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Point = test::MapPoint;
using test::Draw;
using test::kMissing;
using test::plain_scan;
using test::random_filter;
using test::random_points;
using test::selected;
using test::source_of;
using test::TempFolder;

void no_matter(std::size_t) {}

PointSelection select(const std::vector<Point>& points, const PointFilter& filter) {
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  return selected(ViewportIndex(folder / "points.view"), points, filter);
}

// ---- the definition of thinning, word by word and without any regard for time

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
    if (!test::passes(points[i], filter)) continue;
    ++expected.total;
    bool is_best = true;
    for (std::uint32_t j = 0; filter.zoom < 12 && j < points.size(); ++j) {
      const double cell = kCells[static_cast<std::size_t>(filter.zoom)];
      const bool same_cell = std::floor(points[i].latitude / cell) == std::floor(points[j].latitude / cell) &&
                             std::floor(points[i].longitude / cell) == std::floor(points[j].longitude / cell);
      if (same_cell && test::passes(points[j], filter) && definition_comes_first(points[j], points[i]))
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
  std::stable_sort(expected.points.begin(), expected.points.end(),
                   [&](auto i, auto j) { return points[i].tile < points[j].tile; });
  return expected;
}

TEST(PlainScan, selects_what_the_definition_says_for_random_points_and_filters) {
  Draw draw(20200103);
  for (int round = 0; round < 20; ++round) {
    const auto points = random_points(300, 0.05, draw);
    for (int query = 0; query < 20; ++query) {
      const PointFilter filter = random_filter(0.05, draw);
      const PointSelection found = plain_scan(points, filter);
      const PointSelection expected = by_definition(points, filter);
      ASSERT_EQ(found.total, expected.total) << "zoom " << filter.zoom;
      ASSERT_EQ(found.points, expected.points) << "zoom " << filter.zoom;
    }
  }
}

void expect_answers_of_the_plain_scan(const std::vector<Point>& points, double extent, Draw& draw) {
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  std::size_t shown = 0;
  for (int query = 0; query < 400; ++query) {
    const PointFilter filter = random_filter(extent, draw);
    const PointSelection found = selected(index, points, filter);
    const PointSelection expected = plain_scan(points, filter);
    ASSERT_EQ(found.total, expected.total) << "query " << query << " zoom " << filter.zoom;
    ASSERT_EQ(found.points, expected.points) << "query " << query << " zoom " << filter.zoom;
    shown += found.points.size();
  }
  EXPECT_GT(shown, 10'000U);  // the questions were not all idle
}

/// Points on 0.1, 1 and 20 degrees: blocks that hold many cells, some, and less than one.
class ViewportIndexOfExtent : public testing::TestWithParam<double> {};

TEST_P(ViewportIndexOfExtent, selects_what_the_plain_scan_selects_for_random_filters) {
  Draw draw(845);
  expect_answers_of_the_plain_scan(random_points(20'000, GetParam(), draw), GetParam(), draw);
}

INSTANTIATE_TEST_SUITE_P(Extents, ViewportIndexOfExtent, testing::Values(0.05, 0.5, 10.0));

TEST(ViewportIndex, selects_what_the_plain_scan_selects_from_a_tree_of_many_blocks) {
  Draw draw(846);
  auto points = random_points(20'000, 0.05, draw);
  for (Point& point : points) {  // one track, classified, in one cell of zoom 5
    point.orbit = Orbit::descending;
    point.flags &= 0x0f;
    point.latitude = std::round(std::abs(point.latitude) * 1e6) / 1e6;
    point.longitude = -std::round(std::abs(point.longitude) * 1e6) / 1e6 - 1e-6;
  }
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  const auto deepest = std::max_element(index.blocks().begin(), index.blocks().end(),
                                        [](const auto& a, const auto& b) { return a.depth < b.depth; });
  EXPECT_GE(deepest->depth, 3);
  expect_answers_of_the_plain_scan(points, 0.05, draw);
}

TEST(ViewportIndex, the_blocks_below_a_block_hold_what_is_shown_after_its_points) {
  Draw draw(847);
  const auto points = random_points(20'000, 0.05, draw);
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  for (std::uint32_t i = 0; i < index.blocks().size(); ++i) {
    const BlockFigures& block = index.blocks()[i];
    const std::uint32_t last = block.first + block.points - 1U;
    for (std::uint32_t point = block.first; point < last; ++point)
      ASSERT_TRUE(index.more_coherent(point, point + 1)) << "block " << i;
    for (std::uint32_t below = i + 1; below < block.end; ++below)
      ASSERT_TRUE(index.more_coherent(last, index.blocks()[below].first)) << "block " << i;
  }
}

TEST(ViewportIndex, the_points_of_all_tiles_of_a_component_are_one_tree_in_each_cell) {
  //   tile         0      0      2      2      1 (up)
  //   orbit        desc.  asc.   asc.   desc.  none
  const std::vector<Point> points{
      {.pid = "AAAAAAAAA1", .coherence = 0.5F, .orbit = Orbit::descending},
      {.pid = "AAAAAAAAA2", .coherence = 0.9F, .orbit = Orbit::ascending},
      {.pid = "zzzzzzzzz3", .coherence = 0.8F, .orbit = Orbit::ascending, .tile = 2},
      {.pid = "zzzzzzzzz4", .coherence = 0.6F, .orbit = Orbit::descending, .tile = 2},
      {.pid = "AAAAAAAAA5", .coherence = 0.7F, .orbit = Orbit::none, .tile = 1}};
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  ASSERT_EQ(index.trees().size(), 2U);
  ASSERT_EQ(index.blocks().size(), 2U);
  std::vector<std::pair<Orbit, int>> origins;
  for (const Origin& origin : index.origins(index.blocks()[0]))
    origins.emplace_back(static_cast<Orbit>(origin.orbit), origin.tile);
  EXPECT_THAT(origins, testing::UnorderedElementsAre(
                           std::pair(Orbit::ascending, 0), std::pair(Orbit::ascending, 2),
                           std::pair(Orbit::descending, 0), std::pair(Orbit::descending, 2)));
  std::vector<std::string> best_first;
  for (std::uint32_t point = 0; point < index.size(); ++point) {
    const auto pid = index.pid(point);
    best_first.emplace_back(pid.begin(), pid.end());
  }
  EXPECT_THAT(best_first, ElementsAre("AAAAAAAAA2", "zzzzzzzzz3", "zzzzzzzzz4", "AAAAAAAAA1", "AAAAAAAAA5"));
  EXPECT_EQ(index.component(3), Component::line_of_sight);
  EXPECT_EQ(index.component(4), Component::up);
  EXPECT_THAT(selected(index, points, {.ascending = false}).points, ElementsAre(0, 3));
  EXPECT_THAT(selected(index, points, {.descending = false}).points, ElementsAre(1, 2));
}

TEST(ViewportIndex, gives_back_every_value_of_every_point_bit_for_bit) {
  Draw draw(7);
  const auto points = random_points(5000, 0.5, draw);
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  std::array<std::vector<const Point*>, test::kTiles> stored;
  for (const Point& point : points) stored.at(point.tile).push_back(&point);
  ASSERT_EQ(index.size(), points.size());
  std::array<std::size_t, test::kTiles> seen{};
  const auto bits = [](float value) { return std::bit_cast<std::uint32_t>(value); };
  for (std::uint32_t i = 0; i < index.size(); ++i) {
    const Point& point = *stored.at(index.tile(i)).at(index.row(i));
    ++seen.at(index.tile(i));
    EXPECT_EQ(index.latitude(i), point.latitude);
    EXPECT_EQ(index.longitude(i), point.longitude);
    EXPECT_EQ(bits(index.velocity_mm_per_year(i)), bits(point.velocity));
    EXPECT_EQ(bits(index.coherence(i)), bits(point.coherence));
    EXPECT_EQ(bits(index.height_m(i)), bits(point.height));
    EXPECT_EQ(index.flags(i), point.flags);
    EXPECT_EQ(index.motion_class(i), point.motion_class);
    EXPECT_EQ(index.orbit(i), point.orbit);
    const auto pid = index.pid(i);
    EXPECT_EQ(std::string(pid.begin(), pid.end()), point.pid);
    const auto [cluster, subcluster] = index.clusters(i);
    EXPECT_EQ(cluster == kNoCluster ? "" : index.cluster_ids()[cluster], point.cluster);
    EXPECT_EQ(subcluster == kNoCluster, point.cluster.empty());
  }
  for (std::size_t tile = 0; tile < test::kTiles; ++tile) EXPECT_EQ(seen.at(tile), stored.at(tile).size());
}

TEST(ViewportIndex, finds_a_point_by_tile_and_pid_and_none_that_is_not_there) {
  Draw draw(11);
  const auto points = random_points(20'000, 0.5, draw);
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  std::array<std::set<std::string>, test::kTiles> pids;
  for (const Point& point : points) pids.at(point.tile).insert(point.pid);
  for (std::uint16_t tile = 0; tile < test::kTiles; ++tile) {
    for (const auto& of_any_tile : pids) {
      for (const std::string& text : of_any_tile) {
        const auto found = find_point(index, tile, *PointId::from_text(text));
        ASSERT_EQ(found.has_value(), pids.at(tile).contains(text));
        if (!found) continue;
        const auto pid = index.pid(*found);
        EXPECT_EQ(std::string(pid.begin(), pid.end()), text);
        EXPECT_EQ(index.tile(*found), tile);
      }
    }
    EXPECT_FALSE(find_point(index, tile, *PointId::from_text("0000000000")));
    EXPECT_FALSE(find_point(index, tile, *PointId::from_text("zzzzzzzzzz")));
  }
}

TEST(ViewportIndex, values_that_fill_more_than_two_bytes_are_told_apart) {
  std::vector<Point> points(70'000);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i].pid = std::to_string(1'000'000'000 + i);
    points[i].velocity = static_cast<float>(i) / 1000.0F - 35.0F;
    points[i].longitude = static_cast<double>(i) * 1e-4;
  }
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const ViewportIndex index(folder / "points.view");
  for (const PointFilter& filter :
       {PointFilter{.least_speed_mm_per_year = 34.9F}, PointFilter{.greatest_speed_mm_per_year = 0.01F},
        PointFilter{.least_velocity_mm_per_year = -3, .greatest_velocity_mm_per_year = -2.9F}})
    EXPECT_EQ(selected(index, points, filter).points, plain_scan(points, filter).points);
}

TEST(ViewportIndex, is_the_same_file_however_little_memory_it_is_made_in) {
  Draw draw(3);
  const auto points = random_points(9000, 1, draw);
  const TempFolder folder;
  write_view(source_of(points), folder / "at_once", no_matter);
  write_view(source_of(points), folder / "in_runs", no_matter, {.run_points = 1000});
  EXPECT_TRUE(test::read_file(folder / "at_once") == test::read_file(folder / "in_runs"));
}

TEST(ViewportIndex, takes_at_most_24_bytes_a_point) {
  Draw draw(3);
  auto points = random_points(50'000, 0.5, draw);
  for (Point& point : points) {  // as EGMS prints them, of one track, classified
    point.latitude = std::round(point.latitude * 1e6) / 1e6;
    point.longitude = std::round(point.longitude * 1e6) / 1e6;
    point.orbit = Orbit::ascending;
    point.flags &= 0x0f;
    point.tile = 0;
  }
  const auto bytes_of_index = [&points] {
    const TempFolder folder;
    write_view(source_of(points), folder / "points.view", no_matter);
    return std::filesystem::file_size(folder / "points.view");
  };
  const std::size_t most = kHeaderBytes + kColumnsPadding + points.size() * 24;
  const std::size_t of_one_track = bytes_of_index();
  EXPECT_LE(of_one_track, most);
  for (std::size_t i = 0; i < points.size(); i += 2) {  // of two tracks on the same ground, far apart by pid
    points[i].orbit = Orbit::descending;
    points[i].tile = 2;
    points[i].pid[0] = 'z';
  }
  EXPECT_GT(bytes_of_index(), of_one_track);
  EXPECT_LE(bytes_of_index(), most);
}

// ---- files that cannot be trusted

std::string problem_of(const std::filesystem::path& path) {
  try {
    const ViewportIndex index(path);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::bad_store);
    return error.what();
  }
  return "none";
}

TEST(ViewFile, any_damaged_byte_is_noticed) {
  Draw draw(11);
  auto points = random_points(3000, 1, draw);
  for (Point& point : points) {  // so alike that they are counted by their values
    point.velocity = 1;
    point.coherence = 0.5F;
  }
  const TempFolder folder;
  const auto path = folder / "points.view";
  write_view(source_of(points), path, no_matter);
  const std::string whole = test::read_file(path);
  const ViewFile file(path);
  // Every section and the header, at a byte that is used.
  std::vector<std::size_t> places{0, 9, 20, 40, 100, 300};
  for (std::size_t i = 0; i < kSections; ++i) {
    const auto bytes = file.section_bytes(static_cast<Section>(i));
    ASSERT_FALSE(bytes.empty());
    const auto first = file.section_bytes(Section::columns);
    places.push_back(static_cast<std::size_t>(bytes.data() - first.data()) + kHeaderBytes + bytes.size() / 2);
  }
  for (const std::size_t place : places) {
    std::string damaged = whole;
    damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
    test::write_file(folder / "damaged.view", damaged);
    EXPECT_THAT(problem_of(folder / "damaged.view"), testing::HasSubstr("index --overwrite")) << place;
  }
}

TEST(ViewFile, one_that_is_cut_off_or_something_else_is_refused) {
  Draw draw(11);
  const auto points = random_points(3000, 1, draw);
  const TempFolder folder;
  write_view(source_of(points), folder / "points.view", no_matter);
  const std::string whole = test::read_file(folder / "points.view");
  for (const std::size_t bytes :
       {std::size_t{0}, std::size_t{100}, kHeaderBytes, whole.size() / 2, whole.size() - 1}) {
    test::write_file(folder / "cut.view", whole.substr(0, bytes));
    EXPECT_THAT(problem_of(folder / "cut.view"), testing::HasSubstr("cut off")) << bytes;
  }
  test::write_file(folder / "other.view", std::string(10'000, 'x'));
  EXPECT_THAT(problem_of(folder / "other.view"), testing::HasSubstr("not a viewport index"));
}

TEST(ViewFile, is_current_for_the_store_it_was_made_from_only) {
  const TempFolder folder;
  const std::vector<Point> points(1);
  EXPECT_FALSE(is_current_view(folder / "points.view", std::string(64, 'a')));
  write_view(source_of(points), folder / "points.view", no_matter);
  EXPECT_TRUE(is_current_view(folder / "points.view", std::string(64, 'a')));
  EXPECT_FALSE(is_current_view(folder / "points.view", std::string(64, 'b')));
}

TEST(ViewFile, what_cannot_be_made_leaves_nothing_behind) {
  const TempFolder folder;
  const std::vector<Point> points{{.latitude = 91}};
  EXPECT_THROW(write_view(source_of(points), folder / "points.view", no_matter), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "points.view"));
  EXPECT_FALSE(std::filesystem::exists(folder / "points.view.part"));
}

// ---- one thing after the other

TEST(ViewportIndex, cell_sizes_are_those_of_the_zoom_levels) {
  EXPECT_EQ(cell_degrees(0), 4.0);
  EXPECT_EQ(cell_degrees(5), 0.12);
  EXPECT_EQ(cell_degrees(11), 0.002);
  EXPECT_EQ(cell_degrees(12), std::nullopt);
  EXPECT_EQ(cell_degrees(30), std::nullopt);
}

TEST(PointKind, gives_back_class_and_flags_whatever_the_orbit) {
  for (const Orbit orbit : {Orbit::none, Orbit::ascending, Orbit::descending}) {
    for (const unsigned motion : {0U, 1U, 2U, 3U, 4U, 5U, 6U, PointKind::kNoClass}) {
      for (unsigned flags = 0; flags < 16; ++flags) {
        const std::uint8_t kind = PointKind::pack(motion, orbit, flags);
        EXPECT_EQ(PointKind::motion_class(kind), motion);
        EXPECT_EQ(PointKind::flags(kind), flags);
      }
    }
  }
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

TEST(ViewportIndex, a_point_without_orbit_is_shown_without_any_orbit_where_its_component_is_named) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .orbit = Orbit::ascending},
                                  {.pid = "CCCCCCCCCC", .orbit = Orbit::none}};
  constexpr std::uint8_t kNamed = 0x07;
  EXPECT_THAT(select(points, {.ascending = false, .descending = false, .components = kNamed}).points,
              ElementsAre(1));
  EXPECT_THAT(select(points, {.descending = false, .components = kNamed}).points, ElementsAre(0, 1));
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

TEST(ViewportIndex, a_missing_velocity_counts_as_no_motion) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .velocity = kMissing},
                                  {.pid = "BBBBBBBBBB", .velocity = 0.1F}};
  EXPECT_THAT(select(points, {.greatest_speed_mm_per_year = 0}).points, ElementsAre(0));
  EXPECT_THAT(select(points, {.least_velocity_mm_per_year = -1, .greatest_velocity_mm_per_year = 0}).points,
              ElementsAre(0));
  EXPECT_THAT(select(points, {.least_velocity_mm_per_year = 0.1F}).points, ElementsAre(1));
}

TEST(ViewportIndex, a_missing_height_passes_only_where_no_height_is_asked_for) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .height = kMissing},
                                  {.pid = "BBBBBBBBBB", .height = 0}};
  EXPECT_EQ(select(points, {}).total, 2U);
  EXPECT_THAT(select(points, {.least_height_m = -1000}).points, ElementsAre(1));
}

TEST(ViewportIndex, a_flag_that_is_not_known_is_neither_set_nor_in_the_way) {
  const std::vector<Point> points{{.pid = "AAAAAAAAAA", .flags = kFlagsUnknown},
                                  {.pid = "BBBBBBBBBB", .flags = 2},
                                  {.pid = "CCCCCCCCCC", .flags = 3}};
  EXPECT_THAT(select(points, {.flags_set = 2}).points, ElementsAre(1, 2));
  EXPECT_THAT(select(points, {.flags_set = 3}).points, ElementsAre(2));
  EXPECT_THAT(select(points, {.flags_not_set = 1}).points, ElementsAre(0, 1));
}

TEST(ViewportIndex, a_point_that_is_not_on_the_globe_is_an_error_that_names_it) {
  for (const double latitude : {90.5, -1e300, std::nan("")}) {
    try {
      select({{.pid = "AAAAAAAAAA", .latitude = latitude}}, {});
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
