// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <system_error>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/byte_source.h"
#include "ingest/file_kind.h"
#include "ingest/tile.h"

namespace plumbline::ingest {
namespace {

namespace fs = std::filesystem;

/// `*` stands for any characters, `?` for any one.
bool matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0;
  std::size_t star = std::string_view::npos;  // the last star seen, and where it stopped matching
  std::size_t star_end = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_end = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++star_end;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

/// The deliveries of a folder whose names match.
std::vector<fs::path> in_folder(const fs::path& folder, std::string_view pattern) {
  std::vector<fs::path> files;
  try {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.empty() ? "." : folder)) {
      const fs::path name = entry.path().filename();
      if (is_delivery_name(name) && matches(pattern, name.string()) && entry.is_regular_file())
        files.push_back(folder / name);
    }
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorCode::file_access, {.file = folder.string()},
                fmt::format("the folder cannot be read: {}", error.code().message()));
  }
  return files;
}

void add_input(const std::string& input, std::vector<fs::path>& files) {
  const fs::path path(input);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    const auto found = in_folder(path, "*");
    if (found.empty())
      throw Error(ErrorCode::file_missing, {.file = input}, "the folder holds no .zip and no .csv",
                  "Folders in it are not searched");
    files.insert(files.end(), found.begin(), found.end());
    return;
  }
  const std::string last = path.filename().string();
  if (!fs::exists(path, ignored) && last.find_first_of("*?") != std::string::npos) {
    const fs::path folder = path.parent_path();
    const bool is_folder = folder.empty() || fs::is_directory(folder, ignored);
    const auto found = is_folder ? in_folder(folder, last) : std::vector<fs::path>{};
    if (found.empty()) throw Error(ErrorCode::file_missing, {.file = input}, "no .zip or .csv matches");
    files.insert(files.end(), found.begin(), found.end());
    return;
  }
  const FileBytes can_be_opened(path);
  files.push_back(path);
}

/// The lines of a list, without blank ones.
std::vector<std::string> lines_of(const fs::path& list) {
  const FileBytes source(list);
  constexpr std::uint64_t kMostBytes = std::uint64_t{16} << 20;
  if (source.size() > kMostBytes)
    throw Error(ErrorCode::usage, {.file = source.name()}, "this is too large for a list of files",
                "A list has one file, folder or pattern a line");
  std::string text(static_cast<std::size_t>(source.size()), '\0');
  source.read_at(0, text);
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else if (c != '\r') {
      lines.back() += c;
    }
  }
  std::erase(lines, "");
  if (lines.empty()) throw Error(ErrorCode::file_missing, {.file = source.name()}, "the list names no file");
  return lines;
}

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code failed;
  return fs::equivalent(a, b, failed) && !failed;
}

}  // namespace

std::vector<fs::path> find_deliveries(std::span<const std::string> inputs) {
  std::vector<fs::path> files;
  for (const std::string& input : inputs) {
    if (!input.starts_with('@')) {
      add_input(input, files);
      continue;
    }
    for (const std::string& line : lines_of(input.substr(1))) add_input(line, files);
  }
  std::map<std::string, fs::path> by_stem;
  for (const fs::path& file : files) {
    const auto [first, is_new] = by_stem.emplace(file.stem().string(), file);
    if (!is_new && !is_same_file(first->second, file))
      throw Error(ErrorCode::usage, {.file = file.string()},
                  fmt::format("{} has the same name", first->second.string()),
                  "A store holds one tile of a name: give one of the two");
  }
  files.clear();
  for (const auto& [stem, file] : by_stem) files.push_back(file);
  return files;
}

}  // namespace plumbline::ingest
