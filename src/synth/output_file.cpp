// SPDX-License-Identifier: MIT
#include "synth/output_file.h"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::synth {

OutputFile::OutputFile(std::filesystem::path target) : target_(std::move(target)), part_(target_) {
  part_ += fmt::format(".{}.part", ::getpid());
  descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail("make");
}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(part_.c_str());
}

void OutputFile::append(std::string_view bytes) {
  overwrite(size_, bytes);
  size_ += bytes.size();
}

void OutputFile::overwrite(std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail("write to");
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
}

void OutputFile::finish() {
  if (::fsync(descriptor_) != 0) fail("write to");
  if (::rename(part_.c_str(), target_.c_str()) != 0) fail("put in place");
  ::close(descriptor_);
  descriptor_ = -1;
}

void OutputFile::fail(std::string_view doing) const {
  const std::string reason = std::error_code(errno, std::generic_category()).message();
  throw Error(ErrorCode::file_access, {.file = target_.string()},
              fmt::format("cannot {} the file: {}", doing, reason),
              "Check that the folder may be written to and the disk is not full");
}

}  // namespace plumbline::synth
