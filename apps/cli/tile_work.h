// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "command.h"

namespace plumbline::cli {

/// Counts how the tiles of a command ended. A tile that fails does not stop the others.
class TileWork {
 public:
  explicit TileWork(Session& session) : session_(session) {}

  /// Runs `work` for one tile; an Error is reported and counted. An interruption ends the command, and so
  /// does an internal mistake.
  void attempt(std::string_view tile, const std::function<void()>& work);
  /// The same for the first half of the work, which does not count as done. Whether it succeeded.
  bool prepare(std::string_view tile, const std::function<void()>& work);
  void up_to_date(std::string_view tile);

  std::size_t done() const { return done_; }
  /// done, failed (every tile that was tried), or some_tiles_failed with a summary line.
  Exit finish();

 private:
  Session& session_;
  std::size_t done_ = 0;
  std::size_t kept_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace plumbline::cli
