// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace plumbline::synth {

/// A file that is written beside its target and takes its name only when it is complete; without `finish` it
/// leaves nothing behind. Throws Error(file_access).
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path target);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void append(std::string_view bytes);
  /// Replaces bytes written before.
  void overwrite(std::uint64_t offset, std::string_view bytes);
  std::uint64_t size() const { return size_; }
  /// Writes to the disk and renames.
  void finish();

 private:
  [[noreturn]] void fail(std::string_view doing) const;
  std::filesystem::path target_;
  std::filesystem::path part_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace plumbline::synth
