// SPDX-License-Identifier: MIT
#include "serve/client_watch.h"

#include <chrono>
#include <poll.h>

#include <boost/asio/steady_timer.hpp>

namespace plumbline::serve {
namespace {

constexpr std::chrono::milliseconds kLookEvery{50};

bool is_closed_by_the_other_side(int socket) {
  pollfd asked{.fd = socket, .events = POLLRDHUP, .revents = 0};
  return ::poll(&asked, 1, 0) > 0 && (asked.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

}  // namespace

struct ClientWatch::State {
  boost::asio::steady_timer timer;
  int socket;
  Cancellation& cancellation;
  bool ended = false;
};

ClientWatch::ClientWatch(const boost::asio::any_io_executor& executor, int socket, Cancellation& cancellation)
    : state_(std::make_shared<State>(State{boost::asio::steady_timer(executor), socket, cancellation})) {
  look_later(state_);
}

ClientWatch::~ClientWatch() {
  state_->ended = true;
  state_->timer.cancel();
}

void ClientWatch::look_later(const std::shared_ptr<State>& state) {
  state->timer.expires_after(kLookEvery);
  state->timer.async_wait([state](const boost::system::error_code& cancelled) {
    if (cancelled || state->ended) return;
    if (is_closed_by_the_other_side(state->socket)) {
      state->cancellation.client_left();
    } else {
      look_later(state);
    }
  });
}

}  // namespace plumbline::serve
