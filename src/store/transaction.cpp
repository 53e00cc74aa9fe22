// SPDX-License-Identifier: MIT
#include "store/transaction.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/durable_file.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPart = ".part";

fs::path part_path(const fs::path& target) { return target.string() + std::string(kPart); }

void remove_file(const fs::path& path) {
  std::error_code problem;
  fs::remove(path, problem);
  if (problem)
    throw Error(ErrorCode::file_access, {.file = path.string()},
                "cannot remove the old file: " + problem.message(), "Check the folder, then run again");
}

// Renames the parts of a committed change, removes what it leaves without a name, then renames its manifest.
void finish_commit(const fs::path& folder, const std::vector<std::string>& names,
                   const std::vector<std::string>& outdated) {
  std::set<fs::path> folders;
  for (const std::string& name : names) {
    const fs::path target = folder / name;
    if (!fs::exists(part_path(target))) continue;  // renamed before the change was cut off
    rename_file(part_path(target), target);
    folders.insert(target.parent_path());
  }
  for (const fs::path& changed : folders) sync_folder(changed);
  for (const std::string& name : outdated) remove_file(folder / name);
  rename_file(next_manifest_path(folder), manifest_path(folder));
  sync_folder(folder);
}

std::vector<std::string> names_of(const Manifest& manifest) {
  std::vector<std::string> names;
  for (const TileRecord& tile : manifest.tiles) {
    names.push_back(tile.meta.path);
    names.push_back(tile.series.path);
    if (tile.filled) names.push_back(tile.filled->path);
  }
  for (const auto& [name, file] : manifest.files) names.push_back(file.path);
  return names;
}

void remove_parts(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> parts;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == kPart) parts.push_back(entry.path());
  }
  for (const fs::path& part : parts) fs::remove(part, ignored);
}

// The manifest that a change replaces. One that cannot be read names nothing, and is replaced all the same.
Manifest manifest_before(const fs::path& folder) {
  const fs::path file = manifest_path(folder);
  if (!fs::exists(file)) return {};
  try {
    return manifest_from_json(read_whole_file(file), file);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

fs::path manifest_path(const fs::path& folder) { return folder / "plumbline.json"; }
fs::path next_manifest_path(const fs::path& folder) { return folder / "plumbline.json.next"; }

Transaction::~Transaction() {
  std::error_code ignored;
  for (const std::string& name : names_) fs::remove(part_path(folder_ / name), ignored);
}

fs::path Transaction::part(const std::string& name) {
  names_.push_back(name);
  const fs::path path = part_path(folder_ / name);
  make_folder(path.parent_path());
  return path;
}

FileRecord Transaction::finish(const std::string& name) const {
  const fs::path path = part_path(folder_ / name);
  return {name, fs::file_size(path), sha256_of_file(path)};
}

void Transaction::abandon(const std::string& name) {
  std::error_code ignored;
  fs::remove(part_path(folder_ / name), ignored);
  std::erase(names_, name);
}

void Transaction::commit(const std::string& manifest_text, const std::vector<std::string>& outdated) {
  const fs::path next = next_manifest_path(folder_);
  const fs::path part = part_path(manifest_path(folder_));
  std::set<fs::path> folders;
  for (const std::string& name : names_) {
    sync_file(part_path(folder_ / name));
    folders.insert((folder_ / name).parent_path());
  }
  for (const fs::path& changed : folders) sync_folder(changed);
  write_durably(part, manifest_text);
  try {
    rename_file(part, next);
  } catch (const Error&) {
    std::error_code ignored;
    fs::remove(part, ignored);
    throw;
  }
  settled_ = true;
  const std::vector<std::string> names = std::exchange(names_, {});
  sync_folder(folder_);
  finish_commit(folder_, names, outdated);
}

std::vector<std::string> outdated_files(const Manifest& before, const Manifest& next) {
  std::vector<std::string> old_names = names_of(before);
  const std::vector<std::string> names = names_of(next);
  const std::set<std::string_view> kept(names.begin(), names.end());
  std::erase_if(old_names, [&](const std::string& name) { return kept.contains(name); });
  return old_names;
}

bool finish_change(const fs::path& folder) {
  const fs::path next = next_manifest_path(folder);
  if (!fs::exists(next)) return false;
  const Manifest manifest = manifest_from_json(read_whole_file(next), next);
  finish_commit(folder, names_of(manifest), outdated_files(manifest_before(folder), manifest));
  return true;
}

bool recover(const fs::path& folder) {
  const bool committed = finish_change(folder);
  remove_parts(folder);
  remove_parts(folder / "processed");
  return committed;
}

}  // namespace plumbline::store
