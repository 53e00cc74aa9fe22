// SPDX-License-Identifier: MIT
#include "store/repeated_points.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "core/delivery_name.h"
#include "store/dataset.h"

namespace plumbline::store {
namespace {

struct Candidate {
  const TileRecord* tile = nullptr;
  Dataset dataset;
  bool is_named = false;  ///< as EGMS names a delivery

  /// Tiles that can hold each other's points come together, the one that keeps them first.
  auto order() const { return std::tuple(dataset, !is_named, tile->stem); }
};

/// Deliveries that keep their names are of different bursts: one that another one replaces is not among them.
bool can_share_points(const Candidate& a, const Candidate& b) {
  return a.dataset == b.dataset && (!a.is_named || !b.is_named);
}

std::optional<GeographicBox> common_box(const GeographicBox& a, const GeographicBox& b) {
  if (a.empty || b.empty) return std::nullopt;
  const GeographicBox box{std::max(a.west, b.west), std::max(a.south, b.south), std::min(a.east, b.east),
                          std::min(a.north, b.north), false};
  if (box.west > box.east || box.south > box.north) return std::nullopt;
  return box;
}

struct PlacedPid {
  std::string pid;
  double longitude = 0;
  double latitude = 0;
  std::size_t row = 0;

  auto point() const { return std::tie(pid, longitude, latitude); }
};

/// The points of a tile in a box, by pid and place.
std::vector<PlacedPid> read_points(const PointReader& reader, const std::string& stem,
                                   const GeographicBox& box) {
  const SelectedPoints selected = reader.select(
      stem, {.ranges = {{"longitude", box.west, box.east}, {"latitude", box.south, box.north}}});
  std::vector<std::size_t> row_numbers;
  for (std::size_t row = 0; row < selected.rows.rows(); ++row) {
    if (selected.rows.contains(row)) row_numbers.push_back(row);
  }
  RowReader rows = reader.read(
      stem, selected.rows,
      {{"pid", ColumnType::text}, {"longitude", ColumnType::float64}, {"latitude", ColumnType::float64}}, {});
  std::vector<PlacedPid> points;
  Table table;
  while (rows.next(table)) {
    const auto pid = table.get<std::string>("pid");
    const auto longitude = table.get<double>("longitude");
    const auto latitude = table.get<double>("latitude");
    for (std::size_t i = 0; i < pid.size(); ++i)
      points.push_back({pid[i], longitude[i], latitude[i], row_numbers[points.size()]});
  }
  std::ranges::sort(points, {}, &PlacedPid::point);
  return points;
}

/// Adds the rows of `later` whose points `first` holds, too.
void compare(const PointReader& reader, const TileRecord& first, const TileRecord& later,
             const GeographicBox& box, std::optional<RepeatedPoints>& repeated) {
  const auto held = read_points(reader, first.stem, box);
  auto at = held.begin();
  for (const PlacedPid& point : read_points(reader, later.stem, box)) {
    while (at != held.end() && at->point() < point.point()) ++at;
    if (at == held.end()) return;
    if (at->point() != point.point()) continue;
    if (!repeated) repeated = RepeatedPoints{later.stem, first.stem, RowSet(later.points)};
    repeated->rows.insert(point.row);
  }
}

}  // namespace

std::vector<RepeatedPoints> find_repeated_points(const PointReader& reader,
                                                 std::span<const TileRecord* const> tiles) {
  std::vector<Candidate> candidates;
  for (const TileRecord* tile : tiles)
    candidates.push_back(
        {tile, datasets_of(std::span(tile, 1)).front(), delivery_name(tile->stem).has_value()});
  std::ranges::sort(candidates, {}, &Candidate::order);
  std::vector<RepeatedPoints> all;
  for (auto later = candidates.begin(); later != candidates.end(); ++later) {
    std::optional<RepeatedPoints> repeated;
    for (auto first = candidates.begin(); first != later; ++first) {
      if (!can_share_points(*first, *later)) continue;
      const auto box = common_box(reader.extent(first->tile->stem), reader.extent(later->tile->stem));
      if (box) compare(reader, *first->tile, *later->tile, *box, repeated);
    }
    if (repeated) all.push_back(std::move(*repeated));
  }
  return all;
}

}  // namespace plumbline::store
