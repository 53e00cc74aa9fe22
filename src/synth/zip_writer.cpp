// SPDX-License-Identifier: MIT
#include "synth/zip_writer.h"

#include <algorithm>
#include <zlib.h>

#include "core/error.h"

namespace plumbline::synth {
namespace {

constexpr std::uint64_t kSmall = 0xfffffffe;  // the largest number that needs no zip64
constexpr std::uint32_t kSeeZip64 = 0xffffffff;
constexpr std::uint16_t kVersionDeflate = 20;
constexpr std::uint16_t kVersionZip64 = 45;
constexpr std::uint16_t kUnix = 3 << 8;
constexpr std::uint16_t kTime = 3 << 11;                          // 03:00:00
constexpr std::uint16_t kDay = (2025 - 1980) << 9 | 11 << 5 | 6;  // 2025-11-06
constexpr std::uint32_t kRegularFile = 0100644U << 16;

/// Little-endian numbers, appended.
class Bytes {
 public:
  Bytes& u16(std::uint64_t value) { return number(value, 2); }
  Bytes& u32(std::uint64_t value) { return number(value, 4); }
  Bytes& u64(std::uint64_t value) { return number(value, 8); }
  Bytes& text(std::string_view value) {
    bytes_ += value;
    return *this;
  }
  std::string take() { return std::move(bytes_); }

 private:
  Bytes& number(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  std::string bytes_;
};

std::uint64_t or_zip64(std::uint64_t value, bool large) { return large ? kSeeZip64 : value; }

}  // namespace

DeflatedPiece deflate_piece(std::string_view text) {
  constexpr int kRawDeflate = -15;
  constexpr int kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kRawDeflate, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw Error(ErrorCode::internal, {}, "zlib could not be started");
  }
  DeflatedPiece piece{.bytes = {}, .text_size = text.size()};
  piece.bytes.resize(deflateBound(&stream, text.size()) + 16);  // and the marker of a full flush
  std::string input(text);                                      // zlib takes no constant text
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(piece.bytes.data());
  stream.avail_out = static_cast<uInt>(piece.bytes.size());
  const int outcome = deflate(&stream, Z_FULL_FLUSH);
  const bool complete = outcome == Z_OK && stream.avail_in == 0 && stream.avail_out > 0;
  piece.bytes.resize(stream.total_out);
  deflateEnd(&stream);
  if (!complete) throw Error(ErrorCode::internal, {}, "zlib did not deflate a block of text");
  piece.crc =
      static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
  return piece;
}

std::string ZipWriter::local_header(const Entry& entry) {
  Bytes bytes;
  bytes.u32(0x04034b50)
      .u16(entry.large ? kVersionZip64 : kVersionDeflate)
      .u16(0)
      .u16(Z_DEFLATED)
      .u16(kTime)
      .u16(kDay);
  bytes.u32(entry.crc).u32(or_zip64(entry.compressed, entry.large)).u32(or_zip64(entry.size, entry.large));
  bytes.u16(entry.name.size()).u16(entry.large ? 20 : 0).text(entry.name);
  if (entry.large) bytes.u16(1).u16(16).u64(entry.size).u64(entry.compressed);
  return bytes.take();
}

std::string ZipWriter::directory_header(const Entry& entry) {
  const bool large = entry.large || entry.offset > kSmall;
  const std::uint16_t version = large ? kVersionZip64 : kVersionDeflate;
  Bytes bytes;
  bytes.u32(0x02014b50).u16(kUnix | version).u16(version).u16(0).u16(Z_DEFLATED).u16(kTime).u16(kDay);
  bytes.u32(entry.crc).u32(or_zip64(entry.compressed, large)).u32(or_zip64(entry.size, large));
  bytes.u16(entry.name.size()).u16(large ? 28 : 0).u16(0).u16(0).u16(0).u32(kRegularFile);
  bytes.u32(or_zip64(entry.offset, large)).text(entry.name);
  if (large) bytes.u16(1).u16(24).u64(entry.size).u64(entry.compressed).u64(entry.offset);
  return bytes.take();
}

void ZipWriter::begin_entry(std::string name, bool large) {
  entries_.push_back({.name = std::move(name), .large = large, .offset = file_.size()});
  file_.append(local_header(entries_.back()));  // sizes follow in end_entry
}

void ZipWriter::append(const DeflatedPiece& piece) {
  Entry& entry = entries_.back();
  file_.append(piece.bytes);
  entry.compressed += piece.bytes.size();
  entry.size += piece.text_size;
  entry.crc = static_cast<std::uint32_t>(
      crc32_combine64(entry.crc, piece.crc, static_cast<z_off64_t>(piece.text_size)));
}

void ZipWriter::end_entry() {
  using namespace std::string_view_literals;
  Entry& entry = entries_.back();
  constexpr std::string_view kLastBlock = "\x03\0"sv;  // an empty block of fixed codes that ends the stream
  file_.append(kLastBlock);
  entry.compressed += kLastBlock.size();
  if (!entry.large && std::max(entry.size, entry.compressed) > kSmall) {
    throw Error(ErrorCode::internal, {.file = entry.name}, "the entry grew beyond 4 GB without zip64");
  }
  file_.overwrite(entry.offset, local_header(entry));
}

void ZipWriter::finish() {
  const std::uint64_t begin = file_.size();
  for (const Entry& entry : entries_) file_.append(directory_header(entry));
  const std::uint64_t end = file_.size();
  Bytes bytes;
  if (begin > kSmall) {
    bytes.u32(0x06064b50).u64(44).u16(kUnix | kVersionZip64).u16(kVersionZip64).u32(0).u32(0);
    bytes.u64(entries_.size()).u64(entries_.size()).u64(end - begin).u64(begin);
    bytes.u32(0x07064b50).u32(0).u64(end).u32(1);
  }
  bytes.u32(0x06054b50).u16(0).u16(0).u16(entries_.size()).u16(entries_.size());
  bytes.u32(end - begin).u32(std::min<std::uint64_t>(begin, kSeeZip64)).u16(0);
  file_.append(bytes.take());
}

}  // namespace plumbline::synth
