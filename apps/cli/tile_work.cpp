// SPDX-License-Identifier: MIT
#include "tile_work.h"

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::cli {

void TileWork::attempt(std::string_view tile, const std::function<void()>& work) {
  if (prepare(tile, work)) ++done_;
}

bool TileWork::prepare(std::string_view tile, const std::function<void()>& work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::interrupted || error.code() == ErrorCode::internal) throw;
    const std::string_view text = error.what();
    session_.warn(text.find(tile) == std::string_view::npos ? fmt::format("{}: {}", tile, text)
                                                            : std::string(text));
    ++failed_;
    return false;
  }
}

void TileWork::up_to_date(std::string_view tile) {
  session_.note(fmt::format("{}: up to date", tile));
  ++kept_;
}

Exit TileWork::finish() {
  if (failed_ == 0) return Exit::done;
  if (done_ + kept_ == 0) return Exit::failed;
  session_.warn(fmt::format("{} of {} tiles failed; the rest are done", failed_, failed_ + done_ + kept_));
  return Exit::some_tiles_failed;
}

}  // namespace plumbline::cli
