// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include "core/error.h"
#include "ingest/example_tables.h"
#include "ingest/tile.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using testing::ElementsAre;
namespace fs = std::filesystem;

class FindDeliveries : public testing::Test {
 protected:
  FindDeliveries() {
    for (const std::string name : {"b.zip", "a.csv", "C.ZIP", "a.xml", "._b.zip", "b.zip.md5", "b_truth.csv"})
      write_file(folder / name, "x");
    fs::create_directory(folder / "deeper");
    write_file(folder / "deeper/d.zip", "x");
    fs::create_directory(folder / "empty");
    fs::create_directory(folder / "folder.zip");
  }

  std::string at(const std::string& name) const { return (folder / name).string(); }

  /// The names found, without their folders.
  std::vector<std::string> find(const std::vector<std::string>& inputs) const {
    std::vector<std::string> names;
    for (const fs::path& file : ingest::find_deliveries(inputs)) names.push_back(file.filename().string());
    return names;
  }

  TempFolder folder;
};

TEST_F(FindDeliveries, a_file_is_itself_whatever_its_name) {
  EXPECT_THAT(find({at("a.xml")}), ElementsAre("a.xml"));
  EXPECT_THAT(find({at("b.zip"), at("a.csv")}), ElementsAre("a.csv", "b.zip")) << "sorted by stem";
}

TEST_F(FindDeliveries, a_folder_stands_for_the_deliveries_in_it_but_not_deeper) {
  EXPECT_THAT(find({folder.path().string()}), ElementsAre("C.ZIP", "a.csv", "b.zip"));
  EXPECT_THAT(find({folder.path().string() + "/"}), ElementsAre("C.ZIP", "a.csv", "b.zip"));
}

TEST_F(FindDeliveries, stars_and_question_marks_match_in_the_last_part) {
  EXPECT_THAT(find({at("*.zip")}), ElementsAre("b.zip"));
  EXPECT_THAT(find({at("?.*")}), ElementsAre("C.ZIP", "a.csv", "b.zip"));
  EXPECT_THAT(find({at("*b*z*p")}), ElementsAre("b.zip"));
  EXPECT_EQ(error_of([&] { find({at("*.xml")}); }),
            "file_missing: " + at("*.xml") + ": no .zip or .csv matches");
  EXPECT_EQ(error_of([&] { find({at("no/*.zip")}); }),
            "file_missing: " + at("no/*.zip") + ": no .zip or .csv matches");
}

TEST_F(FindDeliveries, a_file_whose_name_has_a_star_is_found_by_its_name) {
  write_file(folder / "deeper/s*.zip", "x");
  write_file(folder / "deeper/sun.zip", "x");
  EXPECT_THAT(find({at("deeper/s*.zip")}), ElementsAre("s*.zip"));
}

TEST_F(FindDeliveries, a_list_names_one_input_a_line) {
  write_file(folder / "list.txt", at("deeper") + "\r\n\n" + at("b.zip"));
  EXPECT_THAT(find({"@" + at("list.txt"), at("a.csv")}), ElementsAre("a.csv", "b.zip", "d.zip"));
  write_file(folder / "blank.txt", "\n\r\n");
  EXPECT_EQ(error_of([&] { find({"@" + at("blank.txt")}); }),
            "file_missing: " + at("blank.txt") + ": the list names no file");
  EXPECT_EQ(error_of([&] { find({"@" + at("no.txt")}); }),
            "file_missing: " + at("no.txt") + ": there is no such file");
}

TEST_F(FindDeliveries, an_input_that_matches_nothing_is_an_error) {
  EXPECT_EQ(error_of([&] {
              find({at("b.zip"), at("no.zip")});
            }),
            "file_missing: " + at("no.zip") + ": there is no such file");
  EXPECT_EQ(error_of([&] { find({at("empty")}); }),
            "file_missing: " + at("empty") +
                ": the folder holds no .zip and no .csv. Folders in it are not searched");
}

TEST_F(FindDeliveries, a_file_named_twice_is_one_delivery) {
  EXPECT_THAT(find({at("b.zip"), at("*.zip"), at("deeper/../b.zip")}), ElementsAre("b.zip"));
}

TEST_F(FindDeliveries, two_files_of_one_stem_are_an_error) {
  write_file(folder / "b.csv", "x");
  EXPECT_EQ(error_of([&] {
              find({at("b.zip"), at("b.csv")});
            }),
            "usage: " + at("b.csv") + ": " + at("b.zip") +
                " has the same name. A store holds one tile of a name: give one of the two");
}

}  // namespace
}  // namespace plumbline::test
