// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "store/manifest.h"

namespace plumbline::store {

/// Files of a store by their fixed names.
std::filesystem::path manifest_path(const std::filesystem::path& folder);       ///< plumbline.json
std::filesystem::path next_manifest_path(const std::filesystem::path& folder);  ///< plumbline.json.next

/// A change of several files of a store that happens as a whole or not at all, even when the power fails:
///   1. each new file is written beside its target, as `<name>.part`;
///   2. they are synced; the new manifest is written, synced and renamed to plumbline.json.next: from here on
///   the change holds;
///   3. the .part files are renamed to their targets, files that the new manifest no longer names are
///   removed, and at last plumbline.json.next is renamed to plumbline.json.
/// A run that ends before 2 leaves the old state and .part files; one that ends during 3 leaves enough to
/// finish. `recover` tidies either case. The caller holds the store's lock.
class Transaction {
 public:
  explicit Transaction(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Removes the .part files of a change that was not committed.
  ~Transaction();

  /// Where to write the new content of `name` (relative to the store).
  std::filesystem::path part(const std::string& name);
  /// Call when the part is written: says what it is.
  FileRecord finish(const std::string& name) const;
  /// Takes a part out of the change and removes it.
  void abandon(const std::string& name);
  /// `outdated` are the files to be removed. Throws Error(file_access). When that happens after step 2
  /// (`is_settled`), the change is finished by the next `recover`.
  void commit(const std::string& manifest_text, const std::vector<std::string>& outdated);
  bool is_settled() const { return settled_; }

 private:
  std::filesystem::path folder_;
  std::vector<std::string> names_;
  bool settled_ = false;
};

/// The files that `before` names and `next` does not.
std::vector<std::string> outdated_files(const Manifest& before, const Manifest& next);

/// Finishes a change that was committed and cut off. Returns whether the manifest on the disk has changed.
bool finish_change(const std::filesystem::path& folder);
/// The same, and removes what is left of a change that was not committed.
bool recover(const std::filesystem::path& folder);

}  // namespace plumbline::store
