// SPDX-License-Identifier: MIT
#include <zlib.h>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"
#include "serve/header_lists.h"

namespace plumbline::serve {
namespace {

/// The content of a whole gzip member.
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

}  // namespace

Answer send_asset(const Asset& asset, const Request& request) {
  Answer answer{.content_type = std::string(asset.content_type)};
  // Weak, because the same tag stands for the compressed and the plain form.
  answer.headers.emplace_back("ETag", "W/" + std::string(asset.etag));
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  answer.headers.emplace_back("Cache-Control", "no-cache");
  if (lists_etag(request.if_none_match, asset.etag)) {
    answer.status = 304;
  } else if (accepts_gzip(request.accept_encoding)) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.embedded = asset.gzip_body;
  } else {
    answer.body = inflated(asset.gzip_body);
  }
  return answer;
}

}  // namespace plumbline::serve
