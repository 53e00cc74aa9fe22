// SPDX-License-Identifier: MIT
#include "store/output_file.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "store/durable_file.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

// Indexes that other programs make of a Shapefile: wrong for a new one.
constexpr std::array<std::string_view, 5> kStaleIndexes{".qix", ".sbn", ".sbx", ".idm", ".ind"};

}  // namespace

OutputFile::OutputFile(fs::path target, bool overwrite) : target_(std::move(target)) {
  std::error_code problem;
  if (fs::is_directory(target_, problem))
    throw Error(ErrorCode::file_access, {.file = target_.string()}, "this is a folder", "Name a file in it");
  if (fs::exists(target_, problem) && !overwrite)
    throw Error(ErrorCode::already_exists, {.file = target_.string()}, "the file is there already",
                "Give --overwrite to replace it");
  folder_ = target_.parent_path() / ("." + target_.filename().string() + ".part");
  fs::remove_all(folder_, problem);
  if (!fs::create_directory(folder_, problem))
    throw Error(ErrorCode::file_access, {.file = target_.string()},
                "cannot write beside it: " + problem.message(), "Check the folder and its permissions");
  beside_ = folder_ / target_.filename();
}

OutputFile::~OutputFile() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void OutputFile::commit() {
  std::vector<fs::path> written;
  for (const auto& entry : fs::directory_iterator(folder_)) written.push_back(entry.path());
  std::ranges::sort(written);
  std::stable_partition(written.begin(), written.end(),
                        [&](const fs::path& file) { return file != beside_; });
  for (const fs::path& file : written) sync_file(file);
  const fs::path parent = target_.parent_path().empty() ? "." : target_.parent_path();
  std::error_code ignored;
  for (const std::string_view index : kStaleIndexes) {
    fs::path stale = target_;
    fs::remove(stale.replace_extension(index), ignored);
  }
  for (const fs::path& file : written) rename_file(file, parent / file.filename());
  sync_folder(parent);
}

}  // namespace plumbline::store
