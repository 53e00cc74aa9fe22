// SPDX-License-Identifier: MIT
#include "synth/zip_writer.h"

#include <cstdlib>

#include <gtest/gtest.h>

#include "core/error.h"
#include "support/support.h"

namespace plumbline::synth {
namespace {

using plumbline::test::TempFolder;

bool unzip_is_there() { return std::system("command -v unzip >/dev/null 2>&1") == 0; }

void write_zip(const std::filesystem::path& path, const std::vector<std::string>& pieces, bool large) {
  OutputFile file(path);
  ZipWriter zip(file);
  zip.begin_entry("table.csv", large);
  for (const std::string& piece : pieces) zip.append(deflate_piece(piece));
  zip.end_entry();
  zip.begin_entry("table.xml", false);
  zip.append(deflate_piece("<a/>\n"));
  zip.end_entry();
  zip.finish();
  file.finish();
}

std::string unzipped(const TempFolder& folder, const std::filesystem::path& zip) {
  const auto out = folder / "out";
  if (std::system(("unzip -p '" + zip.string() + "' table.csv >'" + out.string() + "'").c_str()) != 0)
    return "failed";
  return plumbline::test::read_file(out);
}

TEST(ZipWriter, pieces_come_out_as_one_text) {
  if (!unzip_is_there()) GTEST_SKIP() << "skipped: no unzip on this machine";
  const TempFolder folder;
  std::string noise;
  for (int i = 0; i < 200000; ++i) noise += std::to_string(i * 7919 % 1000);
  write_zip(folder / "a.zip", {"pid,x\n", "", noise, "end\n"}, false);
  EXPECT_EQ(std::system(("unzip -tqq '" + (folder / "a.zip").string() + "' >/dev/null").c_str()), 0);
  EXPECT_EQ(unzipped(folder, folder / "a.zip"), "pid,x\n" + noise + "end\n");
}

TEST(ZipWriter, an_entry_with_zip64_sizes_is_read_as_well) {
  if (!unzip_is_there()) GTEST_SKIP() << "skipped: no unzip on this machine";
  const TempFolder folder;
  write_zip(folder / "a.zip", {"pid,x\n", "1,2\n"}, true);
  EXPECT_EQ(std::system(("unzip -tqq '" + (folder / "a.zip").string() + "' >/dev/null").c_str()), 0);
  EXPECT_EQ(unzipped(folder, folder / "a.zip"), "pid,x\n1,2\n");
}

TEST(OutputFile, is_there_only_when_it_is_finished) {
  const TempFolder folder;
  {
    OutputFile file(folder / "a");
    file.append("half");
    EXPECT_FALSE(std::filesystem::exists(folder / "a"));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  {
    OutputFile file(folder / "a");
    file.append("whole");
    file.overwrite(0, "W");
    file.finish();
  }
  EXPECT_EQ(plumbline::test::read_file(folder / "a"), "Whole");
}

TEST(OutputFile, says_which_file_cannot_be_made) {
  const TempFolder folder;
  try {
    OutputFile file(folder / "absent" / "a");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::file_access);
    EXPECT_NE(error.where().file.find("absent"), std::string::npos);
  }
}

}  // namespace
}  // namespace plumbline::synth
