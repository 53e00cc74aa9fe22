// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <utility>  // before any asio header: GCC 12 with Boost 1.74 needs std::exchange

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/async_base.hpp>
#include <boost/beast/core/tcp_stream.hpp>

namespace plumbline::serve {

/// The bytes of one connection, in the clear or in TLS, with one limit of time over all that waits for the
/// other side. An AsyncStream as Beast wants one.
class WireStream {
 public:
  using executor_type = boost::beast::tcp_stream::executor_type;

  /// In TLS where there is a context, which must outlive this.
  WireStream(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls)
      : plain_(std::move(socket)) {
    if (tls != nullptr) tls_.emplace(plain_, *tls);
  }

  bool is_secure() const { return tls_.has_value(); }
  executor_type get_executor() noexcept { return plain_.get_executor(); }
  boost::asio::ip::tcp::socket& socket() { return plain_.socket(); }
  void expires_after(std::chrono::steady_clock::duration time) { plain_.expires_after(time); }
  void expires_never() { plain_.expires_never(); }
  void close() { plain_.close(); }

  /// To be awaited before anything is read; does nothing in the clear. Throws boost::system::system_error.
  boost::asio::awaitable<void> shake_hands();
  /// Tells the other side that nothing more comes. Errors do not matter any more.
  boost::asio::awaitable<void> say_goodbye();

  template <class Buffers, BOOST_BEAST_ASYNC_TPARAM2 Handler>
  BOOST_BEAST_ASYNC_RESULT2(Handler)
  async_read_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_read_some(buffers, std::forward<Handler>(handler));
    return plain_.async_read_some(buffers, std::forward<Handler>(handler));
  }
  template <class Buffers, BOOST_BEAST_ASYNC_TPARAM2 Handler>
  BOOST_BEAST_ASYNC_RESULT2(Handler)
  async_write_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) return tls_->async_write_some(buffers, std::forward<Handler>(handler));
    return plain_.async_write_some(buffers, std::forward<Handler>(handler));
  }

 private:
  boost::beast::tcp_stream plain_;
  std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
};

}  // namespace plumbline::serve
