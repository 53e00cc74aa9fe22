// SPDX-License-Identifier: MIT
#include "ortho_square.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "../interrupt.h"
#include "core/point_id.h"
#include "correct/gaps.h"
#include "decompose/cell_motion.h"
#include "decompose/common_dates.h"
#include "ingest/projection.h"
#include "ingest/tile.h"
#include "parallel/thread_loop.h"

namespace plumbline::cli {
namespace {

using decompose::Cell;
using decompose::kNoCell;

constexpr std::size_t kBlockPoints = 16'384;
constexpr std::size_t kRangeCells = 64;
constexpr std::size_t kOutside = static_cast<std::size_t>(-1);
constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

std::size_t place_of(Component component) { return component == Component::east ? 0 : 1; }

using TrackKey = std::pair<char, std::int32_t>;

std::map<TrackKey, std::size_t> places_of_tracks(std::span<const OrthoSource* const> sources) {
  std::map<TrackKey, std::size_t> places;
  for (const OrthoSource* source : sources) places.try_emplace({source->orbit, source->track}, 0);
  std::size_t next = 0;
  for (auto& [key, place] : places) place = next++;
  return places;
}

/// The producer of most points.
char main_producer(std::span<const OrthoSource* const> sources) {
  std::map<char, std::size_t> points;
  for (const OrthoSource* source : sources) points[source->producer] += source->points;
  return std::ranges::max_element(points, {}, [](const auto& entry) { return entry.second; })->first;
}

}  // namespace

OrthoSquare::OrthoSquare(const store::Store& store, const OrthoOptions& options, SquareName name,
                         std::vector<const OrthoSource*> sources)
    : store_(store),
      options_(options),
      name_(name),
      sources_(std::move(sources)),
      side_cells_(static_cast<std::uint32_t>(decompose::kSquareM) / options.cell_m),
      spilled_(PlacedFile::unnamed_in(store.folder())) {
  std::vector<TimeAxis> axes;
  for (const OrthoSource* source : sources_) axes.push_back(source->axis);
  axis_ = decompose::common_dates(axes);
}

/// Place of a cell among all of the square, or kOutside.
std::size_t OrthoSquare::index_of(double easting_m, double northing_m) const {
  if (!(easting_m >= 0 && northing_m >= 0)) return kOutside;
  const Cell cell = decompose::cell_at(easting_m, northing_m, options_.cell_m);
  if (cell.row / side_cells_ != name_.northing_100km || cell.column / side_cells_ != name_.easting_100km)
    return kOutside;
  return std::size_t{cell.row % side_cells_} * side_cells_ + cell.column % side_cells_;
}

void OrthoSquare::find_cells() {
  constexpr std::uint8_t kAscending = 1, kDescending = 2, kBoth = 3;
  std::vector<std::uint8_t> seen(std::size_t{side_cells_} * side_cells_);
  const std::array<std::string, 2> names{"easting", "northing"};
  for (const OrthoSource* source : sources_) {
    check_interrupted();
    const Table table = store_.read_columns(source->stem, names);
    const auto easting_m = table.get<double>("easting");
    const auto northing_m = table.get<double>("northing");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::size_t index = index_of(easting_m[row], northing_m[row]);
      if (index != kOutside) seen[index] |= source->orbit == 'A' ? kAscending : kDescending;
    }
  }
  cells_.clear();
  for (std::uint32_t row = 0; row < side_cells_; ++row) {
    for (std::uint32_t column = 0; column < side_cells_; ++column) {
      if (seen[std::size_t{row} * side_cells_ + column] == kBoth)
        cells_.push_back(
            {name_.northing_100km * side_cells_ + row, name_.easting_100km * side_cells_ + column});
    }
  }
  const auto places = ingest::geographic_from_laea(eastings_m(), northings_m());
  std::vector<Cell> ordered;
  ordered.reserve(cells_.size());
  for (const std::uint32_t i : ingest::spatial_order(places.longitude, places.latitude))
    ordered.push_back(cells_[i]);
  cells_ = std::move(ordered);
}

std::vector<double> OrthoSquare::eastings_m() const {
  std::vector<double> values;
  for (const Cell& cell : cells_) values.push_back(decompose::middle_m(cell.column, options_.cell_m));
  return values;
}

std::vector<double> OrthoSquare::northings_m() const {
  std::vector<double> values;
  for (const Cell& cell : cells_) values.push_back(decompose::middle_m(cell.row, options_.cell_m));
  return values;
}

std::vector<OrthoSquare::Band> OrthoSquare::bands() const {
  const std::size_t tracks = places_of_tracks(sources_).size();
  const std::size_t bytes_a_cell = tracks * decompose::TrackSums::bytes_a_cell(axis_.size());
  const std::size_t most = std::max<std::size_t>(options_.memory_bytes / bytes_a_cell, kRangeCells);
  std::vector<Band> bands;
  for (std::size_t first = 0; first < cells_.size(); first += most)
    bands.push_back({first, std::min(most, cells_.size() - first)});
  return bands;
}

std::uint64_t OrthoSquare::points_to_read() const {
  std::uint64_t points = 0;
  for (const OrthoSource* source : sources_) points += source->points;
  return points * bands().size();
}

std::uint64_t OrthoSquare::spill_offset(std::size_t row, Component component) const {
  return (row * 2 + place_of(component)) * axis_.size() * sizeof(float);
}

std::size_t OrthoSquare::solve(std::span<const ModelMotion> model, Progress& progress) {
  rows_.assign(cells_.size(), {});
  std::size_t left_out = 0;
  for (const Band& band : bands()) left_out += solve_band(band, model, progress);
  kept_.clear();
  for (std::uint32_t row = 0; row < rows_.size(); ++row) {
    if (rows_[row].is_solved) kept_.push_back(row);
  }
  return left_out;
}

std::size_t OrthoSquare::solve_band(const Band& band, std::span<const ModelMotion> model,
                                    Progress& progress) {
  std::vector<std::uint32_t> place_in_band(std::size_t{side_cells_} * side_cells_, kNoCell);
  for (std::uint32_t i = 0; i < band.count; ++i) {
    const Cell& cell = cells_[band.first + i];
    place_in_band[std::size_t{cell.row % side_cells_} * side_cells_ + cell.column % side_cells_] = i;
  }
  const auto place_of_track = places_of_tracks(sources_);
  std::vector<decompose::TrackSums> sums;
  sums.reserve(place_of_track.size());
  while (sums.size() < place_of_track.size()) sums.emplace_back(axis_.size(), band.count);
  std::size_t left_out = 0;
  for (const OrthoSource* source : sources_) {
    OrthoPoints points = read_ortho_points(store_, source->stem);
    bool is_needed = false;
    for (std::size_t i = 0; i < points.sighted.size(); ++i) {
      const std::size_t index = index_of(points.easting_m[i], points.northing_m[i]);
      if (index == kOutside) continue;
      points.sighted[i].cell = place_in_band[index];
      is_needed = is_needed || place_in_band[index] != kNoCell;
    }
    if (is_needed) {
      const decompose::Resampler resampler(source->axis, axis_);
      decompose::TrackSums& track = sums[place_of_track.at({source->orbit, source->track})];
      store_.scan_series(
          source->stem, kBlockPoints, [&](std::size_t first_row, const SeriesBlockView& block) {
            check_interrupted();
            left_out +=
                track.add(block, resampler, std::span(points.sighted).subspan(first_row, block.points));
            progress.advance(block.points);
          });
    } else {
      progress.advance(source->points);
    }
  }
  std::vector<decompose::Track> tracks;
  for (const auto& [key, place] : place_of_track) tracks.push_back({key.first, &sums[place]});
  parallel_ranges(band.count, kRangeCells, [&](std::size_t begin, std::size_t end) {
    solve_range(tracks, begin, band.first + begin, end - begin, model);
  });
  return left_out;
}

void OrthoSquare::solve_range(std::span<const decompose::Track> tracks, std::size_t first_cell,
                              std::size_t first_row, std::size_t count, std::span<const ModelMotion> model) {
  std::vector<double> north_mm;
  if (options_.remove_north) {
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      for (std::size_t i = 0; i < count; ++i) north_mm.push_back(model[first_row + i].north * axis_.years(k));
    }
  }
  std::vector<decompose::CellMotion> motions(count);
  std::array blocks{SeriesBlock(axis_.size(), count), SeriesBlock(axis_.size(), count)};
  decompose::solve_cells(tracks, first_cell, north_mm, motions, blocks[0], blocks[1]);

  features::EgmsFitter fitter(axis_);
  std::vector<float> series_mm(axis_.size());
  std::vector<const float*> pointers;
  for (std::size_t i = 0; i < count; ++i) {
    const decompose::CellMotion& motion = motions[i];
    CellRow& row = rows_[first_row + i];
    row.is_solved = motion.is_solved;
    if (!motion.is_solved) continue;
    row.points_ascending = static_cast<std::int32_t>(motion.points_ascending);
    row.points_descending = static_cast<std::int32_t>(motion.points_descending);
    row.tracks = static_cast<std::int32_t>(motion.tracks);
    row.height_m = static_cast<float>(motion.height_m);
    row.condition = static_cast<float>(motion.condition);
    row.model =
        model.empty() ? ModelMotion{motion.gnss_east, std::nan(""), motion.gnss_up} : model[first_row + i];
    row.displacement_std = {static_cast<float>(motion.east_std_mm), static_cast<float>(motion.up_std_mm)};
    const std::array growth{motion.east_growth, motion.up_growth};
    for (const Component component : {Component::east, Component::up}) {
      const std::size_t place = place_of(component);
      blocks[place].view(pointers).copy_series(i, series_mm);
      spilled_.write(spill_offset(first_row + i, component), std::as_bytes(std::span(series_mm)));
      const auto statistics = fitter.fit(series_mm);
      row.has_statistics[place] = statistics.has_value();
      if (!statistics) continue;
      row.statistics[place] = *statistics;
      row.velocity_uncertainty[place] = static_cast<float>(
          std::hypot(statistics->mean_velocity_std, growth[place] * options_.velocity_error_mm_per_year));
    }
  }
}

Table OrthoSquare::table(Component component) const {
  const std::size_t place = place_of(component);
  const char producer = main_producer(sources_);
  const auto cell_of = [&](std::uint32_t row) { return cells_[row]; };
  const auto column = [&]<typename T>(const char* name, T, auto value) {
    std::vector<T> values;
    values.reserve(kept_.size());
    for (const std::uint32_t row : kept_) values.push_back(value(row));
    return Column{name, std::move(values)};
  };
  const auto easting_m = [&](std::uint32_t row) {
    return decompose::middle_m(cell_of(row).column, options_.cell_m);
  };
  const auto northing_m = [&](std::uint32_t row) {
    return decompose::middle_m(cell_of(row).row, options_.cell_m);
  };
  Table table;
  table.add(column("pid", std::string(), [&](std::uint32_t row) {
    const std::uint32_t hundreds = options_.cell_m / 100;
    return std::string(
        point_id(GridCell{producer, cell_of(row).column * hundreds, cell_of(row).row * hundreds}).text());
  }));
  table.add(column("easting", 0.0, easting_m));
  table.add(column("northing", 0.0, northing_m));
  table.add(column("height", 0.0F, [&](std::uint32_t row) { return rows_[row].height_m; }));
  const auto statistic = [&](const char* name, double features::EgmsStatistics::*member) {
    table.add(column(name, 0.0F, [&](std::uint32_t row) {
      return rows_[row].has_statistics[place] ? static_cast<float>(rows_[row].statistics[place].*member)
                                              : kMissing;
    }));
  };
  using S = features::EgmsStatistics;
  statistic("rmse", &S::rmse);
  statistic("mean_velocity", &S::mean_velocity);
  statistic("mean_velocity_std", &S::mean_velocity_std);
  statistic("acceleration", &S::acceleration);
  statistic("acceleration_std", &S::acceleration_std);
  statistic("seasonality", &S::seasonality);
  statistic("seasonality_std", &S::seasonality_std);
  const auto number = [&](const char* name, auto value) {
    table.add(column(name, 0.0F, [&](std::uint32_t row) { return static_cast<float>(value(rows_[row])); }));
  };
  number("gnss_velocity_n", [](const CellRow& row) { return row.model.north; });
  number("gnss_velocity_e", [](const CellRow& row) { return row.model.east; });
  number("gnss_velocity_u", [](const CellRow& row) { return row.model.up; });
  auto geographic = ingest::geographic_from_laea(table.get<double>("easting"), table.get<double>("northing"));
  table.add({"latitude", std::move(geographic.latitude)});
  table.add({"longitude", std::move(geographic.longitude)});
  const correct::GapSummary gaps = correct::gap_summary(std::vector<float>(axis_.size()), axis_);
  table.add(column("max_gap_days", std::int32_t{}, [&](std::uint32_t) { return gaps.max_gap_days; }));
  table.add(column("n_acquisitions", std::int32_t{}, [&](std::uint32_t) { return gaps.n_acquisitions; }));
  table.add(
      column("points_ascending", std::int32_t{}, [&](std::uint32_t r) { return rows_[r].points_ascending; }));
  table.add(column("points_descending", std::int32_t{},
                   [&](std::uint32_t r) { return rows_[r].points_descending; }));
  table.add(column("tracks", std::int32_t{}, [&](std::uint32_t r) { return rows_[r].tracks; }));
  number("condition", [](const CellRow& row) { return row.condition; });
  number("displacement_std", [&](const CellRow& row) { return row.displacement_std[place]; });
  number("velocity_uncertainty", [&](const CellRow& row) {
    return row.has_statistics[place] ? row.velocity_uncertainty[place] : kMissing;
  });
  return table;
}

store::SeriesReader OrthoSquare::series(Component component) const {
  return [this, component](std::size_t first_row, SeriesBlock& block) {
    std::vector<float> series_mm(axis_.size());
    for (std::size_t i = 0; i < block.points(); ++i) {
      spilled_.read(spill_offset(kept_[first_row + i], component),
                    std::as_writable_bytes(std::span(series_mm)));
      for (std::size_t k = 0; k < series_mm.size(); ++k) block.acquisition(k)[i] = series_mm[k];
    }
  };
}

}  // namespace plumbline::cli
