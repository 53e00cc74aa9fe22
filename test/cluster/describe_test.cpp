// SPDX-License-Identifier: MIT
#include "cluster/describe.h"

#include <array>
#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geodesy/ellipsoid.h"
#include "geodesy/projection.h"

namespace plumbline::cluster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MembersOf, lists_the_points_of_each_label_and_leaves_noise_out) {
  const std::vector<std::int64_t> label{1, -1, 0, 1, -1, 1};
  EXPECT_THAT(members_of(label, 3), ElementsAre(Members{2}, Members{0, 3, 5}, Members{}));
}

TEST(SortBySize, puts_the_largest_first_and_breaks_ties_by_the_smallest_pid) {
  const std::vector<std::string> pid{"zz", "b", "c", "aa", "B", "d", "x"};
  std::vector<Members> clusters{{2}, {0, 5}, {3, 6}, {1}, {4}};
  sort_by_size(clusters, pid);
  // Of two points each: {3, 6} holds "aa", {0, 5} holds "d". Of one: "B" < "b"
  // < "c", as bytes.
  EXPECT_THAT(clusters, ElementsAre(Members{3, 6}, Members{0, 5}, Members{4}, Members{1}, Members{2}));
}

TEST(SortBySize, takes_nothing) {
  std::vector<Members> none;
  sort_by_size(none, {});
  EXPECT_THAT(none, IsEmpty());
}

TEST(ClusterId, counts_from_one_in_four_digits) {
  EXPECT_EQ(cluster_id(0, 1), "CL_0001");
  EXPECT_EQ(cluster_id(41, 9999), "CL_0042");
  EXPECT_EQ(cluster_id(9998, 9999), "CL_9999");
}

TEST(ClusterId, has_more_digits_in_all_ids_when_there_are_more_than_9999) {
  EXPECT_EQ(cluster_id(0, 10000), "CL_00001");
  EXPECT_EQ(cluster_id(9999, 10000), "CL_10000");
  EXPECT_EQ(cluster_id(123455, 1234567), "CL_0123456");
}

TEST(SubclusterId, begins_with_its_cluster) {
  EXPECT_EQ(subcluster_id("CL_0001", 0, 1), "CL_0001_SUB_001");
  EXPECT_EQ(subcluster_id("CL_0042", 998, 999), "CL_0042_SUB_999");
  EXPECT_EQ(subcluster_id("CL_0042", 0, 1000), "CL_0042_SUB_0001");
}

MovingPoints five_points() {
  return {.pid = {"a", "b", "c", "d", "e"},
          .easting_m = {0, 100, 100, 0, 50},
          .northing_m = {0, 0, 100, 100, 50},
          .velocity_mm_per_year = {-3, -9, -4, -6, -3},
          .coherence = {0.5F, 0.75F, 1.0F, 0.5F, 0.75F},
          .motion = {MotionClass::linear, MotionClass::accel, MotionClass::linear, {}, MotionClass::linear},
          .orbit = {'A', 'D', 'D', 'A', 0}};
}

TEST(Summarise, gives_counts_and_figures) {
  const Summary summary = summarise(five_points(), {0, 1, 2, 3, 4});
  EXPECT_EQ(summary.points, 5);
  EXPECT_THAT(summary.points_of_class, ElementsAre(0, 0, 3, 1, 0, 0, 0));
  EXPECT_EQ(summary.points_unclassified, 1);
  EXPECT_EQ(summary.points_ascending, 2);
  EXPECT_EQ(summary.points_descending, 2);
  EXPECT_DOUBLE_EQ(summary.mean_velocity_mm_per_year, -5);
  EXPECT_DOUBLE_EQ(summary.median_velocity_mm_per_year, -4);
  EXPECT_DOUBLE_EQ(summary.least_velocity_mm_per_year, -9);
  EXPECT_DOUBLE_EQ(summary.greatest_velocity_mm_per_year, -3);
  EXPECT_DOUBLE_EQ(summary.mean_coherence, 0.7);
}

TEST(Summarise, the_median_of_an_even_number_lies_between_the_middle_two) {
  EXPECT_DOUBLE_EQ(summarise(five_points(), {0, 1, 2, 3}).median_velocity_mm_per_year, -5);
  EXPECT_DOUBLE_EQ(summarise(five_points(), {1}).median_velocity_mm_per_year, -9);
}

TEST(Summarise, unclassified_points_lower_the_purity_and_are_no_class) {
  const Summary summary = summarise(five_points(), {0, 1, 2, 3, 4});
  EXPECT_EQ(summary.dominant_class, MotionClass::linear);
  EXPECT_DOUBLE_EQ(summary.purity, 0.6);
  EXPECT_FALSE(summary.mixed);
  const Summary without_class = summarise(five_points(), {3});
  EXPECT_EQ(without_class.dominant_class, std::nullopt);
  EXPECT_DOUBLE_EQ(without_class.purity, 0);
  EXPECT_TRUE(without_class.mixed);
}

TEST(Summarise, a_cluster_is_mixed_below_half_and_not_at_half) {
  EXPECT_FALSE(summarise(five_points(), {0, 1}).mixed);
  EXPECT_TRUE(summarise(five_points(), {0, 1, 3}).mixed);
}

TEST(Summarise, of_equally_frequent_classes_the_first_in_the_papers_order_dominates) {
  EXPECT_EQ(summarise(five_points(), {0, 1}).dominant_class, MotionClass::linear);
  EXPECT_EQ(summarise(five_points(), {1, 0}).dominant_class, MotionClass::linear);
}

TEST(PolygonOf, is_the_hull_of_the_members_alone) {
  const MovingPoints points = five_points();
  EXPECT_EQ(polygon_of(points, {0, 4}).wkb, hull_polygon(std::vector{0.0, 50.0}, std::vector{0.0, 50.0}).wkb);
}

/// Points in degrees, as a store beyond Europe has them.
MovingPoints points_at(const std::vector<geodesy::Degrees>& places) {
  MovingPoints points{.pid = std::vector<std::string>(places.size(), "pid"), .beyond_europe = true};
  for (const geodesy::Degrees& place : places) {
    const auto laea = geodesy::laea_from_geographic(std::array{place.longitude}, std::array{place.latitude});
    points.easting_m.push_back(laea.easting_m.front());
    points.northing_m.push_back(laea.northing_m.front());
  }
  return points;
}

/// A corner of a polygon in well-known binary, after `skip` bytes: 13 for a polygon, 22 for the first of
/// several.
geodesy::Degrees corner_of(const std::vector<std::uint8_t>& wkb, std::size_t skip, std::size_t corner) {
  geodesy::Degrees place;
  std::memcpy(&place, wkb.data() + skip + corner * sizeof place, sizeof place);
  return place;
}

TEST(PolygonOf, one_point_beyond_europe_is_a_circle_of_twenty_metres_in_degrees) {
  for (const geodesy::Degrees& place : {geodesy::Degrees{-99.13, 19.43}, {106.8, -6.2}, {-178, -84}}) {
    const ClusterPolygon circle = polygon_of(points_at({place}), {0});
    for (std::size_t corner = 0; corner <= 128; ++corner)
      EXPECT_NEAR(geodesy::metres_between(corner_of(circle.wkb, 13, corner), place), 20, 0.005);
    EXPECT_NEAR(circle.area_m2, 1256.6, 0.6);
  }
}

TEST(PolygonOf, two_points_a_kilometre_apart_are_a_capsule_of_the_right_area_anywhere) {
  for (const double azimuth : {0.0, 50.0, 90.0}) {
    const geodesy::Degrees start{-68.3, -54.8};
    const MovingPoints points = points_at({start, geodesy::gone(start, azimuth, 1'000)});
    EXPECT_NEAR(polygon_of(points, {0, 1}).area_m2, 40 * 1'000 + 1256.1, 1);
  }
}

TEST(PolygonOf, a_polygon_across_the_180th_meridian_is_cut_there) {
  const geodesy::Degrees west{179.999, -16.8}, east{-179.999, -16.8};
  const ClusterPolygon polygon = polygon_of(points_at({west, east}), {0, 1});
  EXPECT_EQ(polygon.wkb[1], 6) << "a multipolygon";
  EXPECT_EQ(polygon.wkb[5], 2) << "of two parts";
  EXPECT_NEAR(polygon.area_m2, 40 * geodesy::metres_between(west, east) + 1256.1, 1);
  for (const ClusterPolygon& whole : {polygon_of(points_at({west}), {0}), polygon_of(points_at({east}), {0})})
    EXPECT_EQ(whole.wkb[1], 3) << "a polygon";
}

TEST(PolygonOf, in_europe_it_is_the_one_of_epsg_3035_in_degrees_too) {
  MovingPoints points = points_at({{13.17, 38.7}, {13.18, 38.7}, {13.17, 38.71}});
  const ClusterPolygon in_degrees = polygon_of(points, {0, 1, 2});
  points.beyond_europe = false;
  const ClusterPolygon in_metres = polygon_of(points, {0, 1, 2});
  EXPECT_EQ(in_degrees.area_m2, in_metres.area_m2);
  EXPECT_NEAR(corner_of(in_degrees.wkb, 13, 0).longitude, 13.17, 0.001);
}

}  // namespace
}  // namespace plumbline::cluster
