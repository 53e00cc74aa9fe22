// SPDX-License-Identifier: MIT
#include "serve/view_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <zlib.h>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

constexpr std::array<std::string_view, kSections> kSectionNames{
    "columns", "clustered", "exact_places", "blocks",     "trees",   "count_nodes", "count_blocks",
    "finder",  "tiles",     "velocities",   "coherences", "heights", "names"};

[[noreturn]] void throw_damaged(const std::filesystem::path& path, std::string problem) {
  throw Error(ErrorCode::bad_store, {.file = path.string()}, std::move(problem),
              "Make it again: plumbline index --overwrite");
}

[[noreturn]] void throw_access(const std::filesystem::path& path, int reason) {
  throw Error(reason == ENOENT ? ErrorCode::file_missing : ErrorCode::file_access, {.file = path.string()},
              std::generic_category().message(reason));
}

ViewHeader header_of(std::span<const std::byte> bytes, const std::filesystem::path& path) {
  ViewHeader header;
  const auto magic = header.magic;
  if (bytes.size() < kHeaderBytes) throw_damaged(path, "the viewport index is cut off");
  std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof header);
  if (header.magic != magic) throw_damaged(path, "this is not a viewport index");
  if (header.version != kViewVersion)
    throw_damaged(path, fmt::format("the viewport index is of version {}, this program reads version {}",
                                    header.version, kViewVersion));
  if (crc32_of(header) != header.crc32) throw_damaged(path, "the header of the viewport index is damaged");
  return header;
}

}  // namespace

std::uint32_t crc32_of(std::uint32_t so_far, std::span<const std::byte> bytes) {
  constexpr std::size_t kPiece = 1U << 30U;  // zlib counts in 32 bits
  uLong crc = so_far;
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(bytes.size(), kPiece));
    crc = ::crc32(crc, reinterpret_cast<const Bytef*>(piece.data()), static_cast<uInt>(piece.size()));
    bytes = bytes.subspan(piece.size());
  }
  return static_cast<std::uint32_t>(crc);
}

std::uint32_t crc32_of(const ViewHeader& header) {
  ViewHeader copy = header;
  copy.crc32 = 0;
  return crc32_of(0, std::as_bytes(std::span(&copy, 1)));
}

MappedFile::MappedFile(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw_access(path, errno);
  struct stat status {};
  void* mapped = MAP_FAILED;
  int reason = ::fstat(descriptor, &status) == 0 ? 0 : errno;
  if (reason == 0 && status.st_size > 0) {
    mapped = ::mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0);
    if (mapped == MAP_FAILED) reason = errno;
    // A question jumps through the file, and finding a page of 4 kB takes longer than reading from it.
    if (mapped != MAP_FAILED) ::madvise(mapped, static_cast<std::size_t>(status.st_size), MADV_HUGEPAGE);
  }
  ::close(descriptor);
  if (reason != 0) throw_access(path, reason);
  if (status.st_size == 0) return;
  data_ = static_cast<const std::byte*>(mapped);
  size_ = static_cast<std::size_t>(status.st_size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::byte*>(data_), size_);
}

ViewFile::ViewFile(const std::filesystem::path& path) : file_(path), header_(header_of(file_.bytes(), path)) {
  for (std::size_t i = 0; i < kSections; ++i) {
    const SectionPlace& place = header_.sections[i];
    const std::size_t all = file_.bytes().size();
    if (place.offset > all || place.bytes > all - place.offset)
      throw_damaged(path, "the viewport index is cut off");
    const auto section = static_cast<Section>(i);
    if (crc32_of(0, section_bytes(section)) != place.crc32)
      throw_damaged(path,
                    fmt::format("the viewport index is damaged in its section {}", quoted(kSectionNames[i])));
  }
}

std::span<const std::byte> ViewFile::section_bytes(Section which) const {
  const SectionPlace& place = header_.sections[static_cast<std::size_t>(which)];
  return file_.bytes().subspan(place.offset, place.bytes);
}

bool is_current_view(const std::filesystem::path& path, std::string_view made_from) {
  std::ifstream file(path, std::ios::binary);
  std::array<std::byte, kHeaderBytes> bytes{};
  if (!file.read(reinterpret_cast<char*>(bytes.data()), bytes.size())) return false;
  ViewHeader header;
  std::memcpy(static_cast<void*>(&header), bytes.data(), sizeof header);
  return header.version == kViewVersion &&
         std::string_view(header.made_from.data(), header.made_from.size()) == made_from;
}

}  // namespace plumbline::serve
