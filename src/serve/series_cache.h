// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/point_id.h"
#include "store/store.h"

namespace plumbline::serve {

/// A point of a store with its series.
struct SeriesOfPoint {
  PointId pid;
  store::PointSeries series;
};

/// Remembers the series that were asked for last, up to a number of them (some 5 kB each with 300
/// acquisitions). Any number of threads may ask.
class SeriesCache {
 public:
  explicit SeriesCache(std::size_t most) : most_(most) {}

  /// `stamp` tells one state of the store from another: what was read under another one is forgotten.
  std::shared_ptr<const SeriesOfPoint> find(std::string_view stamp, std::string_view key);
  void keep(std::string_view stamp, std::string key, std::shared_ptr<const SeriesOfPoint> series);
  std::size_t size() const;

 private:
  using Entry = std::pair<std::string, std::shared_ptr<const SeriesOfPoint>>;
  void forget_unless(std::string_view stamp);
  std::size_t most_;
  mutable std::mutex mutex_;
  std::string stamp_;
  std::list<Entry> entries_;  ///< the one asked for last comes first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> places_;  ///< by the keys of `entries_`
};

}  // namespace plumbline::serve
