// SPDX-License-Identifier: MIT
#include "ortho_sources.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/error.h"
#include "core/point_id.h"
#include "metres.h"
#include "parallel/in_order.h"
#include "store/dataset.h"

namespace plumbline::cli {
namespace {

const std::array<std::string, 5> kNeeded{"easting", "northing", "los_east", "los_north", "los_up"};

std::set<std::string> names_of(const store::Store& store, const std::string& stem) {
  std::set<std::string> names;
  for (const auto& [name, type] : store.column_names(stem)) names.insert(name);
  return names;
}

/// Whether the tile has lines of sight and an orbit.
bool is_sighted(const std::set<std::string>& names) {
  return names.contains("orbit") &&
         std::ranges::all_of(kNeeded, [&](const auto& name) { return names.contains(name); });
}

OrthoSource source_of(const store::Store& store, const store::TileRecord& tile, std::int32_t unknown_track) {
  const Table columns = store.read_columns(tile.stem, std::array<std::string, 2>{"pid", "orbit"});
  OrthoSource source{.stem = tile.stem,
                     .track = unknown_track,
                     .points = tile.points,
                     .axis = tile.axis,
                     .series_sha256 = tile.series.sha256};
  if (columns.rows() == 0) return source;
  const auto orbits = columns.get<std::string>("orbit");
  if (!orbits.front().empty()) source.orbit = orbits.front().front();
  const auto pid = PointId::from_text(columns.get<std::string>("pid").front());
  const auto position = pid ? burst_position(*pid) : std::nullopt;
  if (const auto name = delivery_name(tile.stem)) {
    source.track = name->track;
  } else if (position) {
    source.track = position->track;
  }
  if (position) source.producer = position->producer;
  return source;
}

bool has_both_geometries(const OrthoRelease& release) {
  const auto has = [&](char orbit) {
    return std::ranges::any_of(release.sources, [&](const OrthoSource& s) { return s.orbit == orbit; });
  };
  return has('A') && has('D');
}

std::vector<float> numbers(const Table& table, const char* name) {
  if (table.find(name) == nullptr)
    return std::vector<float>(table.rows(), std::numeric_limits<float>::quiet_NaN());
  const auto values = table.get<float>(name);
  return {values.begin(), values.end()};
}

}  // namespace

std::vector<OrthoRelease> ortho_releases(Session& session, const store::Store& store, bool need_both) {
  const auto has_level = [&](Level level) {
    return std::ranges::any_of(store.tiles(), [&](const auto& tile) { return tile.level == level; });
  };
  const Level level = has_level(Level::L2b) ? Level::L2b : Level::L2a;
  if (level == Level::L2b && has_level(Level::L2a))
    session.note("L2a tiles are left out: there are L2b tiles");

  bool is_elsewhere = false;
  std::map<ReleaseYears, OrthoRelease> releases;
  std::int32_t unknown_track = 0;
  const std::vector<store::Dataset> datasets = store::datasets_of(store.tiles());
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    const store::TileRecord& tile = store.tiles()[i];
    if (datasets[i].is_replaced)
      session.note(tile.stem + " is left out: the store holds a later sub-release of it");
    if (datasets[i].is_replaced || tile.level != level || !is_sighted(names_of(store, tile.stem))) continue;
    if (reaches_beyond_europe(store, tile.stem)) {
      session.warn(tile.stem +
                   " is left out: it has points outside the area of EPSG:3035, on whose grid the cells lie");
      is_elsewhere = true;
      continue;
    }
    const auto name = delivery_name(tile.stem);
    const ReleaseYears years = name ? ReleaseYears{name->first_year, name->last_year} : ReleaseYears{};
    OrthoRelease& release = releases[years];
    release.years = years;
    if (name) release.sub_release = std::max(release.sub_release, name->sub_release);
    release.sources.push_back(source_of(store, tile, --unknown_track));
  }
  std::vector<OrthoRelease> complete;
  for (auto& [years, release] : releases) {
    if (!need_both || has_both_geometries(release)) {
      complete.push_back(std::move(release));
    } else {
      for (const OrthoSource& source : release.sources)
        session.note(source.stem + " is left out: its release has one geometry only");
    }
  }
  if (releases.empty() && is_elsewhere)
    throw Error(ErrorCode::bad_value, {.file = store.folder().string()},
                "all its L2 tiles lie outside the area of EPSG:3035: a cell of its grid is no square on the "
                "ground there",
                "plumbline cluster gives East and Up of clusters anywhere (clusters_polygons.gpkg)");
  if (complete.empty())
    throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                need_both ? "the store does not hold ascending and descending L2 tiles of one release"
                          : "the store holds no L2 tiles",
                need_both
                    ? "Run plumbline ingest with deliveries of both geometries first, or give --vertical"
                    : "Run plumbline ingest first");
  return complete;
}

OrthoPoints read_ortho_points(const store::Store& store, const std::string& stem) {
  const auto present = names_of(store, stem);
  std::vector<std::string> names(kNeeded.begin(), kNeeded.end());
  for (const char* optional : {"height", "rmse", "gnss_velocity", "temporal_coherence"}) {
    if (present.contains(optional)) names.emplace_back(optional);
  }
  const Table table = store.read_columns(stem, names);
  const auto east = table.get<float>("los_east");
  const auto north = table.get<float>("los_north");
  const auto up = table.get<float>("los_up");
  const auto height_m = numbers(table, "height");
  const auto rmse_mm = numbers(table, "rmse");
  const auto gnss = numbers(table, "gnss_velocity");
  const auto easting_m = table.get<double>("easting");
  const auto northing_m = table.get<double>("northing");
  OrthoPoints points{{easting_m.begin(), easting_m.end()},
                     {northing_m.begin(), northing_m.end()},
                     numbers(table, "temporal_coherence"),
                     {}};
  points.sighted.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row)
    points.sighted.push_back(
        {decompose::kNoCell, east[row], north[row], up[row], height_m[row], rmse_mm[row], gnss[row]});
  return points;
}

std::size_t sum_series(const store::Store& store, const OrthoSource& source, const TimeAxis& dates,
                       std::span<const decompose::SightedPoint> points, decompose::TrackSums& sums) {
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < points.size(); ++row) {
    if (points[row].cell != decompose::kNoCell) rows.push_back(row);
  }
  struct Dated {
    std::span<const decompose::SightedPoint> points;
    decompose::DatedSeries series;
  };
  std::size_t left_out = 0;
  InOrder<Dated> in_order([&](std::size_t, const Dated& dated) {
    sums.add(dated.series, dated.points);
    left_out += dated.series.left_out;
  });
  const auto place = [&](std::size_t row) {
    return static_cast<std::size_t>(std::ranges::lower_bound(rows, row) - rows.begin());
  };
  const decompose::Resampler resampler(source.axis, dates);
  store.scan_series_near(source.stem, rows, [&](std::size_t first_row, const SeriesBlockView& block) {
    check_interrupted();
    const std::size_t begin = place(first_row), end = place(first_row + block.points);
    if (begin == end) return;
    const auto of_block = points.subspan(first_row, block.points);
    in_order.hand_over(begin, end, {of_block, at_common_dates(block, resampler, of_block)});
  });
  return left_out;
}

}  // namespace plumbline::cli
