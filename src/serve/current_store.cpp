// SPDX-License-Identifier: MIT
#include "serve/current_store.h"

#include <fmt/format.h>

namespace plumbline::serve {

CurrentStore::CurrentStore(const store::Store& first, const store::Resources& resources)
    : folder_(first.folder()), resources_(resources) {
  state_.store = std::shared_ptr<const store::Store>(std::shared_ptr<void>(), &first);  // not owned
}

std::string CurrentStore::stamp() const {
  std::error_code problem;
  const auto manifest = folder_ / "plumbline.json";
  const auto bytes = std::filesystem::file_size(manifest, problem);
  if (problem) return {};
  const auto written = std::filesystem::last_write_time(manifest, problem);
  if (problem) return {};
  return fmt::format("{} {}", bytes, written.time_since_epoch().count());
}

CurrentStore::State CurrentStore::now() {
  const std::scoped_lock lock(mutex_);
  // The stamp is taken first: a store rewritten just after it is opened once more at the next call.
  std::string present = stamp();
  if (!present.empty() && present != state_.stamp)
    state_ = {std::make_shared<const store::Store>(store::Store::open(folder_, resources_)),
              std::move(present)};
  return state_;
}

}  // namespace plumbline::serve
