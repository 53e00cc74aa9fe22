// SPDX-License-Identifier: MIT
#include "store_clusters.h"

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/delivery_name.h"
#include "core/error.h"
#include "core/point_id.h"
#include "geodesy/europe.h"
#include "parallel/thread_loop.h"

namespace plumbline::cli {
namespace {

constexpr std::size_t kPolygonsAtOnce = 16;

std::optional<MotionClass> class_of(const std::string& name, const std::string& stem) {
  if (name.empty()) return std::nullopt;
  if (const auto motion = motion_class(name)) return motion;
  throw Error(ErrorCode::bad_store, {.file = stem, .column = "class_1"},
              fmt::format("{} is not a class of motion", quoted(name)), "Run plumbline classify --overwrite");
}

/// As the name of the tile says, or else its first point; 0 where neither does.
std::int32_t track_of(const std::string& stem, std::span<const std::string> pids) {
  if (const auto name = delivery_name(stem); name && name->track > 0) return name->track;
  const auto pid = pids.empty() ? std::nullopt : PointId::from_text(pids.front());
  const auto position = pid ? burst_position(*pid) : std::nullopt;
  return position ? position->track : 0;
}

void append_tile(StorePoints& to, const std::string& stem, const Table& columns, RowSet repeated,
                 const Keep& keep) {
  const auto pid = columns.get<std::string>("pid");
  const auto easting_m = columns.get<double>("easting");
  const auto northing_m = columns.get<double>("northing");
  const auto velocity = columns.get<float>("mean_velocity");
  const auto coherence = columns.get<float>("temporal_coherence");
  const auto motion = columns.get<std::string>("class_1");
  const auto orbit = columns.get<std::string>("orbit");
  const Column* cluster_id = columns.find("cluster_id");
  std::span<const std::string> clusters;
  if (cluster_id != nullptr) clusters = columns.get<std::string>("cluster_id");

  StorePoints::Tile tile{.stem = stem, .points = pid.size(), .rows = {}, .repeated = std::move(repeated)};
  const std::int32_t track = track_of(stem, pid);
  cluster::MovingPoints& points = to.points;
  for (std::uint32_t row = 0; row < pid.size(); ++row) {
    const std::string_view cluster = clusters.empty() ? std::string_view{} : clusters[row];
    if (!keep(velocity[row], coherence[row], cluster) || tile.is_repeated(row)) continue;
    tile.rows.push_back(row);
    points.pid.push_back(pid[row]);
    points.easting_m.push_back(easting_m[row]);
    points.northing_m.push_back(northing_m[row]);
    points.velocity_mm_per_year.push_back(static_cast<double>(velocity[row]));
    points.coherence.push_back(coherence[row]);
    points.motion.push_back(class_of(motion[row], stem));
    points.orbit.push_back(orbit[row].empty() ? '\0' : orbit[row].front());
    points.track.push_back(track);
    if (cluster_id != nullptr) to.cluster_id.emplace_back(cluster);
  }
  to.points_looked_at += pid.size() - tile.repeated.count();
  to.tiles.push_back(std::move(tile));
}

/// Calls `body(tile, ids)` with the ids of all points of each tile.
template <typename Body>
void for_each_tile(const StorePoints& from, const std::vector<std::string>& id_of_point, Body body) {
  std::size_t point = 0;
  for (const StorePoints::Tile& tile : from.tiles) {
    std::vector<std::string> ids(tile.points);
    for (const std::uint32_t row : tile.rows) ids[row] = id_of_point[point++];
    body(tile, std::move(ids));
  }
}

std::string fill_symbol(std::string_view name, std::string_view rgb) {
  return fmt::format(
      R"(      <symbol type="fill" name="{}" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleFill" enabled="1" locked="0" pass="0">
          <prop k="color" v="{},90"/>
          <prop k="style" v="solid"/>
          <prop k="outline_color" v="{},255"/>
          <prop k="outline_style" v="solid"/>
          <prop k="outline_width" v="0.3"/>
          <prop k="outline_width_unit" v="MM"/>
        </layer>
      </symbol>
)",
      name, rgb, rgb);
}

std::string style(std::string_view renderer_attributes, std::string_view content) {
  return fmt::format(
      R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology">
  <renderer-v2 {} symbollevels="0" enableorderby="0" forceraster="0">
{}  </renderer-v2>
</qgis>
)",
      renderer_attributes, content);
}

}  // namespace

ChosenTiles tiles_with_coherence(Session& session, const store::Store& store,
                                 const store::DatasetRequest& request) {
  const auto is_l3 = [](const store::TileRecord& tile) { return tile.level == Level::L3; };
  const auto left_out = std::ranges::count_if(store.tiles(), is_l3);
  if (left_out == std::ssize(store.tiles())) {
    throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                store.tiles().empty() ? "the store holds no tiles"
                                      : "the store holds L3 tiles only, which have no coherence",
                "Run plumbline ingest with L2a or L2b deliveries first");
  }
  if (left_out > 0) session.note(fmt::format("L3 tiles are left out ({}): they have no coherence", left_out));
  return choose_tiles(store, request, store::Levels::line_of_sight);
}

void add_to_options(const store::DatasetRequest& request, nlohmann::json& options) {
  if (!request.release.empty()) options["release"] = request.release;
  if (request.level) options["level"] = name_of(*request.level);
}

store::DatasetRequest dataset_request(const store::StageRecord& stage) {
  const auto options = nlohmann::json::parse(stage.options, nullptr, false);
  if (!options.is_object()) return {};
  return {.level = store::level_named(options.value("level", "")), .release = options.value("release", "")};
}

std::string classified_inputs(const store::Store& store, const std::vector<std::string>& stems) {
  std::string all;
  for (const std::string& stem : stems) {
    const store::TileRecord& tile = *store.find_tile(stem);
    for (const std::string_view stage : {"ingest", "classify"}) {
      const store::StageRecord* record = tile.stage(stage);
      if (record == nullptr) {
        throw Error(ErrorCode::missing_stage, {.file = stem}, fmt::format("the tile has no stage {}", stage),
                    fmt::format("Run plumbline {} first", stage));
      }
      all += fmt::format("{}:{}:{}\n", stem, stage, record->fingerprint());
    }
  }
  return store::StageRecord{.stage = "inputs", .options = "{}", .inputs = all}.fingerprint();
}

StorePoints read_points(Session& session, const store::Store& store, const ChosenTiles& tiles,
                        bool with_cluster_id, const Keep& keep) {
  std::vector<std::string> names{"pid",     "easting", "northing", "mean_velocity", "temporal_coherence",
                                 "class_1", "orbit"};
  if (with_cluster_id) names.emplace_back("cluster_id");
  StorePoints all;
  Progress progress = session.progress("read", "tiles", tiles.tiles.size());
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    const auto repeated = tiles.repeated.find(tile->stem);
    append_tile(all, tile->stem, store.read_columns(tile->stem, names),
                repeated == tiles.repeated.end() ? RowSet() : repeated->second, keep);
    progress.advance(1);
  }
  all.points.beyond_europe = !geodesy::all_in_europe(all.points.easting_m, all.points.northing_m);
  return all;
}

bool has_file(const store::Store& store, std::string_view file) {
  return store.find_file(file) != nullptr && std::filesystem::exists(store.folder() / file);
}

bool is_complete(const store::Store& store, const std::vector<std::string>& stems,
                 const store::StageRecord& record, std::string_view file) {
  const auto holds = [&](const store::StageRecord* known) { return known != nullptr && *known == record; };
  if (!holds(store.stage(record.stage)) || !has_file(store, file)) return false;
  return std::all_of(stems.begin(), stems.end(), [&](const std::string& stem) {
    return holds(store.find_tile(stem)->stage(record.stage));
  });
}

void write_ids(Session& session, store::Store& store, const StorePoints& from,
               const std::vector<std::string>& id_of_point, const std::string& column,
               const store::StageRecord& record, bool again) {
  constexpr std::size_t kPendingPoints =
      1'000'000;  // some 32 bytes each; several tiles are written side by side
  Progress progress = session.progress("write", "tiles", from.tiles.size());
  std::vector<store::ColumnUpdate> updates;
  std::size_t points = 0;
  const auto write = [&] {
    if (updates.empty()) return;
    for (const std::exception_ptr& failure : store.replace_columns(updates)) {
      if (failure) std::rethrow_exception(failure);
      progress.advance(1);
    }
    updates.clear();
    points = 0;
  };
  for_each_tile(from, id_of_point, [&](const StorePoints::Tile& tile, std::vector<std::string> ids) {
    check_interrupted();
    const store::StageRecord* known = store.find_tile(tile.stem)->stage(record.stage);
    if (!again && known != nullptr && *known == record) {
      progress.advance(1);
      return;
    }
    points += ids.size();
    std::vector<Column> columns;
    columns.push_back({column, std::move(ids)});
    updates.push_back({tile.stem, Table(std::move(columns)), record});
    if (points >= kPendingPoints) write();
  });
  write();
}

void clear_ids(Session& session, store::Store& store, const std::vector<std::string>& stems,
               const store::StageRecord& record) {
  for (const std::string& stem : stems) {
    const std::size_t points = store.find_tile(stem)->points;
    Table empty;
    for (const auto& [name, type] : store.column_names(stem)) {
      if (name == "cluster_id" || name == "subcluster_id")
        empty.add({name, std::vector<std::string>(points)});
    }
    if (empty.columns().empty()) continue;
    check_interrupted();
    store.replace_columns(stem, empty, record);
    session.note(fmt::format("{}: its points are in no cluster any more", stem));
  }
}

void compare_ids(const store::Store& store, const StorePoints& from,
                 const std::vector<std::string>& id_of_point, const std::string& column) {
  for_each_tile(from, id_of_point, [&](const StorePoints::Tile& tile, const std::vector<std::string>& ids) {
    const Table stored = store.read_columns(tile.stem, std::array{column});
    const auto found = stored.get<std::string>(column);
    const auto [wrong, expected] = std::mismatch(found.begin(), found.end(), ids.begin(), ids.end());
    if (wrong == found.end()) return;
    throw Error(ErrorCode::bad_store, {.file = tile.stem, .column = column},
                fmt::format("row {} holds {} and should hold {}", wrong - found.begin(), quoted(*wrong),
                            quoted(*expected)),
                "Run the command again with --overwrite");
  });
}

void declare_dbscan(CLI::App& app, cluster::DbscanOptions& options) {
  app.add_option("--eps-m", options.eps_m, "Distance within which points are neighbours, metres")
      ->check(CLI::PositiveNumber)
      ->type_name("METRES")
      ->capture_default_str();
  app.add_option("--eps-v", options.eps_v_mm_per_year, "Velocity difference worth as much as --eps-m, mm/yr")
      ->check(CLI::PositiveNumber)
      ->type_name("MM_PER_YEAR")
      ->capture_default_str();
  app.add_option("--min-points", options.min_points, "Neighbours that make a core point, itself included")
      ->check(CLI::PositiveNumber)
      ->type_name("N")
      ->capture_default_str();
}

CLI::Option* declare_hull(CLI::App& app, std::string& hull) {
  return app.add_option("--hull", hull, "Shape of the polygons: convex, or concave, which follows bays")
      ->check(CLI::IsMember({"convex", "concave"}))
      ->type_name("convex|concave")
      ->capture_default_str();
}

cluster::Hull hull_of(const std::string& name) {
  return name == "concave" ? cluster::Hull::concave : cluster::Hull::convex;
}

store::PolygonLayer polygon_layer(std::string layer_name, const cluster::MovingPoints& points,
                                  const std::vector<cluster::Members>& groups, cluster::Hull hull,
                                  std::vector<Column> names) {
  std::vector<cluster::Summary> summaries(groups.size());
  std::vector<cluster::ClusterPolygon> polygons(groups.size());
  parallel_ranges(groups.size(), kPolygonsAtOnce, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      summaries[i] = summarise(points, groups[i]);
      polygons[i] = polygon_of(points, groups[i], hull);
    }
  });

  store::PolygonLayer layer{.name = std::move(layer_name),
                            .geometry_epsg = points.beyond_europe ? 4326 : 3035};
  layer.attributes = Table(std::move(names));
  const auto add = [&]<typename T>(std::string name, T, auto value) {
    std::vector<T> values;
    for (std::size_t i = 0; i < groups.size(); ++i) values.push_back(value(summaries[i], polygons[i]));
    layer.attributes.add({std::move(name), std::move(values)});
  };
  using cluster::ClusterPolygon;
  using cluster::Summary;
  add("n_points", std::int64_t{}, [](const Summary& s, const ClusterPolygon&) { return s.points; });
  add("purity", double{}, [](const Summary& s, const ClusterPolygon&) { return s.purity; });
  add("dominant_class", std::string{}, [](const Summary& s, const ClusterPolygon&) {
    return s.dominant_class ? std::string(name_of(*s.dominant_class)) : std::string{};
  });
  add("mixed", Flag{},
      [](const Summary& s, const ClusterPolygon&) { return s.mixed ? Flag::yes : Flag::no; });
  for (std::size_t c = 0; c < kMotionClassNames.size(); ++c) {
    add(fmt::format("n_{}", kMotionClassNames[c]), std::int64_t{},
        [c](const Summary& s, const ClusterPolygon&) { return s.points_of_class[c]; });
  }
  add("n_unclassified", std::int64_t{},
      [](const Summary& s, const ClusterPolygon&) { return s.points_unclassified; });
  add("mean_velocity", double{},
      [](const Summary& s, const ClusterPolygon&) { return s.mean_velocity_mm_per_year; });
  add("median_velocity", double{},
      [](const Summary& s, const ClusterPolygon&) { return s.median_velocity_mm_per_year; });
  add("min_velocity", double{},
      [](const Summary& s, const ClusterPolygon&) { return s.least_velocity_mm_per_year; });
  add("max_velocity", double{},
      [](const Summary& s, const ClusterPolygon&) { return s.greatest_velocity_mm_per_year; });
  add("mean_coherence", double{}, [](const Summary& s, const ClusterPolygon&) { return s.mean_coherence; });
  add("n_ascending", std::int64_t{},
      [](const Summary& s, const ClusterPolygon&) { return s.points_ascending; });
  add("n_descending", std::int64_t{},
      [](const Summary& s, const ClusterPolygon&) { return s.points_descending; });
  add("area_m2", double{}, [](const Summary&, const ClusterPolygon& p) { return p.area_m2; });
  for (cluster::ClusterPolygon& polygon : polygons) layer.geometries.push_back(std::move(polygon.wkb));
  return layer;
}

std::string cluster_style() {
  return style(R"(type="singleSymbol")",
               "    <symbols>\n" + fill_symbol("0", "110,110,110") + "    </symbols>\n");
}

std::string subcluster_style() {
  // The colours of EGMSpy 2026, figure 4, in the order of MotionClass.
  constexpr std::array<std::string_view, kMotionClassNames.size()> kColours{
      "51,160,44", "140,140,140", "31,120,180", "227,26,28", "255,127,0", "106,61,154", "128,128,0"};
  std::string categories = "    <categories>\n";
  std::string symbols = "    <symbols>\n";
  for (std::size_t i = 0; i < kColours.size(); ++i) {
    categories += fmt::format(R"(      <category value="{0}" symbol="{1}" label="{0}" render="true"/>)"
                              "\n",
                              kMotionClassNames[i], i);
    symbols += fill_symbol(std::to_string(i), kColours[i]);
  }
  return style(R"(type="categorizedSymbol" attr="class_1")",
               categories + "    </categories>\n" + symbols + "    </symbols>\n");
}

}  // namespace plumbline::cli
