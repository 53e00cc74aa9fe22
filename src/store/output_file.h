// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumbline::store {

/// A file outside of a store that appears when it is whole. It is written in a hidden folder beside its
/// target (`.NAME.part/`), with whatever lies beside it there (the parts of a Shapefile); `commit` syncs all
/// of that and renames it into place, the file itself last. Without `commit` nothing is left.
class OutputFile {
 public:
  /// Throws Error(already_exists) when the target is there and may not be replaced, Error(file_access).
  OutputFile(std::filesystem::path target, bool overwrite);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// Where to write.
  const std::filesystem::path& beside() const { return beside_; }
  void commit();

 private:
  std::filesystem::path target_;
  std::filesystem::path folder_;
  std::filesystem::path beside_;
};

}  // namespace plumbline::store
