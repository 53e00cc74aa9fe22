// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "core/error.h"
#include "store/store.h"

namespace plumbline::serve {

/// Reads a store as it is now, although another process may rewrite it at any time: the manifest is read
/// again when it has changed. One reader at a time.
class CurrentStore {
 public:
  /// `first` is read from until there is a manifest, as in a store that is still empty; it must outlive this.
  CurrentStore(const store::Store& first, const store::Resources& resources);

  /// Calls `read` with the store and returns what it returns. Calls it again when it throws Error(bad_store)
  /// and the store was rewritten meanwhile: between a file and the manifest a writer needs a moment.
  template <typename Read>
  auto read(const Read& read) {
    constexpr std::chrono::milliseconds kMoment{100};
    const std::scoped_lock lock(mutex_);
    for (;;) {
      refresh();
      try {
        return read(std::as_const(*now_));
      } catch (const Error& error) {
        if (error.code() != ErrorCode::bad_store) throw;
        std::this_thread::sleep_for(kMoment);
        if (stamp() == read_stamp_) throw;
      }
    }
  }

  /// Tells one manifest from another; empty where there is none. May be called by any thread.
  std::string stamp() const;

 private:
  void refresh();

  std::filesystem::path folder_;
  store::Resources resources_;
  std::mutex mutex_;
  const store::Store* now_;
  std::optional<store::Store> reopened_;
  std::string read_stamp_;
};

}  // namespace plumbline::serve
