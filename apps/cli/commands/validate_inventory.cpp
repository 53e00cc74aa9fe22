// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/error.h"
#include "geodesy/europe.h"
#include "geodesy/plane.h"
#include "geodesy/projection.h"
#include "geodesy/sheets.h"
#include "ground_comparison.h"
#include "outlines_elsewhere.h"
#include "report/chart.h"
#include "report/page.h"
#include "store/outline_file.h"
#include "store/store.h"
#include "store_clusters.h"
#include "validate/inventory.h"
#include "validation.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;

/// What a cluster needs at least, as `cluster` takes it unless told otherwise.
constexpr std::size_t kFewestPoints = 5;
constexpr std::size_t kMostShown = 1000;
constexpr double kMetresPerKm = 1000;

/// The clusters of a store, numbered as they are met, and the middle of the points of each.
struct ClusterPlaces {
  std::uint32_t number_of(const std::string& id) {
    const auto [entry, is_new] = numbers.try_emplace(id, static_cast<std::uint32_t>(ids.size()));
    if (is_new) {
      ids.push_back(id);
      sums.emplace_back();
      points.push_back(0);
    }
    return entry->second;
  }
  PlanePoint middle(std::uint32_t cluster) const {
    const auto count = static_cast<double>(points[cluster]);
    return {sums[cluster].easting_m / count, sums[cluster].northing_m / count};
  }

  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::string> ids;
  std::vector<PlanePoint> sums;
  std::vector<std::size_t> points;
};

/// The number of each point's cluster; the points of clusters are added to their places.
std::vector<std::uint32_t> clusters_of(const Table& table, ClusterPlaces& clusters) {
  const auto easting_m = table.get<double>("easting");
  const auto northing_m = table.get<double>("northing");
  const auto id = table.get<std::string>("cluster_id");
  std::vector<std::uint32_t> numbers(table.rows(), validate::InventoryCounts::kNoCluster);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (id[row].empty()) continue;
    const std::uint32_t cluster = numbers[row] = clusters.number_of(id[row]);
    clusters.sums[cluster].easting_m += easting_m[row];
    clusters.sums[cluster].northing_m += northing_m[row];
    ++clusters.points[cluster];
  }
  return numbers;
}

/// The outlines as points of a store see them; for tiles outside the area of EPSG:3035 on sheets.
class OutlineCounter {
 public:
  OutlineCounter(const std::vector<Outline>& outlines, double buffer_m, validate::InventoryCounts& counts)
      : outlines_(outlines), buffer_m_(buffer_m), counts_(counts) {}

  void add(std::span<const double> easting_m, std::span<const double> northing_m,
           std::span<const std::uint32_t> cluster) {
    if (!geodesy::all_in_europe(easting_m, northing_m)) return add_elsewhere(easting_m, northing_m, cluster);
    for (std::size_t row = 0; row < cluster.size(); ++row)
      counts_.add({easting_m[row], northing_m[row]}, cluster[row]);
  }

 private:
  void add_elsewhere(std::span<const double> easting_m, std::span<const double> northing_m,
                     std::span<const std::uint32_t> cluster) {
    if (!elsewhere_) elsewhere_.emplace(outlines_);
    for (const geodesy::Sheet& sheet : geodesy::lay_on_sheets(easting_m, northing_m, buffer_m_)) {
      const std::vector<Outline> on_sheet = elsewhere_->on_sheet(sheet.number, buffer_m_);
      const validate::OutlineFinder finder(on_sheet, buffer_m_);
      for (std::size_t i = 0; i < sheet.size(); ++i) {
        if (sheet.is_own[i] != 0)
          counts_.add(finder, {sheet.easting_m[i], sheet.northing_m[i]}, cluster[sheet.place[i]]);
      }
    }
  }

  const std::vector<Outline>& outlines_;
  double buffer_m_;
  validate::InventoryCounts& counts_;
  std::optional<OutlinesElsewhere> elsewhere_;
};

void add_tile(const Table& table, ClusterPlaces& clusters, OutlineCounter& outlines) {
  outlines.add(table.get<double>("easting"), table.get<double>("northing"), clusters_of(table, clusters));
}

ClusterPlaces add_store(Session& session, OutlineCounter& outlines) {
  const store::Store store = store::Store::open(session.options().store, session.options().resources());
  if (store.find_file("clusters_polygons.gpkg") == nullptr)
    throw Error(ErrorCode::missing_stage, {.file = store.folder().string()}, "the store has no clusters",
                "Run plumbline cluster first");
  const std::array<std::string, 3> names{"easting", "northing", "cluster_id"};
  ClusterPlaces clusters;
  const store::StageRecord* clustering = store.stage("cluster");
  const ChosenTiles tiles =
      choose_tiles(store, clustering == nullptr ? store::DatasetRequest{} : dataset_request(*clustering),
                   store::Levels::one);
  note_remarks(session, tiles);
  Progress progress = session.progress("validate", "tiles", tiles.tiles.size());
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    const auto columns = store.column_names(tile->stem);
    const auto is_cluster = [](const auto& column) { return column.first == "cluster_id"; };
    if (std::ranges::any_of(columns, is_cluster))
      add_tile(store.read_columns(tile->stem, names), clusters, outlines);
    progress.advance(1);
  }
  return clusters;
}

Json outlines_json(const std::vector<Outline>& outlines, const ClusterPlaces& clusters,
                   const validate::InventoryCounts& counts) {
  Json list = Json::array();
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    const auto& count = counts.outlines()[i];
    Json ids = Json::array();
    for (const std::uint32_t cluster : count.clusters) ids.push_back(clusters.ids[cluster]);
    list.push_back({{"polygon", outlines[i].name},
                    {"points", count.points},
                    {"points_in_clusters", count.cluster_points},
                    {"clusters", std::move(ids)}});
  }
  return list;
}

report::ChartLine dots(std::string name) { return {.name = std::move(name), .is_dots = true}; }

void add_place(report::ChartLine& line, PlanePoint place) {
  line.x.push_back(place.easting_m / kMetresPerKm);
  line.y.push_back(place.northing_m / kMetresPerKm);
}

report::Axis axis_around(const std::string& label, const std::vector<report::ChartLine>& lines,
                         std::vector<double> report::ChartLine::*member) {
  double first = std::numeric_limits<double>::infinity(), last = -first;
  for (const report::ChartLine& line : lines) {
    for (const double value : line.*member) {
      if (!std::isfinite(value)) continue;
      first = std::min(first, value);
      last = std::max(last, value);
    }
  }
  if (!(first <= last)) return {label, 0, 1};
  const double margin = std::max(0.05 * (last - first), 0.1);
  return {label, first - margin, last + margin};
}

/// The places that the map of polygons and clusters shows, and their plane.
struct MapPlaces {
  std::vector<Outline> outlines;
  std::vector<PlanePoint> clusters;
  std::string east = "easting, km", north = "northing, km", plane = "EPSG:3035";
};

/// On EPSG:3035, or on a plane around the clusters when one lies outside its area.
MapPlaces map_places(const std::vector<Outline>& outlines, const ClusterPlaces& clusters) {
  MapPlaces places{.outlines = outlines};
  std::vector<double> easting_m, northing_m;
  for (std::uint32_t i = 0; i < clusters.ids.size(); ++i) {
    places.clusters.push_back(clusters.middle(i));
    easting_m.push_back(places.clusters.back().easting_m);
    northing_m.push_back(places.clusters.back().northing_m);
  }
  if (geodesy::all_in_europe(easting_m, northing_m)) return places;
  const geodesy::Geographic degrees = geodesy::geographic_from_laea(easting_m, northing_m);
  const geodesy::MiddlePlace middle = geodesy::middle_of(degrees.longitude, degrees.latitude);
  const geodesy::Plane plane = geodesy::Plane::around(middle.longitude, middle.latitude);
  const geodesy::Projected on_plane = plane.project(degrees.longitude, degrees.latitude);
  for (std::size_t i = 0; i < places.clusters.size(); ++i)
    places.clusters[i] = {on_plane.easting_m[i], on_plane.northing_m[i]};
  return {OutlinesElsewhere(outlines).on_plane(plane), places.clusters, "east, km", "north, km",
          plane.name()};
}

/// Polygons with points as outlines, clusters as dots.
report::Figure map_of(const MapPlaces& places, const validate::InventoryCounts& counts) {
  report::ChartLine edges{.name = "polygons with points"};
  std::size_t shown = 0;
  for (std::size_t i = 0; i < places.outlines.size() && shown < kMostShown; ++i) {
    if (counts.outlines()[i].points == 0) continue;
    ++shown;
    for (const auto& ring : places.outlines[i].rings) {
      for (const PlanePoint& place : ring) add_place(edges, place);
      if (!ring.empty()) add_place(edges, ring.front());
      edges.x.push_back(std::nan(""));
      edges.y.push_back(std::nan(""));
    }
  }
  report::ChartLine inside = dots("clusters in a polygon"), outside = dots("clusters in none");
  const std::vector<std::uint32_t> lonely = counts.outside();
  for (std::uint32_t i = 0; i < places.clusters.size(); ++i)
    add_place(std::ranges::binary_search(lonely, i) ? outside : inside, places.clusters[i]);
  const std::vector lines{std::move(edges), std::move(inside), std::move(outside)};
  return {report::line_chart({"Inventory and clusters", "Outlines of known motion, and where clusters lie."},
                             lines, axis_around(places.east, lines, &report::ChartLine::x),
                             axis_around(places.north, lines, &report::ChartLine::y)),
          "Coordinates of " + places.plane + "; a dot is the middle of a cluster's points."};
}

std::string page_of(const Json& json, const report::Figure& map) {
  report::Page page("Inventory and clusters", "Known motion beside what the radar found");
  report::DataTable overall{.caption = "Overall", .headings = {{"figure", false}, {"value"}}};
  for (const char* name : {"polygons", "observed", "holding", "clusters", "inside", "outside"})
    overall.rows.push_back({name, report::count_text(json[name].get<std::size_t>())});
  for (const char* name : {"share_holding", "share_inside", "index"})
    overall.rows.push_back({name, number_or_dash(json[name], 3)});
  page.section("overall", "Overall").table(overall).figure(map);
  report::DataTable polygons{
      .caption = "Polygons with points",
      .headings = {{"polygon", false}, {"points"}, {"in clusters"}, {"clusters", false}}};
  for (const Json& one : json["inventory"]) {
    if (one["points"].get<std::size_t>() == 0 || polygons.rows.size() == kMostShown) continue;
    std::string ids;
    for (const Json& id : one["clusters"]) ids += (ids.empty() ? "" : " ") + id.get<std::string>();
    polygons.rows.push_back({one["polygon"].get<std::string>(),
                             report::count_text(one["points"].get<std::size_t>()),
                             report::count_text(one["points_in_clusters"].get<std::size_t>()), ids});
  }
  page.section("polygons", "Polygon by polygon").table(polygons);
  return page.html();
}

std::string text_of(const Json& json) {
  std::string text;
  const auto line = [&](std::string_view name, const Json& value, int decimals) {
    text += fmt::format("{:<44}{:>8}\n", name, number_or_dash(value, decimals));
  };
  line("polygons", json["polygons"], 0);
  line("  observed: with points enough for a cluster", json["observed"], 0);
  line("  observed and holding a cluster", json["holding"], 0);
  line("clusters", json["clusters"], 0);
  line("  in a polygon", json["inside"], 0);
  line("  in none", json["outside"], 0);
  line("share of observed polygons that hold one", json["share_holding"], 3);
  line("share of clusters that lie in a polygon", json["share_inside"], 3);
  line("index", json["index"], 3);
  return text;
}

}  // namespace

Validation validate_inventory(Session& session, const ValidateOptions& options) {
  const std::vector<Outline> outlines = store::read_outlines(options.polygons);
  validate::InventoryCounts counts(outlines, options.buffer_m);
  OutlineCounter counter(outlines, options.buffer_m, counts);
  const ClusterPlaces clusters = add_store(session, counter);
  const validate::InventoryAgreement agreement = counts.agreement(kFewestPoints);
  std::vector<std::string> outside;
  for (const std::uint32_t cluster : counts.outside()) outside.push_back(clusters.ids[cluster]);
  std::ranges::sort(outside);
  Json json{{"polygons", agreement.outlines},
            {"observed", agreement.observed},
            {"holding", agreement.holding},
            {"clusters", agreement.clusters},
            {"inside", agreement.inside},
            {"outside", agreement.outside()},
            {"share_holding", json_number(agreement.share_holding())},
            {"share_inside", json_number(agreement.share_inside())},
            {"index", json_number(agreement.index())},
            {"buffer_m", options.buffer_m},
            {"inventory", outlines_json(outlines, clusters, counts)},
            {"clusters_outside", outside}};
  return {json, text_of(json), page_of(json, map_of(map_places(outlines, clusters), counts))};
}

}  // namespace plumbline::cli
