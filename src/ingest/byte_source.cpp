// SPDX-License-Identifier: MIT
#include "ingest/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "core/error.h"

namespace plumbline::ingest {
namespace {

std::string system_message(int error) { return std::generic_category().message(error); }

[[noreturn]] void cannot_open(const std::string& file, int error) {
  if (error == ENOENT || error == ENOTDIR)
    throw Error(ErrorCode::file_missing, {.file = file}, "there is no such file");
  throw Error(ErrorCode::file_access, {.file = file},
              fmt::format("the file cannot be opened: {}", system_message(error)));
}

}  // namespace

FileBytes::FileBytes(const std::filesystem::path& file) : ByteSource(file.string()) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) cannot_open(name(), errno);
  // Looked at before opening: opening a pipe would wait for its writer.
  if (!S_ISREG(status.st_mode))
    throw Error(ErrorCode::file_access, {.file = name()},
                S_ISDIR(status.st_mode) ? "this is a folder" : "this is not a regular file");
  descriptor_ = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) cannot_open(name(), errno);
  size_ = static_cast<std::uint64_t>(status.st_size);
}

FileBytes::~FileBytes() {
  if (descriptor_ >= 0) close(descriptor_);
}

void FileBytes::read_at(std::uint64_t offset, std::span<char> out) const {
  while (!out.empty()) {
    const ssize_t got = pread(descriptor_, out.data(), out.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0)
      throw Error(ErrorCode::file_access, {.file = name()},
                  fmt::format("the file cannot be read: {}", system_message(errno)));
    if (got == 0)
      throw Error(ErrorCode::file_access, {.file = name()}, "the file became shorter while it was read");
    offset += static_cast<std::uint64_t>(got);
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

void MemoryBytes::read_at(std::uint64_t offset, std::span<char> out) const {
  if (offset > bytes_.size() || out.size() > bytes_.size() - offset)
    throw Error(ErrorCode::internal, {.file = name()}, "read behind the end");
  if (!out.empty()) std::memcpy(out.data(), bytes_.data() + offset, out.size());
}

std::size_t SourceStream::read(std::span<char> out) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(out.size(), remaining_));
  source_.read_at(offset_, out.first(count));
  offset_ += count;
  remaining_ -= count;
  return count;
}

std::string sha256_of(const ByteSource& source) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool good = digest != nullptr && EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) == 1;
  std::vector<char> buffer(
      static_cast<std::size_t>(std::min<std::uint64_t>(source.size(), std::uint64_t{1} << 20)));
  SourceStream stream(source);
  for (std::size_t count = stream.read(buffer); good && count > 0; count = stream.read(buffer))
    good = EVP_DigestUpdate(digest.get(), buffer.data(), count) == 1;
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  good = good && EVP_DigestFinal_ex(digest.get(), bytes, &length) == 1;
  if (!good) throw Error(ErrorCode::internal, {.file = source.name()}, "SHA-256 cannot be computed");
  std::string text;
  for (unsigned int i = 0; i < length; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

}  // namespace plumbline::ingest
