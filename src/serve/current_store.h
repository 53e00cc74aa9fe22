// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "core/error.h"
#include "store/store.h"

namespace plumbline::serve {

/// Reads a store as it is now, although another process may rewrite it at any time: the manifest is read
/// again when it has changed. Any number of threads may read side by side; each goes on with the state that
/// it began with.
class CurrentStore {
 public:
  /// `first` is read from until there is a manifest, as in a store that is still empty; it must outlive this.
  CurrentStore(const store::Store& first, const store::Resources& resources);

  /// Calls `read` with the store and returns what it returns. Calls it again when it throws Error(bad_store)
  /// and the store was rewritten meanwhile: between a file and the manifest a writer needs a moment.
  template <typename Read>
  auto read(const Read& read) {
    constexpr std::chrono::milliseconds kMoment{100};
    for (;;) {
      const State state = now();
      try {
        return read(*state.store);
      } catch (const Error& error) {
        if (error.code() != ErrorCode::bad_store) throw;
        std::this_thread::sleep_for(kMoment);
        if (stamp() == state.stamp) throw;
      }
    }
  }

  /// Tells one manifest from another; empty where there is none. May be called by any thread.
  std::string stamp() const;

 private:
  struct State {
    std::shared_ptr<const store::Store> store;
    std::string stamp;  ///< of its manifest
  };
  State now();

  std::filesystem::path folder_;
  store::Resources resources_;
  std::mutex mutex_;
  State state_;
};

}  // namespace plumbline::serve
