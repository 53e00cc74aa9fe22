// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace plumbline::serve {

/// A new file that is written and read at places. Throws Error(file_access).
class PlacedFile {
 public:
  /// A file without a name: it is gone however the program ends.
  static PlacedFile unnamed_in(const std::filesystem::path& folder);
  explicit PlacedFile(const std::filesystem::path& path);
  PlacedFile(PlacedFile&& other) noexcept;
  PlacedFile& operator=(PlacedFile&&) = delete;
  ~PlacedFile();

  void write(std::uint64_t offset, std::span<const std::byte> bytes);
  void read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  PlacedFile(std::filesystem::path path, int descriptor);
  [[noreturn]] void fail(const char* doing) const;
  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace plumbline::serve
