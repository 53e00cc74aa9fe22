// SPDX-License-Identifier: MIT
#include "store/geo_metadata.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include <nlohmann/json.hpp>

namespace plumbline::store {
namespace {

using Json = nlohmann::json;

// EPSG:4326 as PROJJSON. Written out, so that the bytes do not depend on which version of PROJ is installed.
constexpr const char* kEpsg4326 = R"json({
  "$schema": "https://proj.org/schemas/v0.5/projjson.schema.json",
  "type": "GeographicCRS",
  "name": "WGS 84",
  "datum_ensemble": {
    "name": "World Geodetic System 1984 ensemble",
    "members": [
      {"name": "World Geodetic System 1984 (Transit)",
                     "id" : {
  "authority" : "EPSG", "code" : 1166
}
},
      {"name": "World Geodetic System 1984 (G730)", "id": {"authority": "EPSG", "code": 1152}},
      {"name": "World Geodetic System 1984 (G873)", "id": {"authority": "EPSG", "code": 1153}},
      {"name": "World Geodetic System 1984 (G1150)", "id": {"authority": "EPSG", "code": 1154}},
      {"name": "World Geodetic System 1984 (G1674)", "id": {"authority": "EPSG", "code": 1155}},
      {"name": "World Geodetic System 1984 (G1762)", "id": {"authority": "EPSG", "code": 1156}},
      {"name": "World Geodetic System 1984 (G2139)", "id": {"authority": "EPSG", "code": 1309}}
    ],
    "ellipsoid": {"name": "WGS 84", "semi_major_axis": 6378137, "inverse_flattening": 298.257223563},
    "accuracy": "2.0",
    "id": {
  "authority" : "EPSG", "code" : 6326
}
}
, "coordinate_system" : {
  "subtype" : "ellipsoidal",
  "axis" : [
    {"name" : "Geodetic latitude", "abbreviation" : "Lat", "direction" : "north", "unit" : "degree"},
    {"name" : "Geodetic longitude", "abbreviation" : "Lon", "direction" : "east", "unit" : "degree"}
  ]
},
                        "id" : {
  "authority" : "EPSG", "code" : 4326
}
})json";

Json covering_path(const char* edge) { return Json::array({kBoxColumn, edge}); }

}  // namespace

GeographicBox box_around(std::span<const double> longitude, std::span<const double> latitude) {
  GeographicBox box;
  for (std::size_t i = 0; i < longitude.size(); ++i) {
    if (std::isnan(longitude[i]) || std::isnan(latitude[i])) continue;
    if (box.empty) box = {longitude[i], latitude[i], longitude[i], latitude[i], false};
    box.west = std::min(box.west, longitude[i]);
    box.south = std::min(box.south, latitude[i]);
    box.east = std::max(box.east, longitude[i]);
    box.north = std::max(box.north, latitude[i]);
  }
  return box;
}

std::array<std::uint8_t, 21> wkb_point(double longitude, double latitude) {
  static_assert(std::endian::native == std::endian::little);
  std::array<std::uint8_t, 21> wkb{1, 1, 0, 0, 0};  // little endian, type 1 = point
  std::memcpy(wkb.data() + 5, &longitude, sizeof longitude);
  std::memcpy(wkb.data() + 13, &latitude, sizeof latitude);
  return wkb;
}

float rounded_down(double value) {
  const auto nearest = static_cast<float>(value);
  if (static_cast<double>(nearest) <= value) return nearest;
  return std::nextafter(nearest, -std::numeric_limits<float>::infinity());
}

float rounded_up(double value) { return -rounded_down(-value); }

std::string geo_metadata(const GeographicBox& box) {
  Json column{{"encoding", "WKB"},
              {"geometry_types", {"Point"}},
              {"crs", Json::parse(kEpsg4326)},
              {"covering",
               {{"bbox",
                 {{"xmin", covering_path("xmin")},
                  {"ymin", covering_path("ymin")},
                  {"xmax", covering_path("xmax")},
                  {"ymax", covering_path("ymax")}}}}}};
  if (!box.empty) column["bbox"] = {box.west, box.south, box.east, box.north};
  return Json{
      {"version", "1.1.0"}, {"primary_column", kGeometryColumn}, {"columns", {{kGeometryColumn, column}}}}
      .dump();
}

}  // namespace plumbline::store
