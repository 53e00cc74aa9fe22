// SPDX-License-Identifier: MIT
#include "overlaps.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/delivery_name.h"
#include "geodesy/europe.h"
#include "overlap/same_points.h"

namespace plumbline::cli {
namespace {

/// A tile that others may overlap: its name says level, track and release.
struct Burst {
  const store::TileRecord* tile = nullptr;
  std::tuple<Level, int, int, int> series_of_bursts;
  store::GeographicBox box;
};

std::vector<Burst> bursts_of(const store::Store& store, const store::PointReader& reader) {
  std::vector<Burst> bursts;
  for (const store::TileRecord& tile : store.tiles()) {
    const auto name = delivery_name(tile.stem);
    // The cells of L3 do not overlap.
    if (!name || name->level == Level::L3) continue;
    const store::GeographicBox box = reader.extent(tile.stem);
    if (!box.empty)
      bursts.push_back({&tile, {name->level, name->track, name->first_year, name->last_year}, box});
  }
  return bursts;
}

/// Where both have points; a little more than that, for the distance between the same ones.
std::optional<store::GeographicBox> common_box(const store::GeographicBox& a, const store::GeographicBox& b) {
  constexpr double kMarginDegrees = 0.0005;
  const double farthest = std::max(std::abs(a.south), std::abs(a.north));
  const double margin_east = kMarginDegrees / std::max(0.05, std::cos(farthest * std::numbers::pi / 180));
  const store::GeographicBox box{
      std::max(a.west, b.west) - margin_east, std::max(a.south, b.south) - kMarginDegrees,
      std::min(a.east, b.east) + margin_east, std::min(a.north, b.north) + kMarginDegrees, false};
  if (box.west > box.east || box.south > box.north) return std::nullopt;
  return box;
}

/// The boxes in which two bursts have to be compared. On the 180th meridian a box says little: there all
/// points are.
std::optional<std::pair<store::GeographicBox, store::GeographicBox>> boxes_to_compare(
    const store::GeographicBox& a, const store::GeographicBox& b) {
  for (const double turn : {-360.0, 360.0}) {
    if (common_box(a, {b.west + turn, b.south, b.east + turn, b.north, false})) return std::pair(a, b);
  }
  const auto box = common_box(a, b);
  return box ? std::optional(std::pair(*box, *box)) : std::nullopt;
}

/// The points of a tile in a box.
struct Part {
  std::vector<std::size_t> rows;
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<float> coherence;
};

Part read_part(const store::PointReader& reader, const std::string& stem, const store::GeographicBox& box) {
  const store::SelectedPoints points = reader.select(
      stem, {.ranges = {{"longitude", box.west, box.east}, {"latitude", box.south, box.north}}});
  Part part;
  for (std::size_t row = 0; row < points.rows.rows(); ++row) {
    if (points.rows.contains(row)) part.rows.push_back(row);
  }
  store::RowReader rows = reader.read(stem, points.rows,
                                      {{"easting", ColumnType::float64},
                                       {"northing", ColumnType::float64},
                                       {"temporal_coherence", ColumnType::float32}},
                                      {});
  Table table;
  const auto append = []<typename T>(std::vector<T>& to, std::span<const T> from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  while (rows.next(table)) {
    append(part.easting_m, table.get<double>("easting"));
    append(part.northing_m, table.get<double>("northing"));
    append(part.coherence, table.get<float>("temporal_coherence"));
  }
  return part;
}

/// A missing coherence is less than any.
bool is_more_coherent(float a, float b) { return !std::isnan(a) && (std::isnan(b) || a > b); }

std::vector<std::pair<std::uint32_t, std::uint32_t>> same_points(const Part& a, const Part& b) {
  const overlap::Places in_a{a.easting_m, a.northing_m}, in_b{b.easting_m, b.northing_m};
  const bool in_europe =
      geodesy::all_in_europe(a.easting_m, a.northing_m) && geodesy::all_in_europe(b.easting_m, b.northing_m);
  return in_europe ? overlap::same_points(in_a, in_b) : overlap::same_points_on_sheets(in_a, in_b);
}

void compare(const Burst& a, const Burst& b, const store::GeographicBox& box_a,
             const store::GeographicBox& box_b, const store::PointReader& reader, Overlaps& overlaps) {
  const Part in_a = read_part(reader, a.tile->stem, box_a);
  const Part in_b = read_part(reader, b.tile->stem, box_b);
  const auto leave_out = [&](const Burst& burst, std::size_t row) {
    overlaps.less_coherent.try_emplace(burst.tile->stem, burst.tile->points).first->second.insert(row);
  };
  for (const auto& [i, j] : same_points(in_a, in_b)) {
    ++overlaps.pairs;
    if (is_more_coherent(in_b.coherence[j], in_a.coherence[i])) {
      leave_out(a, in_a.rows[i]);
    } else {
      leave_out(b, in_b.rows[j]);
    }
  }
}

}  // namespace

Overlaps find_overlaps(Session& session, const store::Store& store, const store::PointReader& reader) {
  const std::vector<Burst> bursts = bursts_of(store, reader);
  Overlaps overlaps;
  Progress progress = session.progress("overlaps", "tiles", bursts.size());
  for (auto a = bursts.begin(); a != bursts.end(); ++a) {
    for (auto b = std::next(a); b != bursts.end(); ++b) {
      if (a->series_of_bursts != b->series_of_bursts) continue;
      check_interrupted();
      if (const auto boxes = boxes_to_compare(a->box, b->box))
        compare(*a, *b, boxes->first, boxes->second, reader, overlaps);
    }
    progress.advance(1);
  }
  return overlaps;
}

std::string overlap_note(std::uint64_t pairs) {
  return fmt::format(
      "{} points are delivered by two overlapping bursts; `plumbline export --dedup` keeps the more coherent",
      pairs);
}

}  // namespace plumbline::cli
