// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace plumbline::store {

/// What survives a power failure. All throw Error(file_access) with the system's reason.

/// Writes the whole content and asks the disk to keep it. A failure leaves no file.
void write_durably(const std::filesystem::path& path, std::string_view content);
/// Asks the disk to keep the content of a file, or the names in a folder.
void sync_file(const std::filesystem::path& file);
void sync_folder(const std::filesystem::path& folder);
/// A hint, for a file that was synced: the system forgets what it keeps of it in memory, and reads it again
/// when it is mapped, in large pages where it can.
void forget_pages(const std::filesystem::path& file);
/// Makes a folder, and those above it, unless they are there, and asks the disk to keep their names.
void make_folder(const std::filesystem::path& folder);
/// Replaces `to` by `from` in one step. The folder has to be synced afterwards.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

class Sha256;

/// A new file that is written from its start to its end, and summed on the way. Its bytes start to go to the
/// disk while more are made, so that `sync_file` has little to wait for. Throws Error(file_access).
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  ~NewFile();

  void append(std::string_view bytes);
  std::uint64_t size() const { return size_; }
  /// Closes it, and returns its SHA-256.
  std::string finish();

 private:
  std::filesystem::path path_;
  std::uint64_t size_ = 0;
  std::unique_ptr<Sha256> sum_;
  int descriptor_ = -1;
};

/// The whole of a file. Throws Error(file_missing) when it is not there.
std::string read_whole_file(const std::filesystem::path& path);

/// SHA-256 in lower-case hexadecimal.
std::string sha256_of(std::string_view content);
std::string sha256_of_file(const std::filesystem::path& path);

/// The right to write: an exclusive lock on a file, given back on destruction or when the process ends.
class FileLock {
 public:
  FileLock() = default;
  /// A lock that is not held when another process holds it (see `held`). Throws when the file cannot be made.
  static FileLock try_acquire(const std::filesystem::path& path);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();
  bool held() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

}  // namespace plumbline::store
