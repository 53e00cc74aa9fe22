// SPDX-License-Identifier: MIT
#include "serve/message.h"

#include <array>

#include <fmt/format.h>

#include "store/json_text.h"

namespace plumbline::serve {
namespace {

struct RefusalKind {
  Refusal refusal;
  std::string_view name;
  unsigned http_status;
  std::string_view message;
};

constexpr std::array kRefusals{
    RefusalKind{Refusal::bad_request, "bad_request", 400, "this is not an HTTP/1.1 request"},
    RefusalKind{Refusal::method_not_allowed, "method_not_allowed", 405, "only GET and HEAD are understood"},
    RefusalKind{Refusal::body_too_large, "body_too_large", 413, "the body of the request is too long"},
    RefusalKind{Refusal::header_too_large, "header_too_large", 431, "the header of the request is too long"},
    RefusalKind{Refusal::too_many_connections, "too_many_connections", 503,
                "the server has all the connections it allows. Try again in a second"},
    RefusalKind{Refusal::too_busy, "too_busy", 503,
                "the server has more to do than it can. Try again in a second"},
    RefusalKind{Refusal::unauthorized, "unauthorized", 401, "this server wants a token"},
};

Answer error_json(unsigned status, std::string_view code, std::string_view message) {
  Answer answer{.status = status};
  answer.body = "{\"error\":{\"code\":";
  store::append_json(answer.body, code);
  answer.body += ",\"message\":";
  store::append_json(answer.body, message);
  answer.body += "}}";
  return answer;
}

}  // namespace

Answer json_answer(std::string body) {
  Answer answer;
  answer.body = std::move(body);
  return answer;
}

Answer error_answer(const Error& error) {
  const ErrorKind& kind = error_kind(error.code());
  if (error.code() == ErrorCode::interrupted) {
    Answer answer = error_json(static_cast<unsigned>(kind.http_status), kind.name, error.what());
    answer.headers.emplace_back("Retry-After", "5");
    return answer;
  }
  // What went wrong inside names files of this machine, which is nothing for a client.
  const std::string_view message = kind.http_status >= 500 ? kind.meaning : std::string_view(error.what());
  return error_json(static_cast<unsigned>(kind.http_status), kind.name, message);
}

Answer refusal_answer(Refusal refusal) {
  const RefusalKind& kind = kRefusals.at(static_cast<std::size_t>(refusal));
  Answer answer = error_json(kind.http_status, kind.name, kind.message);
  if (refusal == Refusal::method_not_allowed) answer.headers.emplace_back("Allow", "GET, HEAD");
  if (refusal == Refusal::unauthorized)
    answer.headers.emplace_back("WWW-Authenticate", "Basic realm=\"plumbline\", charset=\"UTF-8\"");
  if (refusal == Refusal::too_many_connections || refusal == Refusal::too_busy)
    answer.headers.emplace_back("Retry-After", "1");
  return answer;
}

}  // namespace plumbline::serve
