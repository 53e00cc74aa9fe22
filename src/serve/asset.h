// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace plumbline::serve {

/// A file of the viewer, embedded in the program. No path of a request ever reaches the file system.
struct Asset {
  std::string_view path;          ///< "/index.html"
  std::string_view content_type;  ///< "text/html; charset=utf-8"
  std::string_view etag;          ///< quoted, of the content
  std::string_view gzip_body;     ///< compressed
};

}  // namespace plumbline::serve
