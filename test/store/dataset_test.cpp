// SPDX-License-Identifier: MIT
#include "store/dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/message_of.h"

namespace plumbline::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TileRecord tile(const std::string& stem, Level level = Level::L2b, const std::string& options = "{}") {
  TileRecord record;
  record.stem = stem;
  record.level = level;
  record.stages = {{"ingest", 1, options, "delivery"}};
  record.axis = TimeAxis({*Date::from_text("2016-05-04"), *Date::from_text("2021-12-28")});
  return record;
}

TEST(Release, is_what_the_name_of_a_delivery_says) {
  EXPECT_EQ(release_of(tile("EGMS_L2b_022_0845_IW2_VV_2020_2024_1")), "2020_2024");
  EXPECT_EQ(release_of(tile("EGMS_L3_E45N17_100km_U_2019_2023_2", Level::L3)), "2019_2023");
  EXPECT_EQ(release_of(tile("EGMS_L2b_022_0845_IW2_VV_2015_2024_stitched")), "2015_2024");
}
TEST(Release, of_a_name_without_years_is_the_baseline_whenever_its_track_began) {
  EXPECT_EQ(release_of(tile("EGMS_L2b_022_0845_IW2_VV")), "2015_2021");
}
TEST(Release, of_a_renamed_delivery_follows_from_its_dates) {
  EXPECT_EQ(release_of(tile("ustica")), "2015_2021");
  TileRecord newer = tile("ustica_new");
  newer.axis = TimeAxis({*Date::from_text("2020-01-03"), *Date::from_text("2024-12-25")});
  EXPECT_EQ(release_of(newer), "2020_2024");
}
TEST(Release, of_a_table_of_another_producer_is_none) {
  EXPECT_EQ(release_of(tile("depsi", Level::L2b, R"({"profile_sha256":"00"})")), "");
}

TEST(Datasets, an_earlier_sub_release_is_replaced_by_a_later_one_of_the_same_tile) {
  const std::vector<TileRecord> tiles{tile("EGMS_L2b_022_0845_IW2_VV_2019_2023_1"),
                                      tile("EGMS_L2b_022_0845_IW2_VV_2019_2023_2"),
                                      tile("EGMS_L2b_022_0846_IW2_VV_2019_2023_1")};
  const auto datasets = datasets_of(tiles);
  EXPECT_TRUE(datasets[0].is_replaced);
  EXPECT_FALSE(datasets[1].is_replaced);
  EXPECT_FALSE(datasets[2].is_replaced);
}

const Dataset kOldA{Level::L2a, Component::line_of_sight, "2018_2022"};
const Dataset kOld{Level::L2b, Component::line_of_sight, "2018_2022"};
const Dataset kNew{Level::L2b, Component::line_of_sight, "2020_2024"};
const Dataset kUp{Level::L3, Component::up, "2019_2023"};
const Dataset kForeign{Level::L2b, Component::line_of_sight, ""};
const std::vector<Dataset> kAll{kOldA, kOld, kNew, kUp, kForeign};

TEST(ChoiceOfDatasets, without_a_request_is_the_newest_release_of_level_2b) {
  EXPECT_THAT(choose_datasets(kAll, {}, Levels::one), ElementsAre(false, false, true, false, true));
}
TEST(ChoiceOfDatasets, can_hold_east_and_up_beside_the_line_of_sight) {
  EXPECT_THAT(choose_datasets(kAll, {}, Levels::one_a_component),
              ElementsAre(false, false, true, true, true));
}
TEST(ChoiceOfDatasets, can_be_restricted_to_the_line_of_sight) {
  EXPECT_THAT(choose_datasets(std::vector{kUp}, {}, Levels::line_of_sight), ElementsAre(false));
  EXPECT_THAT(choose_datasets(std::vector{kUp, kOldA}, {}, Levels::line_of_sight), ElementsAre(false, true));
}
TEST(ChoiceOfDatasets, follows_the_requested_release) {
  EXPECT_THAT(choose_datasets(kAll, {.release = "2018_2022"}, Levels::one),
              ElementsAre(false, true, false, false, true));
  EXPECT_THAT(choose_datasets(kAll, {.release = "2018-2022"}, Levels::one),
              ElementsAre(false, true, false, false, true));
}
TEST(ChoiceOfDatasets, follows_the_requested_level) {
  EXPECT_THAT(choose_datasets(kAll, {.level = Level::L2a}, Levels::one),
              ElementsAre(true, false, false, false, false));
  EXPECT_THAT(choose_datasets(kAll, {.level = Level::L3}, Levels::one_a_component),
              ElementsAre(false, false, false, true, false));
}
TEST(ChoiceOfDatasets, finds_the_level_that_holds_the_requested_release) {
  EXPECT_THAT(choose_datasets(kAll, {.release = "2019_2023"}, Levels::one),
              ElementsAre(false, false, false, true, false));
}
TEST(ChoiceOfDatasets, takes_what_there_is_in_a_store_of_one_dataset) {
  EXPECT_THAT(choose_datasets(std::vector{kUp}, {}, Levels::one), ElementsAre(true));
  EXPECT_THAT(choose_datasets(std::vector{kForeign}, {}, Levels::one), ElementsAre(true));
  EXPECT_THAT(choose_datasets({}, {}, Levels::one), ElementsAre());
}
TEST(ChoiceOfDatasets, never_takes_a_replaced_tile) {
  Dataset replaced = kNew;
  replaced.is_replaced = true;
  EXPECT_THAT(choose_datasets(std::vector{replaced, kNew}, {}, Levels::one), ElementsAre(false, true));
}
TEST(ChoiceOfDatasets, says_what_the_store_has_instead_of_what_is_requested) {
  EXPECT_THAT(test::message_of([] { choose_datasets(kAll, {.release = "2017_2021"}, Levels::one); }),
              HasSubstr("no release \"2017_2021\". It has 2020_2024, 2019_2023, 2018_2022"));
  EXPECT_THAT(test::message_of([] { choose_datasets(std::vector{kNew}, {.level = Level::L3}, Levels::one); }),
              HasSubstr("no tiles of level L3. It has L2b"));
  EXPECT_THAT(test::message_of(
                  [] { choose_datasets(kAll, {.level = Level::L2a, .release = "2020_2024"}, Levels::one); }),
              HasSubstr("no tiles of level L2a and release 2020_2024. It has L2b and release 2020_2024"));
}

}  // namespace
}  // namespace plumbline::store
