// SPDX-License-Identifier: MIT
#include "serve/view_builder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <span>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/placed_file.h"
#include "parallel/thread_loop.h"
#include "serve/compact_values.h"
#include "serve/encoded_cell.h"
#include "serve/space_curve.h"
#include "serve/view_file.h"
#include "serve/view_records.h"
#include "serve/view_writer.h"
#include "store/durable_file.h"
#include "store/repeated_points.h"
#include "store/selection.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kTogether = 65'536;  ///< points, where several threads share the work

/// What reading leaves.
struct Gathered {
  RecordsByCell records;
  ValueCollector velocities;
  ValueCollector coherences;
  ValueCollector heights;
  std::vector<store::Dataset> datasets;  ///< ascending
  std::vector<TileFigures> tiles;
  IdNumbers clusters;
  IdNumbers subclusters;
};

/// Throws when there are more than fit in a byte.
std::vector<store::Dataset> different_datasets(const PointSource& source, const std::filesystem::path& path) {
  std::set<store::Dataset> datasets;
  for (const PointSource::Tile& tile : source.tiles) datasets.insert(tile.dataset);
  if (datasets.size() > std::numeric_limits<std::uint8_t>::max())
    throw Error(
        ErrorCode::bad_store, {.file = path.string()},
        fmt::format("the store holds {} combinations of level, component and release; 255 can be shown",
                    datasets.size()));
  return {datasets.begin(), datasets.end()};
}

TileFigures no_points(Component component, std::size_t dataset) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  constexpr float kNoVelocity = std::numeric_limits<float>::quiet_NaN();
  return {.min_latitude = kNone,
          .max_latitude = kNone,
          .min_longitude = kNone,
          .max_longitude = kNone,
          .min_velocity = kNoVelocity,
          .max_velocity = kNoVelocity,
          .component = static_cast<std::uint8_t>(component),
          .dataset = static_cast<std::uint8_t>(dataset)};
}

/// NaN stands for "none yet", and a value that is NaN changes nothing.
template <typename T>
void widen(T& least, T& greatest, T value) {
  if (std::isnan(value)) return;
  if (!(least <= value)) least = value;
  if (!(greatest >= value)) greatest = value;
}

void add_to_figures(const ViewRecord& record, TileFigures& figures) {
  ++figures.points;
  widen(figures.min_latitude, figures.max_latitude, record.latitude);
  widen(figures.min_longitude, figures.max_longitude, record.longitude);
  ++figures.of_class[record.motion_class];
  widen(figures.min_velocity, figures.max_velocity, record.velocity);
}

void check_places(const PointColumns& columns, const std::string& stem) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double latitude = columns.latitude[i];
    const double longitude = columns.longitude[i];
    if (std::abs(latitude) <= 90 && std::abs(longitude) <= 180) continue;  // false for NaN as well
    throw Error(ErrorCode::bad_store, {.file = stem},
                fmt::format("point {} lies at latitude {}, longitude {}, which is not on the globe",
                            columns.pid[i].text(), latitude, longitude),
                "Ingest the delivery again with --overwrite");
  }
}

/// Point i of a tile.
ViewRecord record_of(const PointColumns& points, std::size_t tile, std::size_t i) {
  const std::uint8_t motion = points.motion_class[i];
  ViewRecord record{.pid = pid_number(points.pid[i]),
                    .latitude = points.latitude[i],
                    .longitude = points.longitude[i],
                    .velocity = points.mean_velocity_mm_per_year[i],
                    .coherence = points.temporal_coherence[i],
                    .height = points.height_m[i],
                    .cell = curve_position(home_cell(points.latitude[i], points.longitude[i])),
                    .row = static_cast<std::uint32_t>(i),
                    .cluster = points.cluster[i],
                    .subcluster = points.subcluster[i],
                    .tile = static_cast<std::uint16_t>(tile),
                    .flags = points.flags[i]};
  record.motion_class = (motion == kUnclassified ? PointKind::kNoClass : motion) & 15U;
  record.orbit = static_cast<std::uint8_t>(points.orbit[i]) & 15U;
  return record;
}

std::vector<std::uint32_t> shown_rows(std::size_t points, const RowSet& repeated) {
  std::vector<std::uint32_t> rows;
  rows.reserve(points);
  for (std::uint32_t row = 0; row < points; ++row) {
    if (repeated.rows() == 0 || !repeated.contains(row)) rows.push_back(row);
  }
  return rows;
}

void gather_tile(const PointSource& source, std::size_t tile, const RowSet& repeated, Gathered& to) {
  const PointColumns points = source.read(tile, to.clusters, to.subclusters);
  check_places(points, source.tiles[tile].stem);
  if (to.records.size() + points.size() >= std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorCode::bad_store, {.file = source.tiles[tile].stem}, "the store has 2^32 points or more");
  to.velocities.add(points.mean_velocity_mm_per_year);
  to.coherences.add(points.temporal_coherence);
  to.heights.add(points.height_m);
  const store::Dataset& dataset = source.tiles[tile].dataset;
  const auto number = std::ranges::lower_bound(to.datasets, dataset) - to.datasets.begin();
  TileFigures& figures =
      to.tiles.emplace_back(no_points(dataset.component, static_cast<std::size_t>(number)));
  const std::vector<std::uint32_t> rows = shown_rows(points.size(), repeated);
  for (std::size_t done = 0; done < rows.size();) {
    const std::span<ViewRecord> records = to.records.room(rows.size() - done);
    parallel_ranges(records.size(), kTogether, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) records[i] = record_of(points, tile, rows[done + i]);
    });
    for (const ViewRecord& record : records) add_to_figures(record, figures);
    done += records.size();
  }
}

std::string names_json(const PointSource& source, const Gathered& gathered) {
  nlohmann::json tiles = nlohmann::json::array();
  for (const PointSource::Tile& tile : source.tiles) tiles.push_back(tile.stem);
  nlohmann::json datasets = nlohmann::json::array();
  for (const store::Dataset& dataset : gathered.datasets)
    datasets.push_back({{"level", dataset.level},
                        {"component", dataset.component},
                        {"release", dataset.release},
                        {"is_replaced", dataset.is_replaced}});
  const nlohmann::json names{{"tiles", tiles},
                             {"datasets", datasets},
                             {"clusters", gathered.clusters.ids()},
                             {"subclusters", gathered.subclusters.ids()}};
  return names.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void write_header(const PointSource& source, std::size_t points,
                  const std::array<SectionPlace, kSections>& sections, PlacedFile& file) {
  ViewHeader header;
  header.points = points;
  header.sections = sections;
  std::copy_n(source.made_from.begin(), std::min(source.made_from.size(), header.made_from.size()),
              header.made_from.begin());
  header.crc32 = crc32_of(header);
  std::array<std::byte, kHeaderBytes> page{};
  std::memcpy(page.data(), &header, sizeof header);
  file.write(0, page);
}

/// The cells from `begin` on that hold some points together, or one.
std::size_t end_of_batch(const RecordsByCell& records, std::size_t begin) {
  constexpr std::size_t kBatchPoints = 1'000'000;
  std::size_t end = begin, points = 0;
  while (end < records.cells() && points < kBatchPoints) points += records.points_of(end++);
  return end;
}

/// Cells are encoded side by side and written one after the other.
void write_cells(const RecordsByCell& records, const ViewCodes& codes, std::span<const TileFigures> tiles,
                 ViewWriter& writer) {
  for (std::size_t begin = 0; begin < records.cells();) {
    const std::size_t end = end_of_batch(records, begin);
    std::vector<EncodedCell> cells(end - begin);
    parallel_ranges(cells.size(), 1, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i)
        cells[i] = encode_cell(records.read(begin + i), codes, tiles);
    });
    for (EncodedCell& cell : cells) writer.add(std::move(cell));
    begin = end;
  }
}

void write_new_file(const PointSource& source, const std::filesystem::path& path, const Advance& advance,
                    const ViewOptions& options) {
  Gathered gathered{.records = RecordsByCell(path.parent_path(), options.run_points),
                    .datasets = different_datasets(source, path)};
  std::vector<RowSet> repeated;
  if (source.repeated) repeated = source.repeated();
  repeated.resize(source.tiles.size());
  for (std::size_t tile = 0; tile < source.tiles.size(); ++tile) {
    const std::size_t before = gathered.records.size();
    gather_tile(source, tile, repeated[tile], gathered);
    advance(gathered.records.size() - before);
  }
  gathered.records.finish();
  const ValueCodes velocities(gathered.velocities.values(), MissingPlace::at_zero);
  const ValueCodes coherences(gathered.coherences.values(), MissingPlace::before_all);
  const ValueCodes heights(gathered.heights.values(), MissingPlace::before_all);
  PlacedFile file(path, "the viewport index");
  ViewWriter writer(file);
  write_cells(gathered.records, {CodeFinder(velocities), CodeFinder(coherences), CodeFinder(heights)},
              gathered.tiles, writer);
  const auto sections = writer.finish({.tiles = gathered.tiles,
                                       .velocities = velocities.values(),
                                       .coherences = coherences.values(),
                                       .heights = heights.values(),
                                       .names = names_json(source, gathered)});
  write_header(source, gathered.records.size(), sections, file);
}

/// Waits until nobody else writes the file.
store::FileLock alone(const std::filesystem::path& path) {
  constexpr std::chrono::milliseconds kLookEvery{50};
  for (;;) {
    auto lock = store::FileLock::try_acquire(path);
    if (lock.held()) return lock;
    std::this_thread::sleep_for(kLookEvery);
  }
}

}  // namespace

namespace {

/// By tile, in the order of the store.
std::vector<RowSet> repeated_rows(const store::Store& store) {
  std::vector<const store::TileRecord*> tiles;
  const std::vector<store::Dataset> datasets = store::datasets_of(store.tiles());
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    if (!datasets[i].is_replaced) tiles.push_back(&store.tiles()[i]);
  }
  std::vector<RowSet> rows(datasets.size());
  for (store::RepeatedPoints& found : find_repeated_points(store::PointReader(store), tiles)) {
    const auto tile = std::ranges::lower_bound(store.tiles(), found.stem, {}, &store::TileRecord::stem);
    rows[static_cast<std::size_t>(tile - store.tiles().begin())] = std::move(found.rows);
  }
  return rows;
}

}  // namespace

PointSource points_of(const store::Store& store) {
  PointSource source;
  std::string files;
  const std::vector<store::Dataset> datasets = store::datasets_of(store.tiles());
  for (const store::TileRecord& tile : store.tiles()) {
    const store::Dataset& dataset = datasets[source.tiles.size()];
    source.tiles.push_back({tile.stem, dataset});
    files += fmt::format("{} {} {} {} {} {}\n", tile.stem, name_of(dataset.level), name_of(dataset.component),
                         dataset.release, dataset.is_replaced, tile.meta.sha256);
  }
  source.made_from = store::sha256_of(files);
  source.repeated = [&store] { return repeated_rows(store); };
  source.read = [&store](std::size_t tile, IdNumbers& clusters, IdNumbers& subclusters) {
    return read_point_columns(store, store.tiles()[tile].stem, clusters, subclusters);
  };
  return source;
}

void write_view(const PointSource& source, const std::filesystem::path& path, const Advance& advance,
                const ViewOptions& options) {
  if (source.tiles.size() > std::numeric_limits<std::uint16_t>::max())
    throw Error(ErrorCode::bad_store, {.file = path.string()}, "the store has more than 65,535 tiles");
  store::make_folder(path.parent_path());
  const std::filesystem::path beside = path.string() + ".part";
  const store::FileLock lock = alone(path.string() + ".lock");
  try {
    write_new_file(source, beside, advance, options);
    store::sync_file(beside);
    store::forget_pages(beside);
    store::rename_file(beside, path);
    store::sync_folder(path.parent_path());
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw;
  }
}

std::filesystem::path view_path(const store::Store& store) {
  return store.folder() / kViewFolder / kViewFile;
}

bool refresh_view(const store::Store& store, const Advance& advance) {
  const PointSource source = points_of(store);
  if (is_current_view(view_path(store), source.made_from)) return false;
  write_view(source, view_path(store), advance);
  return true;
}

}  // namespace plumbline::serve
