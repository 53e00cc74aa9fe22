// SPDX-License-Identifier: MIT
#include "ingest/xz_stream.h"

#include <algorithm>
#include <lzma.h>
#include <string_view>

#include "core/error.h"

namespace plumbline::ingest {
namespace {

constexpr std::uint64_t kMostMemory = std::uint64_t{80} << 20;  ///< xz -9 needs 65 MB

const std::uint8_t* bytes(const char* text) { return reinterpret_cast<const std::uint8_t*>(text); }

}  // namespace

bool is_xz(const ByteSource& source) {
  std::array<char, 6> start{};
  if (source.size() < start.size()) return false;
  source.read_at(0, start);
  return std::string_view(start.data(), start.size()) == std::string_view(
                                                             "\xFD"
                                                             "7zXZ\0",
                                                             6);
}

struct XzStream::Decoder {
  lzma_stream stream = LZMA_STREAM_INIT;
  ~Decoder() { lzma_end(&stream); }
};

XzStream::XzStream(const ByteSource& packed)
    : packed_(packed),
      source_(packed),
      total_bytes_(declared_bytes()),
      decoder_(std::make_unique<Decoder>()) {
  if (lzma_stream_decoder(&decoder_->stream, kMostMemory, LZMA_CONCATENATED) != LZMA_OK)
    throw Error(ErrorCode::internal, {.file = name()}, "the decoder of .xz cannot be made");
}

XzStream::~XzStream() = default;

void XzStream::damaged(const std::string& problem) const {
  throw Error(ErrorCode::bad_archive, {.file = name()}, problem, "Fetch the file again");
}

/// From the index at the end of the file.
std::uint64_t XzStream::declared_bytes() const {
  Decoder decoder;
  lzma_index* index = nullptr;
  if (lzma_file_info_decoder(&decoder.stream, &index, kMostMemory, source_.size()) != LZMA_OK)
    throw Error(ErrorCode::internal, {.file = name()}, "the decoder of .xz cannot be made");
  std::array<char, 4096> input{};
  std::uint64_t offset = 0;
  for (lzma_ret result = LZMA_OK; result != LZMA_STREAM_END;) {
    if (decoder.stream.avail_in == 0) {
      const std::size_t count =
          static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), source_.size() - offset));
      source_.read_at(offset, std::span(input).first(count));
      offset += count;
      decoder.stream.next_in = bytes(input.data());
      decoder.stream.avail_in = count;
    }
    result = lzma_code(&decoder.stream, LZMA_RUN);
    if (result == LZMA_SEEK_NEEDED) {
      offset = decoder.stream.seek_pos;
      decoder.stream.avail_in = 0;
    } else if (result != LZMA_OK && result != LZMA_STREAM_END) {
      damaged("the .xz file is damaged: its index cannot be read");
    }
  }
  const std::uint64_t total = lzma_index_uncompressed_size(index);
  lzma_index_end(index, nullptr);
  return total;
}

std::size_t XzStream::read(std::span<char> out) {
  lzma_stream& stream = decoder_->stream;
  stream.next_out = reinterpret_cast<std::uint8_t*>(out.data());
  stream.avail_out = out.size();
  while (!is_at_end_ && stream.avail_out > 0) {
    if (stream.avail_in == 0) {
      stream.avail_in = packed_.read(input_);
      stream.next_in = bytes(input_.data());
    }
    const lzma_ret result = lzma_code(&stream, stream.avail_in == 0 ? LZMA_FINISH : LZMA_RUN);
    if (result == LZMA_STREAM_END) {
      is_at_end_ = true;
    } else if (result == LZMA_MEMLIMIT_ERROR) {
      damaged("the .xz file needs more than 80 MB of memory to be unpacked");
    } else if (result != LZMA_OK) {
      damaged("the .xz file is damaged");
    }
  }
  return out.size() - stream.avail_out;
}

}  // namespace plumbline::ingest
