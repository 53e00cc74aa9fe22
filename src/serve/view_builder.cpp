// SPDX-License-Identifier: MIT
#include "serve/view_builder.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/placed_file.h"
#include "serve/compact_values.h"
#include "serve/space_curve.h"
#include "serve/view_file.h"
#include "serve/view_records.h"
#include "serve/view_writer.h"
#include "store/durable_file.h"

namespace plumbline::serve {
namespace {

/// What reading leaves.
struct Gathered {
  ViewRecordSorter sorter;
  ViewContents contents;
  IdNumbers clusters;
  IdNumbers subclusters;
};

TileFigures no_points() {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  constexpr float kNoVelocity = std::numeric_limits<float>::quiet_NaN();
  return {.min_latitude = kNone,
          .max_latitude = kNone,
          .min_longitude = kNone,
          .max_longitude = kNone,
          .min_velocity = kNoVelocity,
          .max_velocity = kNoVelocity};
}

void add_to_figures(const ViewRecord& record, TileFigures& figures) {
  // fmin and fmax pass over NaN, which stands for "none yet".
  ++figures.points;
  figures.min_latitude = std::fmin(figures.min_latitude, record.latitude);
  figures.max_latitude = std::fmax(figures.max_latitude, record.latitude);
  figures.min_longitude = std::fmin(figures.min_longitude, record.longitude);
  figures.max_longitude = std::fmax(figures.max_longitude, record.longitude);
  ++figures.of_class[PointKind::motion_class(record.kind)];
  figures.min_velocity = std::fmin(figures.min_velocity, record.velocity);
  figures.max_velocity = std::fmax(figures.max_velocity, record.velocity);
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

void gather_tile(const PointSource& source, std::size_t tile, Gathered& to) {
  const PointColumns points = source.read(tile, to.clusters, to.subclusters);
  check_places(points, source.tiles[tile].stem);
  if (to.sorter.size() + points.size() >= std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorCode::bad_store, {.file = source.tiles[tile].stem}, "the store has 2^32 points or more");
  to.contents.velocities.add(points.mean_velocity_mm_per_year);
  to.contents.coherences.add(points.temporal_coherence);
  to.contents.heights.add(points.height_m);
  const auto component = static_cast<unsigned>(source.tiles[tile].component);
  TileFigures& figures = to.contents.tiles.emplace_back(no_points());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const ViewRecord record{.curve = curve_position(points.latitude[i], points.longitude[i]),
                            .pid = pid_number(points.pid[i]),
                            .latitude = points.latitude[i],
                            .longitude = points.longitude[i],
                            .velocity = points.mean_velocity_mm_per_year[i],
                            .coherence = points.temporal_coherence[i],
                            .height = points.height_m[i],
                            .row = static_cast<std::uint32_t>(i),
                            .cluster = points.cluster[i],
                            .subcluster = points.subcluster[i],
                            .tile = static_cast<std::uint16_t>(tile),
                            .kind = PointKind::pack(points.motion_class[i], points.orbit[i], component),
                            .flags = points.flags[i]};
    add_to_figures(record, figures);
    to.contents.clustered += record.cluster != kNoCluster || record.subcluster != kNoCluster ? 1 : 0;
    to.sorter.add(record);
  }
}

std::string names_json(const PointSource& source, const Gathered& gathered) {
  nlohmann::json tiles = nlohmann::json::array();
  for (const PointSource::Tile& tile : source.tiles) tiles.push_back(tile.stem);
  const nlohmann::json names{
      {"tiles", tiles}, {"clusters", gathered.clusters.ids()}, {"subclusters", gathered.subclusters.ids()}};
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

void write_new_file(const PointSource& source, const std::filesystem::path& path, const Advance& advance,
                    const ViewOptions& options) {
  Gathered gathered{.sorter = ViewRecordSorter(path.parent_path(), options.run_points)};
  for (std::size_t tile = 0; tile < source.tiles.size(); ++tile) {
    const std::size_t before = gathered.sorter.size();
    gather_tile(source, tile, gathered);
    advance(gathered.sorter.size() - before);
  }
  gathered.contents.points = gathered.sorter.size();
  PlacedFile file(path, "the viewport index");
  ViewWriter writer(file, gathered.contents);
  gathered.sorter.in_order([&](const ViewRecord& record) { writer.add(record); });
  write_header(source, gathered.contents.points, writer.finish(names_json(source, gathered)), file);
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

PointSource points_of(const store::Store& store) {
  PointSource source;
  std::string files;
  for (const store::TileRecord& tile : store.tiles()) {
    source.tiles.push_back({tile.stem, tile.component});
    files += fmt::format("{} {} {}\n", tile.stem, name_of(tile.component), tile.meta.sha256);
  }
  source.made_from = store::sha256_of(files);
  source.read = [&store](std::size_t tile, IdNumbers& clusters, IdNumbers& subclusters) {
    return read_point_columns(store, store.tiles()[tile].stem, clusters, subclusters);
  };
  return source;
}

void write_view(const PointSource& source, const std::filesystem::path& path, const Advance& advance,
                const ViewOptions& options) {
  if (source.tiles.size() > std::numeric_limits<std::uint16_t>::max())
    throw Error(ErrorCode::bad_store, {.file = path.string()}, "the store has more than 65,535 tiles");
  std::error_code problem;
  std::filesystem::create_directories(path.parent_path(), problem);
  if (problem)
    throw Error(ErrorCode::file_access, {.file = path.parent_path().string()},
                "the folder of the viewport index cannot be made: " + problem.message());
  const std::filesystem::path beside = path.string() + ".part";
  const store::FileLock lock = alone(path.string() + ".lock");
  try {
    write_new_file(source, beside, advance, options);
    store::sync_file(beside);
    store::rename_file(beside, path);
    store::sync_folder(path.parent_path());
  } catch (...) {
    std::filesystem::remove(beside, problem);
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
