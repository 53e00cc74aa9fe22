// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace plumbline::serve {

/// The body of an answer that is too long for memory: a file without a name, gone with the last copy of this.
class BodyFile {
 public:
  /// Files of more than this that are not fetched yet fill no more of the disk.
  static constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;

  /// `write` makes the file; its name ends in `ending`, for GDAL looks at it. Throws Error(interrupted) while
  /// all files that there are have more than `most_bytes`, Error(file_access), and what `write` throws.
  static BodyFile written_by(const std::function<void(const std::filesystem::path& file)>& write,
                             const std::string& ending, std::uint64_t most_bytes = kMostBytes);

  std::uint64_t bytes() const;
  /// Another descriptor of it, at its beginning, which the caller closes. Throws Error(file_access).
  int reopen() const;

 private:
  explicit BodyFile(const std::filesystem::path& file);
  struct Opened;
  std::shared_ptr<const Opened> opened_;
};

}  // namespace plumbline::serve
