// SPDX-License-Identifier: MIT
#include "serve/series_cache.h"

namespace plumbline::serve {

std::shared_ptr<const SeriesOfPoint> SeriesCache::find(std::string_view stamp, std::string_view key) {
  const std::scoped_lock lock(mutex_);
  forget_unless(stamp);
  const auto found = places_.find(key);
  if (found == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return entries_.front().second;
}

void SeriesCache::keep(std::string_view stamp, std::string key, std::shared_ptr<const SeriesOfPoint> series) {
  const std::scoped_lock lock(mutex_);
  forget_unless(stamp);
  if (most_ == 0 || places_.contains(key)) return;
  if (entries_.size() == most_) {
    places_.erase(entries_.back().first);
    entries_.pop_back();
  }
  entries_.emplace_front(std::move(key), std::move(series));
  places_.emplace(entries_.front().first, entries_.begin());
}

std::size_t SeriesCache::size() const {
  const std::scoped_lock lock(mutex_);
  return entries_.size();
}

void SeriesCache::forget_unless(std::string_view stamp) {
  if (stamp == stamp_) return;
  places_.clear();
  entries_.clear();
  stamp_ = stamp;
}

}  // namespace plumbline::serve
