// SPDX-License-Identifier: MIT
#include "store/durable_file.h"

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/error.h"

namespace plumbline::store {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view action, int reason) {
  std::string advice;
  if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) advice = "Free some space and run again";
  if (reason == EACCES || reason == EPERM || reason == EROFS) advice = "Check the permissions of the folder";
  if (reason == EIO) advice = "The disk fails: check it and its connection, then run again";
  throw Error(ErrorCode::file_access, {.file = path.string()},
              fmt::format("cannot {}: {}", action, std::strerror(reason)), advice);
}

class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : value_(open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }
  int close() { return value_ < 0 ? 0 : ::close(std::exchange(value_, -1)); }

 private:
  int value_;
};

void write_all(int descriptor, std::string_view content, const std::filesystem::path& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(descriptor, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, "write", errno);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync(const std::filesystem::path& path, int flags) {
  const Descriptor descriptor(path, flags);
  if (descriptor.get() < 0) fail(path, "open", errno);
  if (fsync(descriptor.get()) != 0) fail(path, "write to the disk", errno);
}

// Reads a file piece by piece.
template <typename Body>
void for_each_piece(const std::filesystem::path& path, const Body& body) {
  const Descriptor file(path, O_RDONLY);
  if (file.get() < 0 && errno == ENOENT)
    throw Error(ErrorCode::file_missing, {.file = path.string()}, "this file is not there");
  if (file.get() < 0) fail(path, "open", errno);
  std::string buffer(std::size_t{1} << 20, '\0');
  while (true) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path, "read", errno);
    if (got == 0) return;
    body(std::string_view(buffer.data(), static_cast<std::size_t>(got)));
  }
}

}  // namespace

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new()) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw Error(ErrorCode::internal, {}, "OpenSSL has no SHA-256");
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hexadecimal() {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
    std::string text;
    for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

void write_durably(const std::filesystem::path& path, std::string_view content) {
  Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.get() < 0) fail(path, "create", errno);
  try {
    write_all(file.get(), content, path);
    if (fsync(file.get()) != 0) fail(path, "write to the disk", errno);
    if (file.close() != 0) fail(path, "close", errno);
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
}

NewFile::NewFile(std::filesystem::path path)
    : path_(std::move(path)),
      sum_(std::make_unique<Sha256>()),
      descriptor_(Descriptor(path_, O_WRONLY | O_CREAT | O_TRUNC).release()) {
  if (descriptor_ < 0) fail(path_, "create", errno);
}

NewFile::~NewFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void NewFile::append(std::string_view bytes) {
  write_all(descriptor_, bytes, path_);
  sum_->add(bytes);
  constexpr std::uint64_t kStep = std::uint64_t{8} << 20;
  const std::uint64_t begin = size_ / kStep * kStep;
  size_ += bytes.size();
  // A hint: what it cannot do, the sync does.
  if (size_ / kStep * kStep > begin)
    ::sync_file_range(descriptor_, static_cast<off64_t>(begin), static_cast<off64_t>(size_ - begin),
                      SYNC_FILE_RANGE_WRITE);
}

std::string NewFile::finish() {
  ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);  // a hint as well
  if (::close(std::exchange(descriptor_, -1)) != 0) fail(path_, "close", errno);
  return sum_->hexadecimal();
}

void sync_file(const std::filesystem::path& file) { sync(file, O_RDONLY); }
void sync_folder(const std::filesystem::path& folder) { sync(folder, O_RDONLY | O_DIRECTORY); }

void forget_pages(const std::filesystem::path& file) {
  const Descriptor descriptor(file, O_RDONLY);
  if (descriptor.get() >= 0) ::posix_fadvise(descriptor.get(), 0, 0, POSIX_FADV_DONTNEED);
}

void make_folder(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::is_directory(folder, ignored)) return;
  const std::filesystem::path above = folder.parent_path();
  if (!above.empty()) make_folder(above);
  if (folder.filename().empty()) return;  // "name/" is made as "name"
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) fail(folder, "make the folder", errno);
  if (!std::filesystem::is_directory(folder, ignored)) fail(folder, "make the folder", ENOTDIR);
  sync_folder(above.empty() ? "." : above);
}

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail(to, "put the new file in place", errno);
}

std::string read_whole_file(const std::filesystem::path& path) {
  std::string content;
  for_each_piece(path, [&](std::string_view piece) { content += piece; });
  return content;
}

std::string sha256_of(std::string_view content) {
  Sha256 sum;
  sum.add(content);
  return sum.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  Sha256 sum;
  for_each_piece(path, [&](std::string_view piece) { sum.add(piece); });
  return sum.hexadecimal();
}

FileLock FileLock::try_acquire(const std::filesystem::path& path) {
  Descriptor file(path, O_RDWR | O_CREAT);
  if (file.get() < 0) fail(path, "create", errno);
  FileLock lock;
  if (flock(file.get(), LOCK_EX | LOCK_NB) == 0) {
    lock.descriptor_ = file.release();
  } else if (errno != EWOULDBLOCK) {
    fail(path, "lock", errno);
  }
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace plumbline::store
