// SPDX-License-Identifier: MIT
#include "serve/current_store.h"

#include <fmt/format.h>

namespace plumbline::serve {

CurrentStore::CurrentStore(const store::Store& first, const store::Resources& resources)
    : folder_(first.folder()), resources_(resources), now_(&first) {}

std::string CurrentStore::stamp() const {
  std::error_code problem;
  const auto manifest = folder_ / "plumbline.json";
  const auto bytes = std::filesystem::file_size(manifest, problem);
  if (problem) return {};
  const auto written = std::filesystem::last_write_time(manifest, problem);
  if (problem) return {};
  return fmt::format("{} {}", bytes, written.time_since_epoch().count());
}

void CurrentStore::refresh() {
  // The stamp is taken first: a store rewritten just after it is opened once more at the next call.
  std::string present = stamp();
  if (present.empty() || present == read_stamp_) return;
  now_ = &reopened_.emplace(store::Store::open(folder_, resources_));
  read_stamp_ = std::move(present);
}

}  // namespace plumbline::serve
