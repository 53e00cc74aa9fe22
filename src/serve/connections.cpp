// SPDX-License-Identifier: MIT
#include "serve/connections.h"

#include <array>
#include <atomic>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/file.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "serve/access.h"
#include "serve/client_watch.h"
#include "serve/request_parser.h"
#include "serve/wire_stream.h"

namespace plumbline::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kBufferBytes = 64 * 1024;
constexpr std::size_t kMostRefusals = 64;
constexpr std::chrono::seconds kLinger{1};
/// A client that reads slower than this does not get a long answer.
constexpr std::size_t kSlowestBytesPerSecond = 64 * 1024;

/// The viewer needs styles that scripts set (Leaflet, uPlot) and pictures that it draws itself. Pictures, and
/// nothing else, may come from other servers: the basemaps and map services that a user of the viewer asks
/// for.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https:; worker-src "
    "'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

using Clock = std::chrono::steady_clock;

/// A request that waited too long is not worth its work any more: its client has probably gone.
asio::awaitable<Answer> compute(const Connections::Work& work, const Request& request,
                                Clock::time_point latest_begin, const Cancellation& cancellation) {
  const bool too_late = Clock::now() > latest_begin || cancellation.has_client_left();
  co_return too_late ? refusal_answer(Refusal::too_busy) : work.answer(request, cancellation);
}

/// Counts as long as it lives.
class Counted {
 public:
  explicit Counted(std::atomic<std::int64_t>& count) : count_(count) { ++count_; }
  ~Counted() { --count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  std::atomic<std::int64_t>& count_;
};

}  // namespace

struct Connections::Connection {
  explicit Connection(tcp::socket socket, Connections& owner, std::size_t& count)
      : stream(std::move(socket), owner.tls_), connections(owner), counter(count) {
    ++counter;
    ++connections.metrics_.connections;
    place = connections.open_.insert(connections.open_.end(), this);
  }
  ~Connection() {
    connections.open_.erase(place);
    --counter;
    --connections.metrics_.connections;
    const auto last_call = connections.last_call_.lock();
    if (last_call && connections.open_.empty()) last_call->cancel();
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  WireStream stream;
  beast::flat_buffer buffer{kBufferBytes};
  bool may_be_cut = true;  ///< no answer is under way
  unsigned http_version = 11;
  bool without_body = false;  ///< HEAD
  bool keep_alive = false;
  Connections& connections;
  std::size_t& counter;
  std::list<Connection*>::iterator place;
};

namespace {

template <class Message>
void fill_header(Message& message, unsigned version, bool keep_alive, const Answer& answer,
                 const std::string& allowed_origin) {
  message.version(version);
  message.result(answer.status);
  for (const auto& [name, value] : answer.headers) message.set(name, value);
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Content-Security-Policy",
              beast::string_view(kContentSecurityPolicy.data(), kContentSecurityPolicy.size()));
  message.set("Cross-Origin-Resource-Policy", allowed_origin.empty() ? "same-origin" : "cross-origin");
  if (!allowed_origin.empty()) {
    message.set(http::field::access_control_allow_origin, allowed_origin);
    message.set(http::field::access_control_expose_headers, "ETag, X-Rendered-Count, X-Total-Count");
  }
  message.set("Referrer-Policy", "no-referrer");
  message.set("X-Frame-Options", "DENY");
  if (message.find(http::field::cache_control) == message.end())
    message.set(http::field::cache_control, "no-store");
  if (answer.status != 304) {
    message.set(http::field::content_type, answer.content_type);
    message.content_length(answer.bytes());
  }
  message.keep_alive(keep_alive);
}

}  // namespace

Connections::Connections(Work work, const ServerOptions& options, Metrics& metrics, asio::ssl::context* tls)
    : work_(std::move(work)), options_(options), metrics_(metrics), tls_(tls) {}

void Connections::accept(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto executor = socket.get_executor();
  if (served_ < options_.max_connections) {
    asio::co_spawn(executor, serve(std::move(socket)), asio::detached);
  } else if (++metrics_.refused_connections; refused_ < kMostRefusals) {
    asio::co_spawn(executor, refuse(std::move(socket)), asio::detached);
  }  // else it is closed without a word: a flood must not cost more than a flood
}

void Connections::stop() {
  if (std::exchange(stopping_, true) || open_.empty()) return;
  for (Connection* connection : open_) {
    if (connection->may_be_cut) connection->stream.close();
  }
  const auto timer =
      std::make_shared<asio::steady_timer>(open_.front()->stream.get_executor(), options_.idle_timeout);
  last_call_ = timer;
  timer->async_wait([this, timer](error_code cancelled) {
    if (cancelled) return;
    for (Connection* connection : open_) connection->stream.close();
  });
}

asio::awaitable<void> Connections::serve(tcp::socket socket) {
  Connection connection(std::move(socket), *this, served_);
  try {
    co_await shake_hands(connection);
    while (co_await serve_one_request(connection)) {
    }
  } catch (const std::exception&) {
    // The other side left, or was too slow: the connection ends here, and nobody is there to be told.
  }
}

asio::awaitable<void> Connections::refuse(tcp::socket socket) {
  Connection connection(std::move(socket), *this, refused_);
  try {
    co_await shake_hands(connection);
    co_await write_last(connection, Refusal::too_many_connections);
  } catch (const std::exception&) {
  }
}

asio::awaitable<void> Connections::shake_hands(Connection& connection) {
  connection.stream.expires_after(options_.idle_timeout);
  co_await connection.stream.shake_hands();
}

asio::awaitable<bool> Connections::serve_one_request(Connection& connection) {
  if (stopping_) co_return false;
  RequestParser parser;
  parser.header_limit(options_.header_limit_bytes);
  parser.body_limit(options_.body_limit_bytes);
  connection.may_be_cut = true;
  connection.stream.expires_after(options_.idle_timeout);
  error_code problem;
  auto token = asio::redirect_error(asio::use_awaitable, problem);
  co_await http::async_read_header(connection.stream, connection.buffer, parser, token);
  const http::verb method = parser.get().method();
  if (!problem && method != http::verb::get && method != http::verb::head) {
    co_await write_last(connection, Refusal::method_not_allowed);
    co_return false;
  }
  if (!problem) co_await http::async_read(connection.stream, connection.buffer, parser, token);
  if (problem) {
    if (const auto refusal = refusal_for(problem)) co_await write_last(connection, *refusal);
    co_return false;
  }

  connection.may_be_cut = false;
  connection.http_version = parser.get().version();
  connection.without_body = method == http::verb::head;
  connection.stream.expires_never();
  const Request request = request_of(parser, connection.stream.is_secure());
  const auto begin = Clock::now();
  const Answer answer = co_await answer_to(request, connection);
  if (options_.access_log) {
    error_code gone;
    const auto peer = connection.stream.socket().remote_endpoint(gone);
    options_.access_log(
        {.client = gone ? "" : peer.address().to_string(),
         .method = connection.without_body ? "HEAD" : "GET",
         .target = request.target,
         .status = answer.status,
         .bytes = answer.bytes(),
         .milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - begin).count()});
  }
  connection.keep_alive = parser.get().keep_alive() && !stopping_;
  co_await write(connection, answer);
  if (!connection.keep_alive) co_await close_gently(connection);
  co_return connection.keep_alive;
}

asio::awaitable<Answer> Connections::answer_to(const Request& request, Connection& connection) {
  if (!shows_token(request.authorization, options_.token)) co_return refusal_answer(Refusal::unauthorized);
  const bool takes_long = work_.takes_long(request);
  std::atomic<std::int64_t>& of_its_kind = takes_long ? metrics_.waiting_long : metrics_.waiting_short;
  const std::size_t most = takes_long ? options_.max_waiting_long : options_.max_waiting;
  if (of_its_kind >= static_cast<std::int64_t>(most)) {
    ++metrics_.refused_requests;
    co_return refusal_answer(Refusal::too_busy);
  }
  const Counted waiting(of_its_kind);
  const auto now = Clock::now();
  Cancellation cancellation(now + options_.longest_answer);
  const ClientWatch watch(connection.stream.get_executor(), connection.stream.socket().native_handle(),
                          cancellation);
  Answer answer = co_await asio::co_spawn(
      takes_long ? work_.long_workers.get_executor() : work_.workers.get_executor(),
      compute(work_, request, now + options_.longest_wait, cancellation), asio::use_awaitable);
  if (cancellation.has_client_left()) {
    ++metrics_.abandoned_requests;
  } else if (answer.status == 503) {
    ++metrics_.refused_requests;
  }
  co_return answer;
}

asio::awaitable<void> Connections::write(Connection& connection, const Answer& answer) {
  const std::string_view content = answer.content();
  if (connection.without_body || answer.status == 304) {
    connection.stream.expires_after(options_.idle_timeout);
    http::response<http::empty_body> response;
    fill_header(response, connection.http_version, connection.keep_alive, answer, options_.allowed_origin);
    http::response_serializer<http::empty_body> serializer(response);
    co_await http::async_write_header(connection.stream, serializer, asio::use_awaitable);
    co_return;
  }
  const std::chrono::seconds to_read(answer.bytes() / kSlowestBytesPerSecond);
  connection.stream.expires_after(options_.idle_timeout + to_read);
  if (answer.file) {
    co_await write_file(connection, answer);
    co_return;
  }
  http::response<http::span_body<const char>> response;
  response.body() = beast::span<const char>(content.data(), content.size());
  fill_header(response, connection.http_version, connection.keep_alive, answer, options_.allowed_origin);
  co_await http::async_write(connection.stream, response, asio::use_awaitable);
}

asio::awaitable<void> Connections::write_file(Connection& connection, const Answer& answer) {
  beast::file file;
  file.native_handle(answer.file->reopen());
  error_code problem;
  http::response<http::file_body> response;
  response.body().reset(std::move(file), problem);
  if (problem) throw boost::system::system_error(problem);
  fill_header(response, connection.http_version, connection.keep_alive, answer, options_.allowed_origin);
  co_await http::async_write(connection.stream, response, asio::use_awaitable);
}

asio::awaitable<void> Connections::write_last(Connection& connection, Refusal refusal) {
  connection.may_be_cut = false;
  connection.keep_alive = false;
  connection.without_body = false;
  const Answer answer = refusal_answer(refusal);
  co_await write(connection, answer);
  co_await close_gently(connection);
}

/// What was sent is read by the other side only if it does not meet a reset, which closing with unread input
/// would cause. So: no more output, and for a short while the input is read and thrown away.
asio::awaitable<void> Connections::close_gently(Connection& connection) {
  connection.may_be_cut = true;
  if (stopping_) co_return;
  connection.stream.expires_after(kLinger);
  co_await connection.stream.say_goodbye();
  error_code problem;
  std::array<char, 4096> unread{};
  while (!problem) {
    co_await connection.stream.async_read_some(asio::buffer(unread),
                                               asio::redirect_error(asio::use_awaitable, problem));
  }
}

}  // namespace plumbline::serve
