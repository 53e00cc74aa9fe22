// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace plumbline::serve {

/// Whether an Accept-Encoding header allows gzip: named, or `*`, and not with q=0 (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

/// Whether an If-None-Match header names the tag, compared weakly, or is `*` (RFC 9110, 13.1.2). `etag` is
/// quoted.
bool lists_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace plumbline::serve
