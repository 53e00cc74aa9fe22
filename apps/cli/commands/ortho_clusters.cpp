// SPDX-License-Identifier: MIT
#include "ortho_clusters.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "../interrupt.h"
#include "decompose/common_dates.h"
#include "decompose/track_sums.h"

namespace plumbline::cli {
namespace {

using decompose::Cell;
using decompose::kNoCell;

constexpr const char* kIdColumn = "cluster_id";

bool has_clusters(const store::Store& store, const std::string& stem) {
  const auto columns = store.column_names(stem);
  return std::ranges::any_of(columns, [](const auto& column) { return column.first == kIdColumn; });
}

TimeAxis common_axis(const OrthoRelease& release) {
  std::vector<TimeAxis> axes;
  for (const OrthoSource& source : release.sources) axes.push_back(source.axis);
  return decompose::common_dates(axes);
}

}  // namespace

OrthoClusters::OrthoClusters(const store::Store& store, const OrthoRelease& release)
    : store_(store), release_(release), axis_(common_axis(release)) {
  find_cells();
}

void OrthoClusters::find_cells() {
  std::map<Cell, std::map<std::string, std::size_t>> members;
  const std::array<std::string, 3> names{"easting", "northing", kIdColumn};
  for (const OrthoSource& source : release_.sources) {
    check_interrupted();
    if (!has_clusters(store_, source.stem)) continue;
    const Table table = store_.read_columns(source.stem, names);
    const auto easting_m = table.get<double>("easting");
    const auto northing_m = table.get<double>("northing");
    const auto id = table.get<std::string>(kIdColumn);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      if (id[row].empty() || !(easting_m[row] >= 0 && northing_m[row] >= 0)) continue;
      ++members[decompose::cell_at(easting_m[row], northing_m[row], decompose::kOfficialCellM)][id[row]];
    }
  }
  std::set<std::string> ids;
  for (const auto& [cell, of_cell] : members) {
    for (const auto& [id, count] : of_cell) ids.insert(id);
  }
  names_.assign(ids.begin(), ids.end());
  for (const auto& [cell, of_cell] : members) {
    const auto most = std::ranges::max_element(of_cell, {}, [](const auto& entry) { return entry.second; });
    const auto place = std::ranges::lower_bound(names_, most->first);
    cluster_of_cell_[cell] = static_cast<std::uint32_t>(place - names_.begin());
  }
}

std::uint32_t OrthoClusters::cluster_at(double easting_m, double northing_m) const {
  if (!(easting_m >= 0 && northing_m >= 0)) return kNoCell;
  const auto found =
      cluster_of_cell_.find(decompose::cell_at(easting_m, northing_m, decompose::kOfficialCellM));
  return found == cluster_of_cell_.end() ? kNoCell : found->second;
}

void OrthoClusters::solve(Progress& progress) {
  std::map<std::pair<char, std::int32_t>, decompose::TrackSums> sums;
  for (const OrthoSource& source : release_.sources) {
    check_interrupted();
    OrthoPoints points = read_ortho_points(store_, source.stem);
    for (std::size_t i = 0; i < points.sighted.size(); ++i)
      points.sighted[i].cell = cluster_at(points.easting_m[i], points.northing_m[i]);
    auto& track = sums.try_emplace({source.orbit, source.track}, axis_.size(), names_.size()).first->second;
    sum_series(store_, source, axis_, points.sighted, track);
    progress.advance(source.points);
  }
  std::vector<decompose::Track> tracks;
  for (const auto& [key, track] : sums) tracks.push_back({key.first, &track});
  motions_.assign(names_.size(), {});
  east_mm_ = SeriesBlock(axis_.size(), names_.size());
  up_mm_ = SeriesBlock(axis_.size(), names_.size());
  decompose::solve_cells(tracks, decompose::Unknowns::east_and_up, 0, {}, motions_, east_mm_, up_mm_);
}

std::size_t OrthoClusters::solved() const {
  return static_cast<std::size_t>(std::ranges::count_if(motions_, &decompose::CellMotion::is_solved));
}

void OrthoClusters::append_to(OrthoClusterRows& rows) const {
  const std::string years =
      release_.years.first == 0 ? "" : fmt::format("{}_{}", release_.years.first, release_.years.last);
  for (std::size_t cluster = 0; cluster < names_.size(); ++cluster) {
    const decompose::CellMotion& motion = motions_[cluster];
    if (!motion.is_solved) continue;
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      rows.cluster_id.push_back(names_[cluster]);
      rows.release.push_back(years);
      rows.date.push_back(axis_.date(k).iso());
      rows.east_mm.push_back(east_mm_.acquisition(k)[cluster]);
      rows.up_mm.push_back(up_mm_.acquisition(k)[cluster]);
      rows.east_std_mm.push_back(static_cast<float>(motion.east_std_mm));
      rows.up_std_mm.push_back(static_cast<float>(motion.up_std_mm));
      rows.condition.push_back(static_cast<float>(motion.condition));
      rows.points_ascending.push_back(static_cast<std::int32_t>(motion.points_ascending));
      rows.points_descending.push_back(static_cast<std::int32_t>(motion.points_descending));
      rows.tracks.push_back(static_cast<std::int32_t>(motion.tracks));
    }
  }
}

Table table_of(OrthoClusterRows rows) {
  Table table;
  table.add({kIdColumn, std::move(rows.cluster_id)});
  table.add({"release", std::move(rows.release)});
  table.add({"date", std::move(rows.date)});
  table.add({"east_mm", std::move(rows.east_mm)});
  table.add({"up_mm", std::move(rows.up_mm)});
  table.add({"east_std_mm", std::move(rows.east_std_mm)});
  table.add({"up_std_mm", std::move(rows.up_std_mm)});
  table.add({"condition", std::move(rows.condition)});
  table.add({"points_ascending", std::move(rows.points_ascending)});
  table.add({"points_descending", std::move(rows.points_descending)});
  table.add({"tracks", std::move(rows.tracks)});
  return table;
}

}  // namespace plumbline::cli
