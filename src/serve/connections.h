// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <utility>  // before any asio header: GCC 12 with Boost 1.74 needs std::exchange

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "serve/cancellation.h"
#include "serve/message.h"
#include "serve/metrics.h"
#include "serve/server.h"

namespace plumbline::serve {

/// Speaks HTTP/1.1 on accepted sockets, in TLS where there is a context for it: limits, timeouts, keep-alive,
/// pipelining, HEAD, refusals. All of it runs on the one thread that runs the sockets' io_context, so nothing
/// is locked; answers are computed by workers, so that a long one holds up nobody's connection, and those
/// that take long by workers of their own, so that they do not hold up the others. At most one request of a
/// connection is in work, and at most `max_waiting` of all, `max_waiting_long` of the long ones.
class Connections {
 public:
  /// How requests are answered.
  struct Work {
    std::function<Answer(const Request&, const Cancellation&)> answer;
    std::function<bool(const Request&)> takes_long;
    boost::asio::thread_pool& workers;
    boost::asio::thread_pool& long_workers;
  };

  /// `options`, `metrics`, the workers and `tls` must outlive this. `tls` may be null.
  Connections(Work work, const ServerOptions& options, Metrics& metrics,
              boost::asio::ssl::context* tls = nullptr);

  /// Serves the socket until either side closes; refuses it with 503 when there are too many.
  void accept(boost::asio::ip::tcp::socket socket);
  /// Closes connections that wait for a request; the others are closed after their answer, or when they have
  /// not taken it within the idle time.
  void stop();

 private:
  struct Connection;
  boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);
  boost::asio::awaitable<void> refuse(boost::asio::ip::tcp::socket socket);
  boost::asio::awaitable<void> shake_hands(Connection& connection);
  /// True when the connection stays open for the next request.
  boost::asio::awaitable<bool> serve_one_request(Connection& connection);
  /// From a worker, unless the client may not ask, or too many requests wait already.
  boost::asio::awaitable<Answer> answer_to(const Request& request, Connection& connection);
  boost::asio::awaitable<void> write(Connection& connection, const Answer& answer);
  boost::asio::awaitable<void> write_file(Connection& connection, const Answer& answer);
  boost::asio::awaitable<void> write_last(Connection& connection, Refusal refusal);
  boost::asio::awaitable<void> close_gently(Connection& connection);

  Work work_;
  const ServerOptions& options_;
  Metrics& metrics_;
  boost::asio::ssl::context* tls_;
  std::list<Connection*> open_;
  std::size_t served_ = 0;   ///< connections that may ask
  std::size_t refused_ = 0;  ///< connections that are being told 503
  bool stopping_ = false;
  std::weak_ptr<boost::asio::steady_timer>
      last_call_;  ///< runs from `stop` until the last connection is gone
};

}  // namespace plumbline::serve
