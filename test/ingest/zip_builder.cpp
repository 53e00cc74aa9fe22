// SPDX-License-Identifier: MIT
#include "ingest/zip_builder.h"

#include <stdexcept>
#include <zlib.h>

namespace plumbline::test {
namespace {

std::string number(std::uint64_t value, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

std::string deflated(const std::string& text) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int result = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("deflate");
  return packed;
}

std::uint32_t crc_of(const std::string& text) {
  return static_cast<std::uint32_t>(
      crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

}  // namespace

std::string zip_of(const std::vector<ZipContent>& contents, const ZipOptions& options) {
  std::string zip;
  std::string directory;
  for (const ZipContent& content : contents) {
    const std::string packed = content.method == 8 ? deflated(content.text) : content.text;
    const std::uint32_t crc = content.crc32.value_or(crc_of(content.text));
    const std::uint64_t bytes = content.bytes.value_or(content.text.size());
    const std::uint64_t packed_bytes = content.packed_bytes.value_or(packed.size());
    const std::uint64_t offset = content.header_offset.value_or(zip.size());
    const std::string common = number(content.flags, 2) + number(content.method, 2) + number(0, 4) +
                               number(crc, 4) + number(content.zip64 ? 0xffffffff : packed_bytes, 4) +
                               number(content.zip64 ? 0xffffffff : bytes, 4);
    const std::string local_name = content.name_in_local_header.value_or(content.name);
    zip +=
        "PK\3\4" + number(45, 2) + common + number(local_name.size(), 2) + number(0, 2) + local_name + packed;
    const std::string extra = content.zip64
                                  ? number(0x5455, 2) + number(1, 2) + "t" + number(1, 2) + number(24, 2) +
                                        number(bytes, 8) + number(packed_bytes, 8) + number(offset, 8)
                                  : "";
    directory += "PK\1\2" + number(content.unix_mode != 0 ? 0x032d : 45, 2) + number(45, 2) + common +
                 number(content.name.size(), 2) + number(extra.size(), 2) + number(0, 2) + number(0, 2) +
                 number(0, 2) + number(std::uint64_t{content.unix_mode} << 16, 4) +
                 number(content.zip64 ? 0xffffffff : offset, 4) + content.name + extra;
  }
  const std::uint64_t directory_offset = zip.size();
  const std::uint64_t entries = contents.size() + static_cast<std::size_t>(options.extra_entries_counted);
  zip += directory;
  if (options.zip64_end) {
    const std::uint64_t record_offset = zip.size();
    zip += "PK\6\6" + number(44, 8) + number(45, 2) + number(45, 2) + number(options.disk, 4) + number(0, 4) +
           number(entries, 8) + number(entries, 8) + number(directory.size(), 8) +
           number(directory_offset, 8);
    zip += "PK\6\7" + number(0, 4) + number(record_offset, 8) + number(1, 4);
  }
  const bool ones = options.zip64_end;
  return zip + "PK\5\6" + number(ones ? 0xffff : options.disk, 2) + number(0, 2) +
         number(ones ? 0xffff : entries, 2) + number(ones ? 0xffff : entries, 2) +
         number(ones ? 0xffffffff : directory.size(), 4) + number(ones ? 0xffffffff : directory_offset, 4) +
         number(options.comment.size(), 2) + options.comment;
}

}  // namespace plumbline::test
