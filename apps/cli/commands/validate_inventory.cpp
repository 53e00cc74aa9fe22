// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/error.h"
#include "ground_comparison.h"
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

void add_tile(const Table& table, ClusterPlaces& clusters, validate::InventoryCounts& counts) {
  const auto easting_m = table.get<double>("easting");
  const auto northing_m = table.get<double>("northing");
  const auto id = table.get<std::string>("cluster_id");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const PlanePoint place{easting_m[row], northing_m[row]};
    std::uint32_t cluster = validate::InventoryCounts::kNoCluster;
    if (!id[row].empty()) {
      cluster = clusters.number_of(id[row]);
      clusters.sums[cluster].easting_m += place.easting_m;
      clusters.sums[cluster].northing_m += place.northing_m;
      ++clusters.points[cluster];
    }
    counts.add(place, cluster);
  }
}

ClusterPlaces add_store(Session& session, validate::InventoryCounts& counts) {
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
      add_tile(store.read_columns(tile->stem, names), clusters, counts);
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

/// Polygons with points as outlines, clusters as dots.
report::Figure map_of(const std::vector<Outline>& outlines, const ClusterPlaces& clusters,
                      const validate::InventoryCounts& counts) {
  report::ChartLine edges{.name = "polygons with points"};
  std::size_t shown = 0;
  for (std::size_t i = 0; i < outlines.size() && shown < kMostShown; ++i) {
    if (counts.outlines()[i].points == 0) continue;
    ++shown;
    for (const auto& ring : outlines[i].rings) {
      for (const PlanePoint& place : ring) add_place(edges, place);
      if (!ring.empty()) add_place(edges, ring.front());
      edges.x.push_back(std::nan(""));
      edges.y.push_back(std::nan(""));
    }
  }
  report::ChartLine inside = dots("clusters in a polygon"), outside = dots("clusters in none");
  const std::vector<std::uint32_t> lonely = counts.outside();
  for (std::uint32_t i = 0; i < clusters.ids.size(); ++i)
    add_place(std::ranges::binary_search(lonely, i) ? outside : inside, clusters.middle(i));
  const std::vector lines{std::move(edges), std::move(inside), std::move(outside)};
  return {report::line_chart({"Inventory and clusters", "Outlines of known motion, and where clusters lie."},
                             lines, axis_around("easting, km", lines, &report::ChartLine::x),
                             axis_around("northing, km", lines, &report::ChartLine::y)),
          "Coordinates of EPSG:3035; a dot is the middle of a cluster's points."};
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
  const ClusterPlaces clusters = add_store(session, counts);
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
  return {json, text_of(json), page_of(json, map_of(outlines, clusters, counts))};
}

}  // namespace plumbline::cli
