// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "serve/asset.h"
#include "serve/message.h"
#include "store/store.h"

namespace plumbline::serve {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 = any free one
  std::size_t threads = 0;    ///< 0 = all processors
  std::size_t max_connections = 512;
  std::size_t max_waiting = 128;      ///< requests that wait for a thread or are with one; beyond: 503
  std::size_t max_waiting_long = 16;  ///< likewise, of those that take long: they have threads of their own
  std::chrono::milliseconds longest_wait{10'000};    ///< for a thread; then 503
  std::chrono::milliseconds longest_answer{20'000};  ///< from request to answer; then 503
  std::filesystem::path tls_certificate;             ///< PEM; with `tls_key` the server speaks https
  std::filesystem::path tls_key;                     ///< PEM
  std::string token;                                 ///< what clients have to know; empty: nothing
  std::string allowed_origin;  ///< of pages of other servers that may ask (CORS); empty: none
  /// Called after every answer, by one thread at a time.
  std::function<void(const AccessRecord&)> access_log;
  std::chrono::seconds idle_timeout{10};
  std::uint32_t header_limit_bytes = 8 * 1024;
  std::uint64_t body_limit_bytes = 1024 * 1024;
};

/// The REST API (api/openapi.yaml) and the viewer over one store, read-only. The store must outlive the
/// server.
class Server {
 public:
  /// Loads the viewport index and binds. Throws Error(bad_store) for a store that cannot be served,
  /// Error(file_access) when the address cannot be bound.
  Server(const store::Store& store, std::span<const Asset> assets, ServerOptions options);
  ~Server();

  std::uint16_t port() const;
  /// Serves until `stop`; returns after open answers are finished.
  void run();
  /// May be called from another thread or a signal handler's thread.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::serve
