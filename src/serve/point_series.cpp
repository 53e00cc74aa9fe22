// SPDX-License-Identifier: MIT
#include "serve/point_series.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

TimeAxis dates_in(const TimeAxis& axis, const DateWindow& window) {
  std::vector<Date> dates;
  std::ranges::copy_if(axis.dates(), std::back_inserter(dates),
                       [&](Date date) { return window.contains(date); });
  return TimeAxis(std::move(dates));
}

/// Copies what a scan gives of `rows` (ascending) into their places.
class SeriesCollector {
 public:
  SeriesCollector(std::span<const std::uint32_t> rows, std::size_t dates)
      : rows_(rows), values_mm_(dates, rows.size()) {}

  /// Concurrently, with different rows.
  void take(std::size_t first_row, const SeriesBlockView& block) {
    const auto begin = std::ranges::lower_bound(rows_, first_row);
    const auto end = std::lower_bound(begin, rows_.end(), first_row + block.points);
    for (std::size_t i = 0; i < block.acquisitions.size(); ++i) {
      const std::span<float> to = values_mm_.acquisition(i);
      for (auto row = begin; row != end; ++row)
        to[static_cast<std::size_t>(row - rows_.begin())] = block.at(i, *row - first_row);
    }
  }
  SeriesBlock values() { return std::move(values_mm_); }

 private:
  std::span<const std::uint32_t> rows_;
  SeriesBlock values_mm_;
};

}  // namespace

std::vector<TilePoints> by_tile(const ViewportIndex& index, std::span<const std::uint32_t> points) {
  std::vector<TilePoints> parts;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (parts.empty() || parts.back().tile != index.tile(points[i]))
      parts.push_back({.tile = index.tile(points[i]), .first_point = i, .rows = {}});
    parts.back().rows.push_back(index.row(points[i]));
  }
  return parts;
}

const store::TileRecord& tile_of_map(const store::Store& store, const Snapshot& snapshot,
                                     std::uint16_t tile) {
  const std::string& stem = snapshot.index.tile_stems()[tile];
  const store::TileRecord* record = store.find_tile(stem);
  if (record == nullptr || record->series.sha256 != snapshot.series_sha256[tile])
    throw Error(ErrorCode::not_found, {},
                fmt::format("tile {} was ingested again since the server started", quoted(stem)),
                "Restart the server");
  return *record;
}

std::vector<TileSeries> read_point_series(const Service& service, std::span<const std::uint32_t> points,
                                          const DateWindow& window, const Cancellation& cancellation) {
  std::vector<TileSeries> all;
  for (const TilePoints& part : by_tile(service.snapshot.index, points)) {
    all.push_back(service.store.read([&](const store::Store& store) {
      const store::TileRecord& tile = tile_of_map(store, service.snapshot, part.tile);
      TileSeries series{.tile = part.tile,
                        .first_point = part.first_point,
                        .axis = dates_in(tile.axis, window),
                        .values_mm = {}};
      SeriesCollector collector(part.rows, series.axis.size());
      store.scan_series_near(tile.stem, part.rows, series.axis,
                             [&](std::size_t first_row, const SeriesBlockView& block) {
                               cancellation.check();
                               collector.take(first_row, block);
                             });
      series.values_mm = collector.values();
      return series;
    }));
  }
  return all;
}

}  // namespace plumbline::serve
