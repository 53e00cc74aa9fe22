// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ingest/byte_source.h"

namespace plumbline::ingest {

/// One entry of a zip's central directory (PKWARE APPNOTE 4.3.12), zip64 fields resolved.
struct ZipEntry {
  std::string name;
  std::uint16_t flags = 0;
  std::uint16_t method = 0;
  std::uint32_t crc32 = 0;
  std::uint64_t packed_bytes = 0;
  std::uint64_t bytes = 0;
  std::uint64_t header_offset = 0;
  bool is_link = false;  ///< a symbolic link of Unix: its bytes name another file
};

/// A zip and how it is laid out. The parts of a zip contradict each other as soon as it is cut or altered, so
/// every contradiction is an Error(bad_archive).
struct ZipDirectory {
  std::vector<ZipEntry> entries;
  std::uint64_t offset = 0;  ///< where the central directory starts; entries lie before it
};

/// Reads the end record and the central directory.
ZipDirectory read_zip_directory(const ByteSource& zip);

/// The one CSV at the top level; metadata (.xml), pictures and folders beside it are of no concern. Throws
/// Error(bad_archive) when there is none or more than one.
const ZipEntry& only_csv(const ZipDirectory& directory, const std::string& zip_name);

/// The unpacked bytes of an entry, in constant memory; `zip` must outlive the stream. Entries may be stored
/// or deflated. The size and the CRC-32 of the directory are checked. Refuses what is encrypted, larger than
/// 64 GiB, a link, shares bytes
/// with another entry, or is, above 64 MiB, packed by more than 200 times (the text of a real delivery: less
/// than 10 times).
std::unique_ptr<ByteStream> open_zip_entry(const ByteSource& zip, const ZipDirectory& directory,
                                           const ZipEntry& entry);

}  // namespace plumbline::ingest
