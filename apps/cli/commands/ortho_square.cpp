// SPDX-License-Identifier: MIT
#include "ortho_square.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "../interrupt.h"
#include "decompose/common_dates.h"
#include "geodesy/projection.h"
#include "ingest/spatial_order.h"
#include "parallel/thread_loop.h"

namespace plumbline::cli {
namespace {

using decompose::Cell;
using decompose::kNoCell;
using decompose::Unknowns;

constexpr std::size_t kRangeCells = 64;
constexpr std::size_t kOutside = static_cast<std::size_t>(-1);

/// What is known of a cell, as bits.
enum Seen : std::uint8_t { kAscending = 1, kDescending = 2, kBoth = 3, kCoherent = 4 };

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

/// The series of a block, one after the other.
std::vector<float> rows_of(SeriesBlock& block) {
  std::vector<float> series_mm(block.points() * block.acquisitions());
  std::vector<const float*> pointers;
  const SeriesBlockView view = block.view(pointers);
  for (std::size_t i = 0; i < block.points(); ++i)
    view.copy_series(i, std::span(series_mm).subspan(i * block.acquisitions(), block.acquisitions()));
  return series_mm;
}

}  // namespace

OrthoSquare::OrthoSquare(const store::Store& store, const OrthoOptions& options, SquareName name,
                         std::vector<const OrthoSource*> sources)
    : store_(store),
      options_(options),
      name_(name),
      sources_(std::move(sources)),
      side_cells_(static_cast<std::uint32_t>(decompose::kSquareM) / options.cell_m) {
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
  return index_of(cell);
}

/// Bits of Seen, by index.
std::vector<std::uint8_t> OrthoSquare::seen_cells() const {
  std::vector<std::uint8_t> seen(std::size_t{side_cells_} * side_cells_);
  std::vector<std::string> names{"easting", "northing"};
  if (options_.vertical) names.emplace_back("temporal_coherence");
  for (const OrthoSource* source : sources_) {
    check_interrupted();
    const Table table = store_.read_columns(source->stem, names);
    const auto easting_m = table.get<double>("easting");
    const auto northing_m = table.get<double>("northing");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const std::size_t index = index_of(easting_m[row], northing_m[row]);
      if (index == kOutside) continue;
      seen[index] |= source->orbit == 'A' ? kAscending : kDescending;
      if (options_.vertical && static_cast<double>(table.get<float>("temporal_coherence")[row]) >=
                                   options_.vertical->min_coherence)
        seen[index] |= kCoherent;
    }
  }
  return seen;
}

void OrthoSquare::find_cells() {
  const std::vector<std::uint8_t> seen = seen_cells();
  const auto is_wanted = [&](std::uint8_t cell) {
    const bool has_both = (cell & kBoth) == kBoth;
    return options_.vertical ? !has_both && (cell & kCoherent) != 0 : has_both;
  };
  cells_.clear();
  for (std::uint32_t row = 0; row < side_cells_; ++row) {
    for (std::uint32_t column = 0; column < side_cells_; ++column) {
      if (is_wanted(seen[std::size_t{row} * side_cells_ + column]))
        cells_.push_back(
            {name_.northing_100km * side_cells_ + row, name_.easting_100km * side_cells_ + column});
    }
  }
  const auto places = geodesy::geographic_from_laea(eastings_m(), northings_m());
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

std::size_t OrthoSquare::solve(std::span<const ModelMotion> model, Progress& progress) {
  std::vector components{Component::east, Component::up};
  if (options_.vertical) components = {Component::up};
  rows_.emplace(OrthoRows::Grid{cells_, options_.cell_m, main_producer(sources_)}, axis_, components,
                store_.folder());
  const auto place_of_track = places_of_tracks(sources_);
  std::vector<decompose::TrackSums> sums(place_of_track.size(), decompose::TrackSums(axis_.size(), 0));
  std::vector<decompose::Track> tracks;
  for (const auto& [key, place] : place_of_track) tracks.push_back({key.first, &sums[place]});
  const Fitters fitters{features::EgmsBlockFitter(axis_),
                        features::EgmsBlockFitter(axis_, features::kDaysPerEgmsYear)};
  std::size_t left_out = 0;
  for (const Band& band : bands()) {
    left_out += sum_band(band, sums, progress);
    parallel_ranges(band.count, kRangeCells, [&](std::size_t begin, std::size_t end) {
      solve_range(tracks, begin, band.first + begin, end - begin, model, fitters);
    });
  }
  rows_->finish();
  return left_out;
}

/// The points of a source; for Up alone, those that are not coherent enough get no cell.
OrthoPoints OrthoSquare::points_of(const OrthoSource& source) const {
  OrthoPoints points = read_ortho_points(store_, source.stem);
  if (!options_.vertical) return points;
  for (std::size_t i = 0; i < points.sighted.size(); ++i) {
    // Nowhere.
    if (!(static_cast<double>(points.coherence[i]) >= options_.vertical->min_coherence))
      points.easting_m[i] = std::numeric_limits<double>::quiet_NaN();
  }
  return points;
}

std::size_t OrthoSquare::sum_band(const Band& band, std::span<decompose::TrackSums> sums,
                                  Progress& progress) const {
  std::vector<std::uint32_t> place_in_band(std::size_t{side_cells_} * side_cells_, kNoCell);
  for (std::uint32_t i = 0; i < band.count; ++i) place_in_band[index_of(cells_[band.first + i])] = i;
  for (decompose::TrackSums& track : sums) track.begin(band.count);
  const auto place_of_track = places_of_tracks(sources_);
  std::size_t left_out = 0;
  for (const OrthoSource* source : sources_) {
    check_interrupted();
    OrthoPoints points = points_of(*source);
    for (std::size_t i = 0; i < points.sighted.size(); ++i) {
      const std::size_t index = index_of(points.easting_m[i], points.northing_m[i]);
      if (index != kOutside) points.sighted[i].cell = place_in_band[index];
    }
    left_out += sum_series(store_, *source, axis_, points.sighted,
                           sums[place_of_track.at({source->orbit, source->track})]);
    progress.advance(source->points);
  }
  return left_out;
}

void OrthoSquare::solve_range(std::span<const decompose::Track> tracks, std::size_t first_cell,
                              std::size_t first_row, std::size_t count, std::span<const ModelMotion> model,
                              const Fitters& fitters) {
  std::vector<double> north_mm;
  if (options_.remove_north) {
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      for (std::size_t i = 0; i < count; ++i) north_mm.push_back(model[first_row + i].north * axis_.years(k));
    }
  }
  std::vector<decompose::CellMotion> motions(count);
  std::array blocks{SeriesBlock(axis_.size(), count), SeriesBlock(axis_.size(), count)};
  decompose::solve_cells(tracks, options_.vertical ? Unknowns::up : Unknowns::east_and_up, first_cell,
                         north_mm, motions, blocks[0], blocks[1]);
  for (std::size_t i = 0; i < count; ++i) {
    const ModelMotion seen{motions[i].gnss_east, std::numeric_limits<double>::quiet_NaN(),
                           motions[i].gnss_up};
    rows_->put(first_row + i, motions[i], model.empty() ? seen : model[first_row + i]);
  }
  const double east_error = options_.vertical ? options_.vertical->east_error_mm_per_year : 0.0;
  for (const Component component : rows_->components()) {
    std::vector<float> series_mm = rows_of(blocks[component == Component::east ? 0 : 1]);
    for (std::size_t i = 0; i < count; ++i) {
      const auto series = std::span(series_mm).subspan(i * axis_.size(), axis_.size());
      const auto statistics = fitters.statistics.fit(series);
      if (!statistics) continue;
      const double growth = component == Component::east ? motions[i].east_growth : motions[i].up_growth;
      rows_->put(first_row + i, component, *statistics,
                 std::hypot(statistics->mean_velocity_std, growth * options_.velocity_error_mm_per_year,
                            motions[i].up_per_east * east_error));
      if (!options_.zero_start) continue;
      const double start_mm = *fitters.start.start_mm(series);
      for (float& value : series) value = static_cast<float>(static_cast<double>(value) - start_mm);
    }
    rows_->put_series(first_row, component, series_mm);
  }
}

}  // namespace plumbline::cli
