// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "serve/body_file.h"

namespace plumbline::serve {

/// What endpoints see of an HTTP request.
struct Request {
  std::string target;  ///< as sent: "/get_points?zoom=5"
  std::string accept_encoding;
  std::string if_none_match;
  std::string authorization;
  std::string host;        ///< as the client calls the server: "map.example:8443"
  bool is_secure = false;  ///< https, here or at a proxy before the server
};

/// One line of the access log.
struct AccessRecord {
  std::string client;  ///< address
  std::string method;
  std::string target;  ///< as sent
  unsigned status = 0;
  std::uint64_t bytes = 0;  ///< of the body
  double milliseconds = 0;  ///< from the whole request to the whole answer, without sending it
};

/// What endpoints say, before HTTP. The body is `file`, or `embedded` when that is not empty, or else `body`.
struct Answer {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view embedded;  ///< lives as long as the program
  std::optional<BodyFile> file;

  /// Of a body in memory.
  std::string_view content() const { return embedded.empty() ? std::string_view(body) : embedded; }
  std::uint64_t bytes() const { return file ? file->bytes() : content().size(); }
};

Answer json_answer(std::string body);

/// {"error":{"code":…,"message":…}} with the code's name and HTTP status from core's error table. A client's
/// mistakes are explained; of the server's own it is told the kind only.
Answer error_answer(const Error& error);

/// What HTTP itself can refuse, which the error table of the program does not know.
enum class Refusal {
  bad_request,
  method_not_allowed,
  body_too_large,
  header_too_large,
  too_many_connections,
  too_busy,
  unauthorized
};
Answer refusal_answer(Refusal refusal);

}  // namespace plumbline::serve
