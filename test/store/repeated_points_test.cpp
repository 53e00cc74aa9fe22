// SPDX-License-Identifier: MIT
#include "store/repeated_points.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/store_fixture.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Point {
  const char* pid;
  double longitude;
};

void put_points(Store& store, const std::string& stem, const std::vector<Point>& points,
                const std::string& ingest_options = "{}") {
  SmallTile tile;
  tile.description.stem = stem;
  tile.stage.options = ingest_options;
  tile.axis = TimeAxis(dates({"2020-01-03", "2024-12-25"}));
  std::vector<std::string> pids;
  std::vector<double> longitudes, latitudes;
  for (const Point& point : points) {
    pids.emplace_back(point.pid);
    longitudes.push_back(point.longitude);
    latitudes.push_back(38.7);
    tile.series.push_back({0, 1});
  }
  tile.meta.add({"pid", pids});
  tile.meta.add({"longitude", longitudes});
  tile.meta.add({"latitude", latitudes});
  put(store, tile);
}

/// "stem: rows, first in FIRST_STEM" of each tile that loses points.
std::vector<std::string> repeated(const Store& store) {
  std::vector<const TileRecord*> tiles;
  for (const TileRecord& tile : store.tiles()) tiles.push_back(&tile);
  std::vector<std::string> found;
  for (const RepeatedPoints& one : find_repeated_points(PointReader(store), tiles)) {
    std::string text = one.stem + ":";
    for (std::size_t row = 0; row < one.rows.rows(); ++row) {
      if (one.rows.contains(row)) text += " " + std::to_string(row);
    }
    found.push_back(text + ", first in " + one.first_stem);
  }
  return found;
}

class Repeated : public testing::Test {
 protected:
  plumbline::test::TempFolder folder_;
  Store store_ = Store::open_or_create(folder_.path() / "store");
};

TEST_F(Repeated, points_of_an_extract_are_those_that_the_delivery_has) {
  put_points(store_, "a_town", {{"166ax5Ofjb", 13.1}, {"166ax5Ofjz", 13.2}, {"166ax5Ofja", 13.3}});
  put_points(store_, "EGMS_L2b_022_0845_IW2_VV_2020_2024_1", {{"166ax5Ofja", 13.3}, {"166ax5Ofjb", 13.1}});
  EXPECT_THAT(repeated(store_), ElementsAre("a_town: 0 2, first in EGMS_L2b_022_0845_IW2_VV_2020_2024_1"));
}
TEST_F(Repeated, points_are_those_with_the_same_pid_at_the_same_place) {
  put_points(store_, "north", {{"166ax5Ofja", 13.1}, {"166ax5Ofjb", 13.2}});
  put_points(store_, "south", {{"166ax5Ofja", 13.15}, {"166ax5Ofjc", 13.2}});
  EXPECT_THAT(repeated(store_), IsEmpty());
}
TEST_F(Repeated, points_are_not_sought_in_other_bursts_and_releases) {
  put_points(store_, "EGMS_L2b_022_0845_IW2_VV_2020_2024_1", {{"166ax5Ofja", 13.1}});
  put_points(store_, "EGMS_L2b_022_0845_IW2_VV", {{"166ax5Ofja", 13.1}});
  put_points(store_, "EGMS_L2b_022_0846_IW2_VV_2020_2024_1", {{"166ax5Ofja", 13.1}});
  EXPECT_THAT(repeated(store_), IsEmpty());
}
TEST_F(Repeated, points_of_three_tiles_stay_in_one) {
  put_points(store_, "a", {{"166ax5Ofja", 13.1}, {"166ax5Ofjb", 13.2}});
  put_points(store_, "b", {{"166ax5Ofja", 13.1}});
  put_points(store_, "c", {{"166ax5Ofjb", 13.2}, {"166ax5Ofja", 13.1}});
  EXPECT_THAT(repeated(store_), ElementsAre("b: 0, first in a", "c: 0 1, first in a"));
}
TEST_F(Repeated, tables_of_other_producers_are_compared_too) {
  const std::string profile = R"({"profile_sha256":"00"})";
  put_points(store_, "psi", {{"0zAAAAAAAA", 4.9}, {"0zAAAAAAAB", 4.8}}, profile);
  put_points(store_, "psi_copy", {{"0zAAAAAAAA", 4.9}}, profile);
  EXPECT_THAT(repeated(store_), ElementsAre("psi_copy: 0, first in psi"));
}

}  // namespace
}  // namespace plumbline::store::test
