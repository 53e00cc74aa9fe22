// SPDX-License-Identifier: MIT
#include "serve/polygons.h"

#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "store/json_text.h"
#include "store/vector_file.h"

namespace plumbline::serve {
namespace {

/// Widens `extent` by all positions in a GeoJSON `coordinates` array of any depth.
void widen(GeographicWindow& extent, const nlohmann::json& coordinates) {
  if (!coordinates.is_array() || coordinates.empty()) return;
  if (coordinates.size() >= 2 && coordinates[0].is_number() && coordinates[1].is_number()) {
    const double longitude = coordinates[0].get<double>();
    const double latitude = coordinates[1].get<double>();
    extent.min_longitude = std::min(extent.min_longitude, longitude);
    extent.max_longitude = std::max(extent.max_longitude, longitude);
    extent.min_latitude = std::min(extent.min_latitude, latitude);
    extent.max_latitude = std::max(extent.max_latitude, latitude);
    return;
  }
  for (const auto& part : coordinates) widen(extent, part);
}

/// Of no position: meets no window.
GeographicWindow extent_of(const std::string& geojson_geometry) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  GeographicWindow extent{kFar, -kFar, kFar, -kFar};
  const auto geometry = nlohmann::json::parse(geojson_geometry);
  if (geometry.contains("coordinates")) widen(extent, geometry["coordinates"]);
  return extent;
}

std::string properties_text(const Table& attributes, std::size_t row) {
  std::string text = "{";
  for (const Column& column : attributes.columns()) {
    if (text.back() != '{') text += ',';
    store::append_json(text, std::string_view(column.name));
    text += ':';
    store::append_json(text, column, row);
  }
  return text + '}';
}

}  // namespace

PolygonCollection::PolygonCollection(const store::Store& store, std::string_view file_name) {
  if (store.find_file(file_name) == nullptr) return;
  exists_ = true;
  const auto path = store.folder() / file_name;
  try {
    auto polygons = store::read_geopackage(path);
    for (std::size_t row = 0; row < polygons.geojson_geometries.size(); ++row) {
      std::string& geometry = polygons.geojson_geometries[row];
      const GeographicWindow extent = extent_of(geometry);
      features_.push_back({extent, std::move(geometry), properties_text(polygons.attributes, row)});
    }
    attributes_ = std::move(polygons.attributes);
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::bad_store, {.file = path.string()}, error.what(),
                "Run the stage again with --overwrite");
  } catch (const Error& error) {
    throw Error(ErrorCode::bad_store, {.file = path.string()}, error.problem(),
                "Run the stage again with --overwrite");
  }
}

std::string PolygonCollection::geojson(const GeographicWindow& window) const {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (const PolygonFeature& feature : features_) {
    if (!meet(feature.extent, window)) continue;
    if (text.back() != '[') text += ',';
    text += R"({"type":"Feature","geometry":)" + feature.geometry + R"(,"properties":)" + feature.properties +
            '}';
  }
  return text + "]}";
}

}  // namespace plumbline::serve
