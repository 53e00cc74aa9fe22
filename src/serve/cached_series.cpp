// SPDX-License-Identifier: MIT
#include "serve/cached_series.h"

#include <optional>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

/// From the cache, or from the store by `read`, which gives nothing where there is no such point.
template <typename Read>
SharedSeries series_by(const Service& service, const std::string& key, const std::string& name,
                       const Read& read) {
  const std::string stamp = service.store.stamp();
  if (auto known = service.series.find(stamp, key)) return known;
  auto found = service.store.read(read);
  if (!found) throw Error(ErrorCode::not_found, {}, "the store has no " + name);
  auto shared = std::make_shared<const SeriesOfPoint>(std::move(*found));
  service.series.keep(stamp, key, shared);
  return shared;
}

}  // namespace

SharedSeries find_series(const Service& service, const PointId& pid, const std::string& tile) {
  const std::string text(pid.text());
  return series_by(service, text + ' ' + tile,
                   "point " + quoted(text) + (tile.empty() ? "" : " in tile " + quoted(tile)),
                   [&](const store::Store& store) -> std::optional<SeriesOfPoint> {
                     auto series = store.read_series(pid, tile);
                     if (!series) return std::nullopt;
                     return SeriesOfPoint{pid, std::move(*series)};
                   });
}

SharedSeries find_series(const Service& service, std::size_t row, const std::string& tile) {
  return series_by(service, fmt::format("{} {}", row, tile),
                   fmt::format("row {} in tile {}", row, quoted(tile)),
                   [&](const store::Store& store) -> std::optional<SeriesOfPoint> {
                     auto found = store.read_series_of_row(tile, row);
                     if (!found) return std::nullopt;
                     return SeriesOfPoint{found->second, std::move(found->first)};
                   });
}

}  // namespace plumbline::serve
