// SPDX-License-Identifier: MIT
#include "serve/request_parser.h"

#include <boost/beast/http/error.hpp>

namespace plumbline::serve {

namespace http = boost::beast::http;

Request request_of(const RequestParser& parser, bool is_secure) {
  const auto& message = parser.get();
  return {.target = std::string(message.target()),
          .accept_encoding = std::string(message[http::field::accept_encoding]),
          .if_none_match = std::string(message[http::field::if_none_match]),
          .authorization = std::string(message[http::field::authorization]),
          .host = std::string(message[http::field::host]),
          .is_secure = is_secure || message["X-Forwarded-Proto"] == "https"};
}

std::optional<Refusal> refusal_for(boost::system::error_code problem) {
  if (problem == http::error::header_limit || problem == http::error::buffer_overflow)
    return Refusal::header_too_large;
  if (problem == http::error::body_limit) return Refusal::body_too_large;
  if (problem == http::error::end_of_stream || problem == http::error::partial_message) return std::nullopt;
  if (problem.category() == make_error_code(http::error::bad_method).category()) return Refusal::bad_request;
  return std::nullopt;
}

}  // namespace plumbline::serve
