// SPDX-License-Identifier: MIT
#include "serve/wire_stream.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace plumbline::serve {

namespace asio = boost::asio;

asio::awaitable<void> WireStream::shake_hands() {
  if (tls_) co_await tls_->async_handshake(asio::ssl::stream_base::server, asio::use_awaitable);
}

asio::awaitable<void> WireStream::say_goodbye() {
  boost::system::error_code ignored;
  if (tls_) co_await tls_->async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
  plain_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

}  // namespace plumbline::serve
