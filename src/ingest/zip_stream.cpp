// SPDX-License-Identifier: MIT
#include "ingest/zip_stream.h"

#include <algorithm>

#include <fmt/format.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include "core/error.h"

namespace plumbline::ingest {
namespace {

// Unpacked bytes are summed while they are still in the processor's cache.
constexpr std::size_t kPieceBytes = std::size_t{256} << 10;
constexpr std::size_t kInputBytes = std::size_t{256} << 10;

std::uint8_t* as_bytes(char* text) { return reinterpret_cast<std::uint8_t*>(text); }

}  // namespace

ZipStream::ZipStream(const ByteSource& zip, const ZipEntry& entry, std::uint64_t data_offset)
    : packed_(zip, data_offset, entry.packed_bytes), entry_(entry) {
  if (entry.method == kStored) return;
  inflate_ = std::make_unique<inflate_state>();
  isal_inflate_init(inflate_.get());
  input_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kInputBytes, entry.packed_bytes)));
}

ZipStream::~ZipStream() = default;

void ZipStream::damaged(const std::string& problem) const {
  throw Error(ErrorCode::bad_archive, {.file = name()},
              fmt::format("{} is damaged: {}", quoted(entry_.name), problem), "Download the delivery again");
}

void ZipStream::feed() {
  inflate_->next_in = as_bytes(input_.data());
  inflate_->avail_in = static_cast<std::uint32_t>(packed_.read(input_));
}

/// Fills `out` as far as possible; less only when the packed bytes end.
std::size_t ZipStream::unpack(std::span<char> out) {
  if (inflate_ == nullptr) return packed_.read(out);
  inflate_->next_out = as_bytes(out.data());
  inflate_->avail_out = static_cast<std::uint32_t>(out.size());
  while (inflate_->avail_out > 0 && inflate_->block_state != ISAL_BLOCK_FINISH) {
    if (inflate_->avail_in == 0) feed();
    const bool input_ended = inflate_->avail_in == 0;
    const std::uint32_t room = inflate_->avail_out;
    if (isal_inflate(inflate_.get()) != ISAL_DECOMP_OK) damaged("its packed bytes do not spell anything");
    if (input_ended && inflate_->avail_out == room) break;
  }
  return out.size() - inflate_->avail_out;
}

std::size_t ZipStream::read(std::span<char> out) {
  std::size_t filled = 0;
  while (filled < out.size()) {
    const auto wanted = static_cast<std::size_t>(
        std::min<std::uint64_t>(std::min(kPieceBytes, out.size() - filled), entry_.bytes - produced_));
    if (wanted == 0) {
      check_end();
      break;
    }
    const std::size_t got = unpack(out.subspan(filled, wanted));
    if (got == 0) damaged(fmt::format("it ends after {} bytes instead of {}", produced_, entry_.bytes));
    crc32_ = crc32_gzip_refl(crc32_, as_bytes(out.data() + filled), got);
    filled += got;
    produced_ += got;
  }
  return filled;
}

void ZipStream::check_end() {
  char more = 0;
  if (unpack(std::span(&more, 1)) != 0)
    damaged(fmt::format("it goes on after the {} bytes that the directory declares", entry_.bytes));
  if (inflate_ != nullptr && inflate_->block_state != ISAL_BLOCK_FINISH)
    damaged("its packed bytes end too early");
  if (crc32_ != entry_.crc32)
    damaged(fmt::format("its checksum is {:08x}, the directory says {:08x}", crc32_, entry_.crc32));
}

}  // namespace plumbline::ingest
