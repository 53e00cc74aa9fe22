// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace plumbline {

/// A new file that is written and read at places. Reads and writes at different places may happen at the same
/// time. Throws Error(file_access).
class PlacedFile {
 public:
  /// Bytes put aside for a while: a file without a name, so that it is gone however the program ends.
  static PlacedFile unnamed_in(const std::filesystem::path& folder);
  /// Replaces an earlier file. `what` is how errors call it: "the viewport index".
  PlacedFile(const std::filesystem::path& path, std::string what);
  PlacedFile(PlacedFile&& other) noexcept;
  PlacedFile& operator=(PlacedFile&&) = delete;
  ~PlacedFile();

  void write(std::uint64_t offset, std::span<const std::byte> bytes);
  void read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  PlacedFile(std::filesystem::path path, std::string what, int descriptor);
  [[noreturn]] void fail(const char* doing) const;
  std::filesystem::path path_;
  std::string what_;
  int descriptor_ = -1;
};

}  // namespace plumbline
