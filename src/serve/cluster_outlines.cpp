// SPDX-License-Identifier: MIT
#include "serve/cluster_outlines.h"

#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace plumbline::serve {
namespace {

using nlohmann::json;

Ring ring_of(const json& positions) {
  Ring ring;
  for (const json& position : positions)
    ring.push_back({position.at(0).get<double>(), position.at(1).get<double>()});
  return ring;
}

std::vector<Ring> polygon_of(const json& rings) {
  std::vector<Ring> polygon;
  for (const json& ring : rings) polygon.push_back(ring_of(ring));
  return polygon;
}

/// Those of a Polygon or a MultiPolygon; none of anything else.
std::vector<std::vector<Ring>> polygons_of(const json& geometry) {
  const std::string type = geometry.value("type", "");
  if (type == "Polygon") return {polygon_of(geometry.at("coordinates"))};
  std::vector<std::vector<Ring>> polygons;
  if (type == "MultiPolygon") {
    for (const json& polygon : geometry.at("coordinates")) polygons.push_back(polygon_of(polygon));
  }
  return polygons;
}

/// A number of an attribute; 0 where it is missing, or the layer has no such column.
double number_of(const Table& attributes, std::string_view name, std::size_t row) {
  const Column* column = attributes.find(name);
  if (column == nullptr) return 0;
  return std::visit(
      [row]<typename T>(const std::vector<T>& values) -> double {
        if constexpr (std::is_arithmetic_v<T>) {
          const bool missing = values[row] == kMissingNumber<T> || values[row] != values[row];
          return missing ? 0 : static_cast<double>(values[row]);
        }
        return 0;
      },
      column->values);
}

/// To a millionth of a degree, which is a tenth of a metre.
void append_ring(std::string& text, const Ring& ring) {
  text += '[';
  for (const Place& place : ring)
    fmt::format_to(std::back_inserter(text), "{}[{:.6f},{:.6f}]", text.back() == '[' ? "" : ",",
                   place.longitude, place.latitude);
  text += ']';
}

}  // namespace

ClusterOutlines::ClusterOutlines(const PolygonCollection& collection) {
  for (std::size_t row = 0; row < collection.size(); ++row) {
    const PolygonFeature& feature = collection.features()[row];
    clusters_.push_back(
        {.extent = feature.extent,
         .points = static_cast<std::int64_t>(number_of(collection.attributes(), "n_points", row)),
         .speed_mm_per_year = std::abs(number_of(collection.attributes(), "mean_velocity", row)),
         .polygons = polygons_of(json::parse(feature.geometry)),
         .properties = feature.properties});
  }
}

std::string ClusterOutlines::geojson(const OutlineFilter& filter) const {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (const Cluster& cluster : clusters_) {
    if (!meet(cluster.extent, filter.window) || cluster.points < filter.least_points ||
        cluster.speed_mm_per_year < filter.least_speed_mm_per_year)
      continue;
    if (text.back() != '[') text += ',';
    append(text, cluster, half_pixel_degrees(filter.zoom));
  }
  return text + "]}";
}

void ClusterOutlines::append(std::string& text, const Cluster& cluster, double tolerance_degrees) {
  text += R"({"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[)";
  for (const Polygon& polygon : cluster.polygons) {
    text += text.back() == '[' ? "[" : ",[";
    for (const Ring& ring : polygon) {
      if (text.back() != '[') text += ',';
      append_ring(text, simplified(ring, tolerance_degrees));
    }
    text += ']';
  }
  text += "]},\"properties\":" + cluster.properties + '}';
}

}  // namespace plumbline::serve
