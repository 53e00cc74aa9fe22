// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace plumbline::ingest {

/// Bytes put aside on disk during one command. The file has no name from the start, so it is gone however the
/// program ends. Reads and writes at different places may happen at the same time. Throws Error(file_access).
class SpillFile {
 public:
  explicit SpillFile(const std::filesystem::path& folder);
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  void write(std::uint64_t offset, std::span<const std::byte> bytes);
  void read(std::uint64_t offset, std::span<std::byte> bytes) const;

 private:
  [[noreturn]] void fail(const char* doing) const;
  std::string folder_;
  int descriptor_ = -1;
};

}  // namespace plumbline::ingest
