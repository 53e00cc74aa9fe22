// SPDX-License-Identifier: MIT
#include "core/placed_file.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline {

PlacedFile::PlacedFile(std::filesystem::path path, std::string what, int descriptor)
    : path_(std::move(path)), what_(std::move(what)), descriptor_(descriptor) {
  if (descriptor_ < 0) fail("made");
}

PlacedFile PlacedFile::unnamed_in(const std::filesystem::path& folder) {
  constexpr std::string_view kEnding = ".part";  // what an interrupted run may leave is told by it
  std::string name = (folder / fmt::format("spill.XXXXXX{}", kEnding)).string();
  const int descriptor = ::mkostemps(name.data(), static_cast<int>(kEnding.size()), O_CLOEXEC);
  if (descriptor >= 0) ::unlink(name.c_str());
  return {folder, "a temporary file", descriptor};
}

PlacedFile::PlacedFile(const std::filesystem::path& path, std::string what)
    : PlacedFile(path, std::move(what), ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {}

PlacedFile::PlacedFile(PlacedFile&& other) noexcept
    : path_(std::move(other.path_)),
      what_(std::move(other.what_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

PlacedFile::~PlacedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void PlacedFile::write(std::uint64_t offset, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const auto count = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("written");
    offset += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void PlacedFile::read(std::uint64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const auto count = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) fail("read");
    offset += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

void PlacedFile::fail(const char* doing) const {
  throw Error(ErrorCode::file_access, {.file = path_.string()},
              fmt::format("{} cannot be {}: {}", what_, doing, std::generic_category().message(errno)),
              "Is there room on the disk, and may this user write there?");
}

}  // namespace plumbline
