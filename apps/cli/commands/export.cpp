// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "../stages.h"
#include "chosen_tiles.h"
#include "core/error.h"
#include "core/motion_class.h"
#include "overlaps.h"
#include "store/area.h"
#include "store/export_columns.h"
#include "store/output_file.h"
#include "store/selection.h"
#include "store/tile_points.h"
#include "store/vector_file.h"

namespace plumbline::cli {
namespace {

using store::ExportFormat;
using Tiles = std::vector<const store::TileRecord*>;

enum class What { points, clusters, subclusters };

constexpr const char* kUnclassified = "unclassified";

/// Which points and polygons.
struct Choice {
  std::vector<double> bbox;
  std::filesystem::path area_file;
  std::vector<std::string> tiles, classes, clusters, subclusters, pids;
  store::DatasetRequest dataset;
  std::string component, orbit;
  std::optional<double> min_coherence, min_velocity, max_velocity;
};

void widen(store::GeographicBox& box, const store::GeographicBox& more) {
  if (more.empty) return;
  if (box.empty) {
    box = more;
    return;
  }
  box = {std::min(box.west, more.west), std::min(box.south, more.south), std::max(box.east, more.east),
         std::max(box.north, more.north), false};
}

class ExportCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--out", out_, "File to write: .gpkg, .shp, .geojson, .fgb, .csv, .parquet")
        ->required()
        ->type_name("FILE");
    static const std::map<std::string, ExportFormat> kFormats{
        {"gpkg", ExportFormat::geopackage}, {"shp", ExportFormat::shapefile},
        {"geojson", ExportFormat::geojson}, {"fgb", ExportFormat::flatgeobuf},
        {"csv", ExportFormat::csv},         {"parquet", ExportFormat::geoparquet}};
    app.add_option("--format", format_,
                   "gpkg, shp, geojson, fgb, csv or parquet; default by the file's ending")
        ->transform(CLI::CheckedTransformer(kFormats).description(""))
        ->type_name("FORMAT");
    static const std::map<std::string, What> kWhats{
        {"points", What::points}, {"clusters", What::clusters}, {"subclusters", What::subclusters}};
    app.add_option("--what", what_, "points (default), or the polygons of clusters or subclusters")
        ->transform(CLI::CheckedTransformer(kWhats).description(""))
        ->type_name("WHAT");
    declare_place(app);
    declare_conditions(app);
    declare_columns(app);
  }

  Exit run(Session& session) override {
    const ExportFormat format = chosen_format();
    auto store = store::Store::open(session.options().store, session.options().resources());
    std::optional<store::Area> area;
    if (!choice_.area_file.empty()) area = store::Area::from_file(choice_.area_file);
    if (!choice_.bbox.empty() && what_ != What::points) area = store::Area::from_box(box_of(choice_.bbox));
    if (what_ == What::points) return export_points(session, store, area ? &*area : nullptr, format);
    return export_polygons(session, store, area ? &*area : nullptr, format);
  }

 private:
  void declare_place(CLI::App& app) {
    auto* bbox = app.add_option("--bbox", choice_.bbox, "Longitudes and latitudes: west,south,east,north")
                     ->delimiter(',')
                     ->expected(4)
                     ->type_name("W,S,E,N");
    app.add_option("--area", choice_.area_file, "Polygons: GeoJSON, GeoPackage, Shapefile or WKT")
        ->type_name("FILE")
        ->excludes(bbox);
  }

  void declare_conditions(CLI::App& app) {
    const auto list = [&](const char* name, std::vector<std::string>& values, const char* help,
                          const char* type) {
      app.add_option(name, values, help)->delimiter(',')->type_name(type);
    };
    list("--tile", choice_.tiles, "Only these tiles (names as `plumbline info` shows them)", "NAME,…");
    declare_dataset(app, choice_.dataset, store::Levels::one);
    app.add_option("--component", choice_.component, "Only tiles of this component: LOS, E or U")
        ->check(CLI::IsMember({"LOS", "E", "U"}))
        ->type_name("LOS|E|U");
    app.add_option("--orbit", choice_.orbit, "A (ascending) or D (descending)")
        ->check(CLI::IsMember({"A", "D"}))
        ->type_name("A|D");
    list("--class", choice_.classes, "Classes of motion (class_1), or unclassified", "NAME,…");
    app.add_option("--min-coherence", choice_.min_coherence, "Least temporal coherence")->type_name("X");
    app.add_option("--min-velocity", choice_.min_velocity, "Least mean velocity, mm/yr")->type_name("X");
    app.add_option("--max-velocity", choice_.max_velocity, "Greatest mean velocity, mm/yr")->type_name("X");
    list("--cluster", choice_.clusters, "Points of these clusters", "ID,…");
    list("--subcluster", choice_.subclusters, "Points of these sub-clusters", "ID,…");
    list("--pid", choice_.pids, "These points", "PID,…");
    app.add_flag("--dedup", dedup_,
                 "Of a point that two overlapping bursts deliver, only the more coherent one");
  }

  void declare_columns(CLI::App& app) {
    app.add_option("--columns", columns_, "Columns to write, in this order; default all")
        ->delimiter(',')
        ->type_name("NAME,…");
    app.add_flag("--series", series_, "Write the displacements, too: a column a date");
    app.add_option("--from", from_, "First date of the series")->type_name("DATE");
    app.add_option("--to", to_, "Last date of the series")->type_name("DATE");
    app.add_option(
           "--profile", profile_,
           "qgis-insar: columns and dates (DYYYYMMDD) as InSAR Explorer and PS Time Series Viewer read them")
        ->check(CLI::IsMember({"qgis-insar"}))
        ->type_name("NAME");
  }

  ExportFormat chosen_format() const {
    if (format_) return *format_;
    if (const auto found = store::format_of(out_)) return *found;
    throw Error(ErrorCode::usage, {.file = out_.string()}, "the file's ending names no format",
                "Use .gpkg, .shp, .geojson, .fgb, .csv or .parquet, or give --format");
  }

  static store::GeographicBox box_of(const std::vector<double>& bbox) {
    const store::GeographicBox box{bbox[0], bbox[1], bbox[2], bbox[3], false};
    if (!(box.west < box.east && box.south < box.north))
      throw Error(ErrorCode::usage, {},
                  "--bbox has to be west,south,east,north, each less than its opposite");
    return box;
  }

  static std::optional<Date> date_of(const std::string& text, const char* option) {
    if (text.empty()) return std::nullopt;
    const auto date = Date::from_text(text);
    if (!date)
      throw Error(ErrorCode::usage, {}, fmt::format("{}: {} is not a date", option, quoted(text)),
                  "Write it like 2020-01-31");
    return date;
  }

  /// One release and one level; tiles that are named, whatever they are.
  ChosenTiles chosen_tiles(Session& session, const store::Store& store) const {
    for (const std::string& name : choice_.tiles) {
      if (store.find_tile(name) == nullptr)
        throw Error(ErrorCode::not_found, {.file = store.folder().string()},
                    "the store has no tile " + quoted(name), "`plumbline info` lists the tiles");
    }
    ChosenTiles tiles = choice_.tiles.empty() ? tiles_of_dataset(session, store) : named_tiles(store);
    std::erase_if(tiles.tiles, [&](const store::TileRecord* tile) {
      return !choice_.component.empty() && name_of(tile->component) != choice_.component;
    });
    if (tiles.tiles.empty())
      throw Error(ErrorCode::not_found, {.file = store.folder().string()}, "the store has no such tile",
                  "`plumbline info` lists the tiles");
    return tiles;
  }

  ChosenTiles tiles_of_dataset(Session& session, const store::Store& store) const {
    store::DatasetRequest request = choice_.dataset;
    const bool is_east_or_up = choice_.component == "E" || choice_.component == "U";
    if (is_east_or_up && !request.level) request.level = Level::L3;
    ChosenTiles tiles = choose_tiles(store, request, store::Levels::one);
    note_remarks(session, tiles);
    return tiles;
  }

  ChosenTiles named_tiles(const store::Store& store) const {
    ChosenTiles tiles;
    for (const store::TileRecord& tile : store.tiles()) {
      const bool is_named = std::ranges::find(choice_.tiles, tile.stem) != choice_.tiles.end();
      const bool is_of_level = !choice_.dataset.level || tile.level == *choice_.dataset.level;
      if (is_named && is_of_level) tiles.tiles.push_back(&tile);
    }
    return tiles;
  }

  store::PointFilter filter_of(const store::Area* area) const {
    store::PointFilter filter{.area = area};
    if (!choice_.bbox.empty()) {
      const store::GeographicBox box = box_of(choice_.bbox);
      filter.ranges.push_back({"longitude", box.west, box.east});
      filter.ranges.push_back({"latitude", box.south, box.north});
    }
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (choice_.min_coherence)
      filter.ranges.push_back({"temporal_coherence", *choice_.min_coherence, kInfinity});
    if (choice_.min_velocity || choice_.max_velocity)
      filter.ranges.push_back({"mean_velocity", choice_.min_velocity.value_or(-kInfinity),
                               choice_.max_velocity.value_or(kInfinity)});
    if (!choice_.classes.empty()) filter.one_of.push_back({"class_1", class_names()});
    if (!choice_.orbit.empty()) filter.one_of.push_back({"orbit", {choice_.orbit}});
    if (!choice_.clusters.empty()) filter.one_of.push_back({"cluster_id", choice_.clusters});
    if (!choice_.subclusters.empty()) filter.one_of.push_back({"subcluster_id", choice_.subclusters});
    if (!choice_.pids.empty()) filter.one_of.push_back({"pid", choice_.pids});
    return filter;
  }

  /// As the column has them: a missing class is an empty text.
  std::vector<std::string> class_names() const {
    std::vector<std::string_view> known(kMotionClassNames.begin(), kMotionClassNames.end());
    known.push_back(kUnclassified);
    std::vector<std::string> names;
    for (const std::string& name : choice_.classes) {
      if (std::ranges::find(known, name) == known.end())
        throw Error(ErrorCode::usage, {}, fmt::format("--class: there is no class {}", quoted(name)),
                    fmt::format("The classes are {}", fmt::join(known, ", ")));
      names.push_back(name == kUnclassified ? std::string() : name);
    }
    return names;
  }

  /// A condition on a column that no tile has cannot be meant; where only some have it, the others have no
  /// point that passes.
  static void check_columns_are_there(Session& session, const store::Store& store, const Tiles& tiles,
                                      const store::PointFilter& filter) {
    std::set<std::string> needed;
    for (const auto& range : filter.ranges) needed.insert(range.column);
    for (const auto& one_of : filter.one_of) needed.insert(one_of.column);
    for (const std::string& name : needed) {
      std::vector<std::string> without;
      for (const store::TileRecord* tile : tiles) {
        const auto columns = store.column_names(tile->stem);
        if (std::ranges::none_of(columns, [&](const auto& column) { return column.first == name; }))
          without.push_back(tile->stem);
      }
      if (without.size() == tiles.size())
        throw Error(ErrorCode::missing_stage, {.file = store.folder().string(), .column = name},
                    "none of the tiles has this column", "Run the stage that writes it (`plumbline stages`)");
      if (!without.empty())
        session.note(fmt::format("{} of {} tiles have no column {}: none of their points passes",
                                 without.size(), tiles.size(), name));
    }
  }

  std::vector<store::TilePoints> select(Session& session, const store::Store& store,
                                        const store::PointReader& reader, const ChosenTiles& chosen,
                                        const store::PointFilter& filter, store::GeographicBox& box) const {
    Overlaps overlaps;
    if (dedup_) overlaps = find_overlaps(session, store, reader);
    std::vector<store::TilePoints> selected;
    std::size_t left_out = 0;
    Progress progress = session.progress("select", "tiles", chosen.tiles.size());
    for (const store::TileRecord* tile : chosen.tiles) {
      check_interrupted();
      store::SelectedPoints points = reader.select(tile->stem, filter);
      if (const auto repeated = chosen.repeated.find(tile->stem); repeated != chosen.repeated.end())
        points.rows.remove(repeated->second);
      const std::size_t before = points.rows.count();
      if (const auto less = overlaps.less_coherent.find(tile->stem); less != overlaps.less_coherent.end())
        points.rows.remove(less->second);
      const std::size_t count = points.rows.count();
      left_out += before - count;
      if (count > 0) {
        widen(box, points.box);
        selected.push_back({tile, std::move(points.rows), count});
      }
      progress.advance(1);
    }
    if (dedup_)
      session.note(fmt::format("{} points left out: another burst has them with more coherence", left_out));
    return selected;
  }

  /// All dates of the tiles in the window, in order; none without --series.
  std::vector<Date> dates_of(const std::vector<store::TilePoints>& selected) const {
    const auto from = date_of(from_, "--from");
    const auto to = date_of(to_, "--to");
    if (!series_ && profile_.empty()) {
      if (from || to)
        throw Error(ErrorCode::usage, {}, "--from and --to choose dates of --series", "Add --series");
      return {};
    }
    std::vector<Date> dates = store::dates_of(selected, from, to);
    if (dates.empty() && !selected.empty())
      throw Error(ErrorCode::not_found, {}, "no acquisition lies between --from and --to");
    return dates;
  }

  Exit export_points(Session& session, const store::Store& store, const store::Area* area,
                     ExportFormat format) const {
    const ChosenTiles tiles = chosen_tiles(session, store);
    const store::PointFilter filter = filter_of(area);
    check_columns_are_there(session, store, tiles.tiles, filter);
    const store::PointReader reader(store);
    store::PointLayer layer{.name = out_.stem().string()};
    const std::vector<store::TilePoints> selected = select(session, store, reader, tiles, filter, layer.box);
    for (const store::TilePoints& points : selected) layer.points += points.count;
    if (layer.points == 0)
      throw Error(ErrorCode::not_found, {.file = store.folder().string()}, "no point of the store is chosen",
                  "Widen the area or the conditions");
    const std::vector<Date> dates = dates_of(selected);
    Tiles used;
    for (const store::TilePoints& points : selected) used.push_back(points.tile);
    store::ExportColumns columns =
        store::export_columns(store, used, columns_, dates, format, !profile_.empty());
    layer.attributes = std::move(columns.attributes);
    layer.qgis_style = style_of(layer.attributes);
    if (session.options().dry_run) {
      session.out() << fmt::format("would write {} points of {} tiles, {} columns and {} dates to {}\n",
                                   layer.points, selected.size(), layer.attributes.size() - dates.size(),
                                   dates.size(), out_.string());
      return Exit::done;
    }
    store::OutputFile output(out_, session.options().overwrite);
    Progress progress = session.progress("export", "points", layer.points);
    layer.next = store::rows_of(reader, selected, columns.wanted, dates, [&](std::size_t rows) {
      check_interrupted();
      progress.advance(rows);
    });
    store::write_points(output.beside(), format, layer, session.options().resources());
    output.commit();
    session.note(fmt::format("{}: {} points of {} tiles, {} dates", out_.string(), layer.points,
                             selected.size(), dates.size()));
    return Exit::done;
  }

  static std::string style_of(const std::vector<store::ExportAttribute>& attributes) {
    const auto velocity = std::ranges::find(attributes, "mean_velocity", &store::ExportAttribute::column);
    return velocity == attributes.end() ? std::string() : store::velocity_style(velocity->name);
  }

  Exit export_polygons(Session& session, const store::Store& store, const store::Area* area,
                       ExportFormat format) const {
    const bool clusters = what_ == What::clusters;
    if (series_ || dedup_ || !profile_.empty() || !columns_.empty() || !choice_.pids.empty() ||
        !choice_.orbit.empty() || !choice_.tiles.empty() || choice_.dataset.level ||
        !choice_.dataset.release.empty() || !choice_.component.empty())
      throw Error(ErrorCode::usage, {},
                  "polygons are chosen by --bbox, --area, --class, --cluster, --subcluster, --min-coherence, "
                  "--min-velocity and --max-velocity only",
                  "The series of the clusters are in clusters_series.parquet: `plumbline sql \"FROM "
                  "clusters_series\"`");
    const char* file = clusters ? "clusters_polygons.gpkg" : "subclusters_polygons.gpkg";
    if (store.find_file(file) == nullptr)
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                  fmt::format("there is no {} yet", file),
                  fmt::format("Run plumbline {} first", clusters ? "cluster" : "subcluster"));
    store::PolygonLayer layer = chosen_polygons(store::read_polygon_layer(store.folder() / file), area);
    if (layer.geometries.empty())
      throw Error(ErrorCode::not_found, {.file = store.folder().string()},
                  "no polygon of the store is chosen", "Widen the area or the conditions");
    if (session.options().dry_run) {
      session.out() << fmt::format("would write {} polygons to {}\n", layer.geometries.size(), out_.string());
      return Exit::done;
    }
    store::OutputFile output(out_, session.options().overwrite);
    layer.name = out_.stem().string();
    store::write_polygons(output.beside(), format, layer, session.options().resources());
    output.commit();
    session.note(fmt::format("{}: {} polygons", out_.string(), layer.geometries.size()));
    return Exit::done;
  }

  bool polygon_passes(const Table& attributes, std::size_t row) const {
    const auto text_is_one_of = [&](const char* name, const std::vector<std::string>& texts) {
      if (texts.empty()) return true;
      return attributes.find(name) != nullptr &&
             std::ranges::find(texts, attributes.get<std::string>(name)[row]) != texts.end();
    };
    const auto number_between = [&](const char* name, std::optional<double> lowest,
                                    std::optional<double> highest) {
      if (!lowest && !highest) return true;
      if (attributes.find(name) == nullptr) return false;
      const double value = attributes.get<double>(name)[row];
      return (!lowest || value >= *lowest) && (!highest || value <= *highest) && !std::isnan(value);
    };
    const char* motion = what_ == What::clusters ? "dominant_class" : "class_1";
    return text_is_one_of("cluster_id", choice_.clusters) &&
           text_is_one_of("subcluster_id", choice_.subclusters) && text_is_one_of(motion, class_names()) &&
           number_between("mean_velocity", choice_.min_velocity, choice_.max_velocity) &&
           number_between("mean_coherence", choice_.min_coherence, std::nullopt);
  }

  store::PolygonLayer chosen_polygons(store::PolygonLayer all, const store::Area* area) const {
    store::PolygonLayer chosen{.name = all.name, .qgis_style = all.qgis_style};
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < all.geometries.size(); ++row) {
      if (!polygon_passes(all.attributes, row)) continue;
      if (area != nullptr && !area->intersects(all.geometries[row])) continue;
      rows.push_back(row);
      chosen.geometries.push_back(std::move(all.geometries[row]));
    }
    for (const Column& column : all.attributes.columns()) {
      chosen.attributes.add(std::visit(
          [&]<typename T>(const std::vector<T>& values) {
            std::vector<T> kept;
            for (const std::size_t row : rows) kept.push_back(values[row]);
            return Column{column.name, std::move(kept)};
          },
          column.values));
    }
    return chosen;
  }

  std::filesystem::path out_;
  std::optional<ExportFormat> format_;
  What what_ = What::points;
  Choice choice_;
  bool dedup_ = false;
  std::vector<std::string> columns_;
  bool series_ = false;
  std::string from_, to_, profile_;
};

}  // namespace

std::unique_ptr<Command> make_export() { return std::make_unique<ExportCommand>(); }

}  // namespace plumbline::cli
