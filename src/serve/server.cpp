// SPDX-License-Identifier: MIT
#include "serve/server.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>  // before any asio header: GCC 12 with Boost 1.74 needs std::exchange

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "core/error.h"
#include "serve/connections.h"
#include "serve/service.h"
#include "serve/tls.h"

namespace plumbline::serve {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

std::size_t worker_count(std::size_t wanted) {
  return wanted != 0 ? wanted : std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

tcp::acceptor bound(asio::io_context& io, const ServerOptions& options) {
  error_code problem;
  const auto address = asio::ip::make_address(options.address, problem);
  if (problem)
    throw Error(ErrorCode::usage, {}, quoted(options.address) + " is not an address of this machine",
                "Give numbers, such as 127.0.0.1, or 0.0.0.0 for all networks");
  try {
    return tcp::acceptor(io, tcp::endpoint(address, options.port));
  } catch (const boost::system::system_error& error) {
    throw Error(
        ErrorCode::file_access, {},
        fmt::format("cannot listen on {} port {}: {}", options.address, options.port, error.code().message()),
        "Is another server running there? Choose another --port");
  }
}

}  // namespace

struct Server::State {
  State(const store::Store& store, std::span<const Asset> assets, ServerOptions chosen)
      : options(std::move(chosen)),
        tls(options.tls_certificate.empty()
                ? std::nullopt
                : std::optional(tls_context(options.tls_certificate, options.tls_key))),
        workers(worker_count(options.threads)),
        long_workers(std::max<std::size_t>(1, worker_count(options.threads) / 2)),
        connections({.answer =
                         [this](const Request& request, const Cancellation& cancellation) {
                           return answer(*service, request, cancellation);
                         },
                     .takes_long = takes_long,
                     .workers = workers,
                     .long_workers = long_workers},
                    options, metrics, tls ? &*tls : nullptr),
        acceptor(bound(io, options)),
        port(acceptor.local_endpoint().port()),
        service(std::make_unique<Service>(store, assets, store::Resources{.threads = options.threads},
                                          metrics)) {}
  ~State() {
    for (asio::thread_pool* pool : {&workers, &long_workers}) {
      pool->stop();
      pool->join();
    }
  }

  asio::awaitable<void> accept_until_stopped();

  ServerOptions options;
  Metrics metrics;
  std::optional<asio::ssl::context> tls;
  asio::thread_pool workers;
  asio::thread_pool long_workers;
  Connections connections;
  asio::io_context io{1};  ///< after `connections`: what waits in it refers to them
  tcp::acceptor acceptor;
  std::uint16_t port;
  std::unique_ptr<Service> service;  ///< last, so that a port in use is found before a large store is read
};

asio::awaitable<void> Server::State::accept_until_stopped() {
  while (acceptor.is_open()) {
    error_code problem;
    tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, problem));
    if (!problem) {
      connections.accept(std::move(socket));
    } else if (acceptor.is_open()) {
      // The system is short of something, of file descriptors most likely: wait until some are free.
      asio::steady_timer pause(io, std::chrono::milliseconds(100));
      co_await pause.async_wait(asio::use_awaitable);
    }
  }
}

Server::Server(const store::Store& store, std::span<const Asset> assets, ServerOptions options)
    : state_(std::make_unique<State>(store, assets, std::move(options))) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return state_->port; }

void Server::run() {
  asio::co_spawn(state_->io, state_->accept_until_stopped(), asio::detached);
  state_->io.run();
}

void Server::stop() {
  asio::post(state_->io, [state = state_.get()] {
    error_code ignored;
    state->acceptor.close(ignored);
    state->connections.stop();
  });
}

}  // namespace plumbline::serve
