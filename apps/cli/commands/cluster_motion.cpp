// SPDX-License-Identifier: MIT
#include "cluster_motion.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "../interrupt.h"
#include "geodesy/sheets.h"
#include "parallel/in_order.h"

namespace plumbline::cli {
namespace {

constexpr std::size_t kNoCluster = std::numeric_limits<std::size_t>::max();
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Calls `body(row, easting, northing, sheet)` for all points of a tile: in EPSG:3035, or on the sheets that
/// they are the own ones of where some point of the store lies beyond Europe.
template <typename Body>
void for_each_place(const Table& columns, bool beyond_europe, Body body) {
  const auto easting_m = columns.get<double>("easting");
  const auto northing_m = columns.get<double>("northing");
  if (!beyond_europe) {
    for (std::size_t row = 0; row < columns.rows(); ++row) body(row, easting_m[row], northing_m[row], 0);
    return;
  }
  for (const geodesy::Sheet& sheet : geodesy::lay_on_sheets(easting_m, northing_m, 0)) {
    for (std::size_t i = 0; i < sheet.size(); ++i)
      body(sheet.place[i], sheet.easting_m[i], sheet.northing_m[i], sheet.number);
  }
}

/// Gives the points of a tile that are coherent enough to the cells they lie in.
void add_lines_of_sight(const store::Store& store, const StorePoints::Tile& tile, float min_coherence,
                        bool beyond_europe, cluster::EastUpCells& cells) {
  const std::vector<std::string> names{"easting",       "northing",          "orbit", "los_east", "los_up",
                                       "mean_velocity", "temporal_coherence"};
  std::set<std::string> present;
  for (const auto& [name, type] : store.column_names(tile.stem)) present.insert(name);
  if (!std::all_of(names.begin(), names.end(), [&](const auto& name) { return present.contains(name); }))
    return;
  const Table columns = store.read_columns(tile.stem, names);
  const auto orbit = columns.get<std::string>("orbit");
  const auto east = columns.get<float>("los_east");
  const auto up = columns.get<float>("los_up");
  const auto velocity = columns.get<float>("mean_velocity");
  const auto coherence = columns.get<float>("temporal_coherence");
  for_each_place(columns, beyond_europe, [&](std::size_t row, double x, double y, std::int32_t sheet) {
    if (!(coherence[row] >= min_coherence) || orbit[row].empty() || tile.is_repeated(row)) return;
    cells.add(
        x, y, orbit[row].front(),
        {static_cast<double>(velocity[row]), static_cast<double>(east[row]), static_cast<double>(up[row])},
        sheet);
  });
}

/// The points of a tile that are in a cluster, in the order of the rows.
struct TileMembers {
  std::vector<std::uint32_t> rows;
  std::vector<std::size_t> cluster;
};

TileMembers members_of_tile(std::span<const std::uint32_t> rows, std::span<const std::size_t> clusters) {
  TileMembers members;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (clusters[i] == kNoCluster) continue;
    members.rows.push_back(rows[i]);
    members.cluster.push_back(clusters[i]);
  }
  return members;
}

/// The series of members [begin, end) of a tile, one after the other.
struct PickedSeries {
  std::size_t begin;
  std::size_t end;
  std::vector<float> series_mm;
};

PickedSeries pick(std::span<const std::uint32_t> rows, std::size_t first_row, const SeriesBlockView& block) {
  const auto place = [&](std::size_t row) {
    return static_cast<std::size_t>(std::lower_bound(rows.begin(), rows.end(), row) - rows.begin());
  };
  const std::size_t dates = block.acquisitions.size();
  PickedSeries picked{place(first_row), place(first_row + block.points), {}};
  picked.series_mm.resize((picked.end - picked.begin) * dates);
  auto series = picked.series_mm.begin();
  for (const std::uint32_t row : rows.subspan(picked.begin, picked.end - picked.begin)) {
    block.copy_series(row - first_row, std::span(series, dates));
    series += static_cast<std::ptrdiff_t>(dates);
  }
  return picked;
}

std::vector<std::size_t> clusters_of_points(std::size_t points,
                                            const std::vector<cluster::Members>& clusters) {
  std::vector<std::size_t> cluster_of_point(points, kNoCluster);
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    for (const std::size_t i : clusters[c]) cluster_of_point[i] = c;
  }
  return cluster_of_point;
}

}  // namespace

ClusterMotion::ClusterMotion(Session& session, const store::Store& store, const StorePoints& eligible,
                             const std::vector<cluster::Members>& clusters, double min_coherence)
    : east_up_(clusters.size()), quality_(clusters.size()) {
  const auto cluster_of_point = clusters_of_points(eligible.points.size(), clusters);
  find_dates(store, eligible);
  const PlaceOf place_of = make_series(eligible, cluster_of_point);
  cluster::EastUpCells cells(eligible.points, clusters);
  Progress progress = session.progress("series", "tiles", eligible.tiles.size());
  std::size_t first_point = 0;
  for (const StorePoints::Tile& tile : eligible.tiles) {
    check_interrupted();
    // Other geometries may have points in the cells of clusters that have none in this tile.
    if (!clusters.empty())
      add_lines_of_sight(store, tile, static_cast<float>(min_coherence), eligible.points.beyond_europe,
                         cells);
    add_tile(store, tile, first_point, eligible, cluster_of_point, place_of);
    first_point += tile.rows.size();
    progress.advance(1);
  }
  std::vector<cluster::QualitySums> sums(clusters.size());
  for (const Series& series : series_) sums[series.cluster] += series.sums.quality_sums();
  for (std::size_t c = 0; c < clusters.size(); ++c) {
    quality_[c] = sums[c].quality();
    east_up_[c] = cells.of(eligible.points, clusters[c]);
  }
}

void ClusterMotion::find_dates(const store::Store& store, const StorePoints& eligible) {
  std::size_t first_point = 0;
  for (const StorePoints::Tile& tile : eligible.tiles) {
    if (!tile.rows.empty()) {
      const auto& points = eligible.points;
      std::vector<Date>& dates = dates_[{points.track[first_point], points.orbit[first_point]}];
      const auto more = store.find_tile(tile.stem)->axis.dates();
      dates.insert(dates.end(), more.begin(), more.end());
    }
    first_point += tile.rows.size();
  }
  for (auto& [geometry, dates] : dates_) {
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  }
}

ClusterMotion::PlaceOf ClusterMotion::make_series(const StorePoints& eligible,
                                                  std::span<const std::size_t> cluster_of_point) {
  PlaceOf place_of;
  std::size_t point = 0;
  for (const StorePoints::Tile& tile : eligible.tiles) {
    const std::size_t first_point = point;
    for (; point < first_point + tile.rows.size(); ++point) {
      if (cluster_of_point[point] == kNoCluster) continue;
      const Geometry geometry{eligible.points.track[first_point], eligible.points.orbit[first_point]};
      place_of.try_emplace({cluster_of_point[point], geometry}, 0);
    }
  }
  for (auto& [key, place] : place_of) {
    place = series_.size();
    const auto& [cluster, geometry] = key;
    const std::size_t dates = dates_.at(geometry).size();
    series_.push_back({cluster, geometry, rows_, cluster::SeriesSums(dates)});
    rows_ += dates;
  }
  return place_of;
}

void ClusterMotion::add_tile(const store::Store& store, const StorePoints::Tile& tile,
                             std::size_t first_point, const StorePoints& eligible,
                             std::span<const std::size_t> cluster_of_point, const PlaceOf& place_of) {
  const TileMembers members =
      members_of_tile(tile.rows, cluster_of_point.subspan(first_point, tile.rows.size()));
  if (members.rows.empty()) return;
  const Geometry geometry{eligible.points.track[first_point], eligible.points.orbit[first_point]};
  const std::vector<Date>& dates = dates_.at(geometry);
  std::vector<std::uint32_t> date_of_acquisition;
  for (const Date date : store.find_tile(tile.stem)->axis.dates()) {
    const auto found = std::lower_bound(dates.begin(), dates.end(), date);
    date_of_acquisition.push_back(static_cast<std::uint32_t>(found - dates.begin()));
  }
  const std::size_t dates_of_tile = date_of_acquisition.size();
  // Threads read; the sums are made in the order of the rows, so that they have the same bits every time.
  InOrder<PickedSeries> sums([&](std::size_t, const PickedSeries& picked) {
    for (std::size_t i = picked.begin; i < picked.end; ++i) {
      const std::span<const float> series_mm(picked.series_mm.data() + (i - picked.begin) * dates_of_tile,
                                             dates_of_tile);
      series_[place_of.at({members.cluster[i], geometry})].sums.add(series_mm, date_of_acquisition);
    }
  });
  store.scan_series_near(tile.stem, members.rows, [&](std::size_t first_row, const SeriesBlockView& block) {
    check_interrupted();
    PickedSeries picked = pick(members.rows, first_row, block);
    if (picked.begin != picked.end) sums.hand_over(picked.begin, picked.end, std::move(picked));
  });
}

store::TableRows ClusterMotion::series(const std::vector<std::string>& names) const {
  return {rows_, [this, &names](std::size_t first, std::size_t count) { return rows(names, first, count); }};
}

Table ClusterMotion::rows(const std::vector<std::string>& names, std::size_t first, std::size_t count) const {
  std::vector<std::string> cluster_id, orbit, date;
  std::vector<std::int32_t> track;
  std::vector<double> mean_mm, std_mm;
  std::vector<std::int64_t> points;
  auto series = std::upper_bound(series_.begin(), series_.end(), first,
                                 [](std::size_t row, const Series& s) { return row < s.first_row; });
  for (std::size_t row = first; row < first + count; ++row) {
    while (series != series_.end() && series->first_row <= row) ++series;
    const Series& own = *(series - 1);
    const std::size_t place = row - own.first_row;
    const auto spread = own.sums.at(place);
    cluster_id.push_back(names[own.cluster]);
    track.push_back(own.geometry.track == 0 ? kMissingInt32 : own.geometry.track);
    orbit.push_back(own.geometry.orbit == 0 ? std::string() : std::string(1, own.geometry.orbit));
    date.push_back(dates_.at(own.geometry)[place].iso());
    mean_mm.push_back(spread.mean_mm);
    std_mm.push_back(spread.std_mm);
    points.push_back(spread.points);
  }
  std::vector<Column> columns;
  columns.push_back({"cluster_id", std::move(cluster_id)});
  columns.push_back({"track", std::move(track)});
  columns.push_back({"orbit", std::move(orbit)});
  columns.push_back({"date", std::move(date)});
  columns.push_back({"mean_mm", std::move(mean_mm)});
  columns.push_back({"std_mm", std::move(std_mm)});
  columns.push_back({"n_points", std::move(points)});
  return Table(std::move(columns));
}

void ClusterMotion::add_columns(Table& attributes) const {
  const auto add = [&]<typename T>(const char* name, const auto& of_cluster, T missing, auto value) {
    std::vector<T> values;
    for (const auto& one : of_cluster) values.push_back(one ? value(*one) : missing);
    attributes.add({name, std::move(values)});
  };
  using Mean = cluster::EastUpCells::Mean;
  using cluster::Quality;
  add("east_velocity", east_up_, kMissing, [](const Mean& m) { return m.velocity.east_mm_per_year; });
  add("up_velocity", east_up_, kMissing, [](const Mean& m) { return m.velocity.up_mm_per_year; });
  add("n_east_up", east_up_, std::int64_t{0}, [](const Mean& m) { return m.points; });
  add("quality_class", quality_, kMissingInt32, [](const Quality& q) { return q.quality_class; });
  add("quality", quality_, kMissing, [](const Quality& q) { return q.index; });
  add("consistency", quality_, kMissing, [](const Quality& q) { return q.consistency; });
  add("smoothness", quality_, kMissing, [](const Quality& q) { return q.smoothness; });
  add("signal_to_noise", quality_, kMissing, [](const Quality& q) { return q.signal_to_noise; });
}

}  // namespace plumbline::cli
