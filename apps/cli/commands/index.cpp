// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "../stages.h"
#include "core/error.h"
#include "core/point_id.h"
#include "overlaps.h"
#include "serve/answer_memory.h"
#include "serve/view_builder.h"
#include "serve/view_file.h"
#include "stac.h"
#include "store/durable_file.h"
#include "store/store.h"
#include "store/vector_file.h"

namespace plumbline::cli {
namespace {

constexpr const char* kIndexFile = "tile_index_bbox.gpkg";

/// Smallest, largest and mean of the values that are there.
struct Spread {
  double smallest = std::numeric_limits<double>::quiet_NaN();
  double largest = std::numeric_limits<double>::quiet_NaN();
  double mean = std::numeric_limits<double>::quiet_NaN();
};

template <typename T>
Spread spread_of(std::span<const T> values) {
  Spread spread;
  double sum = 0;
  std::size_t count = 0;
  for (const T value : values) {
    if (std::isnan(value)) continue;
    const auto x = static_cast<double>(value);
    spread.smallest = count == 0 ? x : std::min(spread.smallest, x);
    spread.largest = count == 0 ? x : std::max(spread.largest, x);
    sum += x;
    ++count;
  }
  if (count > 0) spread.mean = sum / static_cast<double>(count);
  return spread;
}

/// One row of the index.
struct TileRow {
  const store::TileRecord* tile = nullptr;
  std::optional<BurstPosition> burst;
  std::string orbit;
  Spread longitude, latitude, velocity, coherence;
  std::int64_t classified = 0;
};

TileRow describe(const store::Store& store, const store::TileRecord& tile) {
  std::vector<std::string> names{"pid", "longitude", "latitude", "mean_velocity"};
  const auto available = store.column_names(tile.stem);
  for (const char* optional : {"temporal_coherence", "orbit", "class_1"}) {
    if (std::any_of(available.begin(), available.end(), [&](const auto& c) { return c.first == optional; }))
      names.emplace_back(optional);
  }
  const Table columns = store.read_columns(tile.stem, names);
  TileRow row{.tile = &tile};
  row.longitude = spread_of(columns.get<double>("longitude"));
  row.latitude = spread_of(columns.get<double>("latitude"));
  row.velocity = spread_of(columns.get<float>("mean_velocity"));
  if (columns.find("temporal_coherence") != nullptr)
    row.coherence = spread_of(columns.get<float>("temporal_coherence"));
  if (columns.rows() > 0) {
    const auto pid = PointId::from_text(columns.get<std::string>("pid").front());
    if (pid && tile.level != Level::L3) row.burst = burst_position(*pid);
    if (columns.find("orbit") != nullptr) row.orbit = columns.get<std::string>("orbit").front();
  }
  if (columns.find("class_1") != nullptr) {
    const auto classes = columns.get<std::string>("class_1");
    row.classified = std::count_if(classes.begin(), classes.end(), [](const auto& c) { return !c.empty(); });
  }
  return row;
}

store::Wkb box(const Spread& x, const Spread& y) {
  const std::array<double, 10> corners{x.smallest, y.smallest, x.largest, y.smallest, x.largest,
                                       y.largest,  x.smallest, y.largest, x.smallest, y.smallest};
  store::Wkb wkb{1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};  // little endian, polygon, one ring of five points
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(corners.data());
  wkb.insert(wkb.end(), bytes, bytes + sizeof(corners));
  return wkb;
}

/// Collects one column from all rows.
template <typename T, typename Get>
Column column_of(const char* name, const std::vector<TileRow>& rows, Get get) {
  std::vector<T> values;
  values.reserve(rows.size());
  for (const TileRow& row : rows) values.push_back(get(row));
  return {name, std::move(values)};
}

std::string direction(const std::string& orbit) {
  if (orbit == "A") return "ascending";
  return orbit == "D" ? "descending" : "";
}

Table attributes(const std::vector<TileRow>& rows) {
  using Text = std::string;
  const auto burst_text = [](const TileRow& r, auto format) { return r.burst ? format(*r.burst) : Text{}; };
  Table table;
  table.add(column_of<Text>("tile", rows, [](const TileRow& r) { return r.tile->stem; }));
  table.add(column_of<Text>("level", rows, [](const TileRow& r) { return Text(name_of(r.tile->level)); }));
  table.add(
      column_of<Text>("component", rows, [](const TileRow& r) { return Text(name_of(r.tile->component)); }));
  table.add(column_of<Text>("track", rows, [&](const TileRow& r) {
    return burst_text(r, [](const BurstPosition& b) { return fmt::format("{:03}", b.track); });
  }));
  table.add(column_of<Text>("burst", rows, [&](const TileRow& r) {
    return burst_text(r, [](const BurstPosition& b) { return fmt::format("{:04}", b.burst); });
  }));
  table.add(column_of<Text>("swath", rows, [&](const TileRow& r) {
    return burst_text(r, [](const BurstPosition& b) { return fmt::format("IW{}", b.swath); });
  }));
  table.add(column_of<Text>("orbit", rows, [](const TileRow& r) { return r.orbit; }));
  table.add(column_of<Text>("direction", rows, [](const TileRow& r) { return direction(r.orbit); }));
  table.add(column_of<std::int64_t>(
      "n_points", rows, [](const TileRow& r) { return static_cast<std::int64_t>(r.tile->points); }));
  table.add(column_of<std::int32_t>(
      "n_dates", rows, [](const TileRow& r) { return static_cast<std::int32_t>(r.tile->axis.size()); }));
  table.add(column_of<Text>("first_date", rows,
                            [](const TileRow& r) { return r.tile->axis.dates().front().iso(); }));
  table.add(
      column_of<Text>("last_date", rows, [](const TileRow& r) { return r.tile->axis.dates().back().iso(); }));
  table.add(column_of<double>("min_lon", rows, [](const TileRow& r) { return r.longitude.smallest; }));
  table.add(column_of<double>("min_lat", rows, [](const TileRow& r) { return r.latitude.smallest; }));
  table.add(column_of<double>("max_lon", rows, [](const TileRow& r) { return r.longitude.largest; }));
  table.add(column_of<double>("max_lat", rows, [](const TileRow& r) { return r.latitude.largest; }));
  table.add(column_of<double>("mean_velocity", rows, [](const TileRow& r) { return r.velocity.mean; }));
  table.add(column_of<double>("min_velocity", rows, [](const TileRow& r) { return r.velocity.smallest; }));
  table.add(column_of<double>("max_velocity", rows, [](const TileRow& r) { return r.velocity.largest; }));
  table.add(column_of<double>("mean_coherence", rows, [](const TileRow& r) { return r.coherence.mean; }));
  table.add(column_of<std::int64_t>("n_classified", rows, [](const TileRow& r) { return r.classified; }));
  table.add(column_of<double>("classified", rows, [](const TileRow& r) {
    return r.tile->points == 0 ? 0.0
                               : static_cast<double>(r.classified) / static_cast<double>(r.tile->points);
  }));
  return table;
}

class IndexCommand final : public Command {
 public:
  void declare(CLI::App&) override {}

  Exit run(Session& session) override {
    auto store = store::Store::open(session.options().store, session.options().resources());
    if (store.tiles().empty())
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()}, "the store holds no tiles",
                  "Run plumbline ingest first");
    const store::StageRecord record = index_record(store);
    const store::StageRecord* known = store.stage("index");
    const serve::PointSource points = serve::points_of(store);
    const bool all_again = session.options().overwrite;
    const bool write_map = all_again || known == nullptr || *known != record;
    const bool write_view = all_again || !serve::is_current_view(serve::view_path(store), points.made_from);
    if (!write_map && !write_view) session.note("index: up to date");
    if (session.options().dry_run) {
      if (write_map)
        session.out() << fmt::format("would write {} with {} tiles\n", kIndexFile, store.tiles().size());
      if (write_view)
        session.out() << fmt::format("would write {}/{}\n", serve::kViewFolder, serve::kViewFile);
      return Exit::done;
    }
    constexpr int kColumnsOfATile = 512;  // MB, of millions of points
    serve::keep_freed_memory(kColumnsOfATile);
    if (write_map) make_map(store, record, session);
    if (write_view) make_view(store, points, session);
    return Exit::done;
  }

 private:
  static void make_map(store::Store& store, const store::StageRecord& record, Session& session) {
    std::vector<TileRow> rows;
    Progress progress = session.progress("index", "tiles", store.tiles().size());
    for (const store::TileRecord& tile : store.tiles()) {
      rows.push_back(describe(store, tile));
      progress.advance(1);
    }
    store::PolygonLayer layer{.name = "tile_index", .attributes = attributes(rows)};
    for (const TileRow& row : rows) layer.geometries.push_back(box(row.longitude, row.latitude));
    const std::vector<StacTile> catalogue = stac_tiles(rows);
    const std::string items = stac_items(catalogue);
    const std::string collection = stac_collection(catalogue);
    const std::size_t tiles = rows.size();
    // `rows` is of the store as it is now: it ends with the first change. The index is last: its record says
    // that all are there.
    rows.clear();
    store::StageRecord catalogue_record = record;
    catalogue_record.stage = "catalogue";
    put_text(store, kStacItemsFile, catalogue_record, items);
    put_text(store, kStacCollectionFile, catalogue_record, collection);
    store.put_file(kIndexFile, record,
                   [&](const std::filesystem::path& beside) { store::write_geopackage(beside, layer); });
    const auto twice = find_overlaps(session, store, store::PointReader(store)).pairs;
    if (twice > 0) session.note("index: " + overlap_note(twice));
    session.note(fmt::format("index: {} tiles in {}", tiles, (store.folder() / kIndexFile).string()));
  }

  static std::vector<StacTile> stac_tiles(const std::vector<TileRow>& rows) {
    std::vector<StacTile> tiles;
    for (const TileRow& row : rows)
      tiles.push_back(
          {row.tile,
           {row.longitude.smallest, row.latitude.smallest, row.longitude.largest, row.latitude.largest},
           direction(row.orbit)});
    return tiles;
  }

  static void put_text(store::Store& store, const char* name, const store::StageRecord& record,
                       const std::string& text) {
    store.put_file(name, record,
                   [&](const std::filesystem::path& beside) { store::write_durably(beside, text); });
  }

  static void make_view(const store::Store& store, const serve::PointSource& points, Session& session) {
    std::size_t count = 0;
    for (const store::TileRecord& tile : store.tiles()) count += tile.points;
    Progress progress = session.progress("index", "points", count);
    serve::write_view(points, serve::view_path(store), [&](std::size_t done) { progress.advance(done); });
    session.note(fmt::format("index: {} points in {}", count, serve::view_path(store).string()));
  }

  /// The index shows what the tile's maker and classify left, so it is made of their records.
  static store::StageRecord index_record(const store::Store& store) {
    std::string inputs;
    for (const store::TileRecord& tile : store.tiles()) {
      for (const char* stage : {"ingest", "decompose", "stitch", "calibrate", "classify"}) {
        if (const store::StageRecord* record = tile.stage(stage)) inputs += record->fingerprint() + " ";
      }
    }
    return {.stage = "index",
            .method_version = find_stage("index")->method_version,
            .options = "{}",
            .inputs = std::move(inputs)};
  }
};

}  // namespace

std::unique_ptr<Command> make_index() { return std::make_unique<IndexCommand>(); }

}  // namespace plumbline::cli
