// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::test {

/// A folder of its own for one test, removed afterwards.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

void write_file(const std::filesystem::path& path, std::string_view content);
std::string read_file(const std::filesystem::path& path);

/// Where the sources lie: for the files of test/data.
std::filesystem::path source_folder();

/// A file of the shared data folder beside the project ("golden/dbscan.csv"); nothing when it is not there.
/// Use with PLUMBLINE_SHARED_OR_SKIP.
std::optional<std::filesystem::path> shared_data(std::string_view name);

/// A simple CSV (no quotes): header and rows of text.
struct Csv {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::size_t column(std::string_view name) const;  ///< throws when it is not there
};
Csv read_csv(const std::filesystem::path& path);

}  // namespace plumbline::test

/// Inside a TEST: `const auto file = ...` or the test says that it is skipped.
#define PLUMBLINE_SHARED_OR_SKIP(variable, name)                                              \
  const auto variable##_found = ::plumbline::test::shared_data(name);                         \
  if (!variable##_found) GTEST_SKIP() << "skipped: the shared data folder has no " << (name); \
  const std::filesystem::path variable = *variable##_found
