// SPDX-License-Identifier: MIT
#include "stac.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/delivery_name.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kVersion = "1.0.0";
constexpr const char* kCollection = "plumbline";
constexpr const char* kParquet = "application/vnd.apache.parquet";

bool has_place(const StacTile& tile) { return !std::isnan(tile.box[0]); }

std::string midnight(Date date) { return date.iso() + "T00:00:00Z"; }

Json polygon(const std::array<double, 4>& box) {
  const auto& [west, south, east, north] = box;
  const Json ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
  return {{"type", "Polygon"}, {"coordinates", Json::array({ring})}};
}

Json asset(const store::FileRecord& file, const char* title) {
  return {{"href", "./" + file.path}, {"type", kParquet}, {"title", title}, {"roles", {"data"}}};
}

Json properties(const StacTile& tile) {
  const store::TileRecord& record = *tile.tile;
  Json properties{{"datetime", nullptr},
                  {"start_datetime", midnight(record.axis.dates().front())},
                  {"end_datetime", midnight(record.axis.dates().back())},
                  {"plumbline:level", name_of(record.level)},
                  {"plumbline:component", name_of(record.component)},
                  {"plumbline:points", record.points},
                  {"plumbline:dates", record.axis.size()}};
  if (!tile.direction.empty()) properties["plumbline:direction"] = tile.direction;
  return properties;
}

Json item(const StacTile& tile) {
  const store::TileRecord& record = *tile.tile;
  Json item{{"type", "Feature"},
            {"stac_version", kVersion},
            {"stac_extensions", Json::array()},
            {"id", record.stem}};
  item["geometry"] = has_place(tile) ? polygon(tile.box) : Json(nullptr);
  if (has_place(tile)) item["bbox"] = tile.box;
  item["properties"] = properties(tile);
  item["links"] = {{{"rel", "collection"},
                    {"href", std::string("./") + kStacCollectionFile},
                    {"type", "application/json"}}};
  item["assets"] = {{"points", asset(record.meta, "One row a point: position, velocity, class (GeoParquet)")},
                    {"series", asset(record.series, "Displacements in mm: a column a date")}};
  item["collection"] = kCollection;
  return item;
}

/// What all tiles lie in; the world when none has a place.
std::array<double, 4> common_box(std::span<const StacTile> tiles) {
  std::array<double, 4> box{180, 90, -180, -90};
  for (const StacTile& tile : tiles) {
    if (!has_place(tile)) continue;
    box = {std::min(box[0], tile.box[0]), std::min(box[1], tile.box[1]), std::max(box[2], tile.box[2]),
           std::max(box[3], tile.box[3])};
  }
  return box[0] > box[2] ? std::array<double, 4>{-180, -90, 180, 90} : box;
}

/// All deliveries of EGMS name themselves.
bool is_all_egms(std::span<const StacTile> tiles) {
  return std::ranges::all_of(tiles,
                             [](const StacTile& tile) { return delivery_name(tile.tile->stem).has_value(); });
}

}  // namespace

std::string stac_items(std::span<const StacTile> tiles) {
  Json features = Json::array();
  for (const StacTile& tile : tiles) features.push_back(item(tile));
  return Json{{"type", "FeatureCollection"}, {"features", features}}.dump(1) + "\n";
}

std::string stac_collection(std::span<const StacTile> tiles) {
  Date first = tiles.front().tile->axis.dates().front();
  Date last = tiles.front().tile->axis.dates().back();
  for (const StacTile& tile : tiles) {
    first = std::min(first, tile.tile->axis.dates().front());
    last = std::max(last, tile.tile->axis.dates().back());
  }
  Json collection{{"type", "Collection"},
                  {"stac_version", kVersion},
                  {"stac_extensions", Json::array()},
                  {"id", kCollection},
                  {"title", "Ground motion"},
                  {"description", "Points with their displacement series, classes of motion and clusters."},
                  {"license", "proprietary"}};
  Json links = {
      {{"rel", "items"}, {"href", std::string("./") + kStacItemsFile}, {"type", "application/geo+json"}}};
  if (is_all_egms(tiles)) {
    collection["providers"] = {{{"name", "European Environment Agency, Copernicus Land Monitoring Service"},
                                {"roles", {"producer", "licensor"}},
                                {"url", "https://egms.land.copernicus.eu/"}}};
    links.push_back({{"rel", "license"}, {"href", "https://land.copernicus.eu/en/data-policy"}});
  }
  collection["extent"] = {{"spatial", {{"bbox", Json::array({common_box(tiles)})}}},
                          {"temporal", {{"interval", Json::array({{midnight(first), midnight(last)}})}}}};
  collection["links"] = links;
  return collection.dump(1) + "\n";
}

}  // namespace plumbline::cli
