// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>  // before any asio header: GCC 12 with Boost 1.74 needs std::exchange

#include <boost/asio/any_io_executor.hpp>

#include "serve/cancellation.h"

namespace plumbline::serve {

/// While it lives, looks twenty times a second whether the other side of a socket has closed it, and then
/// tells the cancellation. It asks the system, not the stream: what the client has sent meanwhile is left
/// where it is, and it does not matter what is spoken on the socket. Lives on the executor's one thread;
/// socket and cancellation must outlive it.
class ClientWatch {
 public:
  ClientWatch(const boost::asio::any_io_executor& executor, int socket, Cancellation& cancellation);
  ~ClientWatch();
  ClientWatch(const ClientWatch&) = delete;
  ClientWatch& operator=(const ClientWatch&) = delete;

 private:
  struct State;
  static void look_later(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;
};

}  // namespace plumbline::serve
