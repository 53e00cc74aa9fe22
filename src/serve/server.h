// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "serve/asset.h"
#include "store/store.h"

namespace plumbline::serve {

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  ///< 0 = any free one
  std::size_t threads = 0;    ///< 0 = all processors
  std::size_t max_connections = 512;
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
