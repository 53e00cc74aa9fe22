// SPDX-License-Identifier: MIT
#include "serve/compression.h"
#include "serve/endpoints/endpoints.h"
#include "serve/header_lists.h"

namespace plumbline::serve {
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
