// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::test {

/// One entry to write; what is set overrides the truth, to make a zip that lies.
struct ZipContent {
  std::string name;
  std::string text;
  std::uint16_t method = 8;
  std::uint16_t flags = 0;
  bool zip64 = false;
  std::optional<std::uint32_t> crc32;
  std::optional<std::uint64_t> bytes;
  std::optional<std::string> name_in_local_header;
  std::optional<std::uint64_t> packed_bytes;
  std::optional<std::uint32_t> header_offset;
  std::uint16_t unix_mode = 0;  ///< 0: made on a system without
};

struct ZipOptions {
  bool zip64_end = false;
  std::string comment;
  std::uint16_t disk = 0;
  int extra_entries_counted = 0;
};

/// The bytes of a zip, written by APPNOTE 6.3 and zlib: shares nothing with the reader under test.
std::string zip_of(const std::vector<ZipContent>& contents, const ZipOptions& options = {});

}  // namespace plumbline::test
