// SPDX-License-Identifier: MIT
#include "serve/compression.h"

#include <zlib.h>

#include "core/error.h"

namespace plumbline::serve {

std::string gzipped(std::string_view content) {
  constexpr int kGzip = 16 + MAX_WBITS;
  constexpr int kFast = 1;
  constexpr int kUsualMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, kFast, Z_DEFLATED, kGzip, kUsualMemory, Z_DEFAULT_STRATEGY) != Z_OK)
    throw Error(ErrorCode::internal, {}, "zlib does not start");
  std::string gzip(deflateBound(&stream, content.size()), '\0');
  // zlib's interface is not const-correct; it does not write to its input.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(gzip.data());
  stream.avail_out = static_cast<uInt>(gzip.size());
  const int state = deflate(&stream, Z_FINISH);
  gzip.resize(stream.total_out);
  deflateEnd(&stream);
  if (state != Z_STREAM_END) throw Error(ErrorCode::internal, {}, "zlib does not end");
  return gzip;
}

std::string inflated(std::string_view gzip) {
  z_stream stream{};
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) throw Error(ErrorCode::internal, {}, "zlib does not start");
  std::string content;
  std::string piece(64 * 1024, '\0');
  // zlib's interface is not const-correct; it does not write to its input.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    content.append(piece.data(), piece.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  if (state != Z_STREAM_END) throw Error(ErrorCode::internal, {}, "an embedded file is damaged");
  return content;
}

}  // namespace plumbline::serve
