// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/outline.h"
#include "core/point_id.h"
#include "geodesy/near_finder.h"
#include "geodesy/plane.h"
#include "geodesy/projection.h"
#include "ground_comparison.h"
#include "ground_page.h"
#include "ingest/ground_truth.h"
#include "metres.h"
#include "report/chart.h"
#include "report/page.h"
#include "store/store.h"
#include "validate/outline_finder.h"
#include "validate/rate.h"
#include "validate/station_finder.h"
#include "validation.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kMmPerM = 1000;

/// A reflector that lies in a tile, and the point nearest to it.
struct Sighting {
  std::size_t reflector = 0;
  std::string tile;
  std::size_t direction = 0;                                          ///< of kDirections
  std::string pid;                                                    ///< empty: no point within the radius
  double east_m = kMissing, north_m = kMissing, height_m = kMissing;  ///< point − reflector
  double distance_m = kMissing;                                       ///< in the plane
  double los_up = kMissing;
  std::optional<SeriesPair> series;
};

/// The reflectors, and where they lie in EPSG:3035.
struct Places {
  explicit Places(const ingest::ReflectorTable& read) : table(read) {
    for (const ingest::Reflector& reflector : table.reflectors) {
      longitude.push_back(reflector.longitude);
      latitude.push_back(reflector.latitude);
    }
    plane = geodesy::laea_from_geographic(longitude, latitude);
  }
  PlanePoint place(std::size_t reflector) const {
    return {plane.easting_m[reflector], plane.northing_m[reflector]};
  }

  const ingest::ReflectorTable& table;
  std::vector<double> longitude, latitude;
  geodesy::Projected plane;
};

Table read_points(const store::Store& store, const store::TileRecord& tile, bool is_elsewhere) {
  std::vector<std::string> names{"pid", "easting", "northing", "orbit", "los_up"};
  for (const auto& [name, type] : store.column_names(tile.stem)) {
    if (name == "height_wgs84") names.push_back(name);
  }
  if (is_elsewhere) names.insert(names.end(), {"longitude", "latitude"});
  return store.read_columns(tile.stem, names);
}

/// Fills in the point if it is nearer than what is known; of equally near ones the first counts. `offset`:
/// from the reflector to the point.
void see(Sighting& sighting, const Places& places, const Table& points, std::size_t row,
         const geodesy::Offset& offset) {
  const double distance_m = offset.distance_m();
  if (distance_m >= sighting.distance_m) return;
  sighting.east_m = offset.east_m;
  sighting.north_m = offset.north_m;
  sighting.distance_m = distance_m;
  sighting.pid = points.get<std::string>("pid")[row];
  sighting.los_up = static_cast<double>(points.get<float>("los_up")[row]);
  if (points.find("height_wgs84") != nullptr)
    sighting.height_m = static_cast<double>(points.get<float>("height_wgs84")[row]) -
                        places.table.reflectors[sighting.reflector].height_m;
}

/// Calls `body(reflector, row, offset)` for every point near a reflector, by EPSG:3035.
template <typename Body>
void for_each_near(const Table& points, const Places& places, double radius_m, const Body& body) {
  const auto easting_m = points.get<double>("easting");
  const auto northing_m = points.get<double>("northing");
  const validate::StationFinder finder(places.plane.easting_m, places.plane.northing_m, radius_m);
  for (std::size_t row = 0; row < points.rows(); ++row) {
    finder.near(easting_m[row], northing_m[row], [&](std::size_t reflector) {
      const PlanePoint place = places.place(reflector);
      body(reflector, row,
           geodesy::Offset{easting_m[row] - place.easting_m, northing_m[row] - place.northing_m});
    });
  }
}

/// Along the ground, for a tile with points outside the area of EPSG:3035.
template <typename Body>
void for_each_near_elsewhere(const Table& points, const Places& places, double radius_m, const Body& body) {
  const auto longitude = points.get<double>("longitude");
  const auto latitude = points.get<double>("latitude");
  const geodesy::NearFinder finder(places.longitude, places.latitude, radius_m);
  for (std::size_t row = 0; row < points.rows(); ++row) {
    finder.near(longitude[row], latitude[row],
                [&](std::size_t reflector, const geodesy::Offset& offset) { body(reflector, row, offset); });
  }
}

/// Which reflectors lie within the hull of the tile's points: on EPSG:3035, or on a plane around them.
std::vector<bool> within_hull(const Table& points, const Places& places, bool is_elsewhere) {
  geodesy::Projected on_plane;
  Outline hull;
  if (is_elsewhere) {
    const auto longitude = points.get<double>("longitude");
    const auto latitude = points.get<double>("latitude");
    const geodesy::MiddlePlace middle = geodesy::middle_of(longitude, latitude);
    const geodesy::Plane plane = geodesy::Plane::around(middle.longitude, middle.latitude);
    const geodesy::Projected of_points = plane.project(longitude, latitude);
    hull.rings = {validate::convex_hull(of_points.easting_m, of_points.northing_m)};
    on_plane = plane.project(places.longitude, places.latitude);
  } else {
    hull.rings = {validate::convex_hull(points.get<double>("easting"), points.get<double>("northing"))};
    on_plane = places.plane;
  }
  std::vector<bool> is_within;
  for (std::size_t i = 0; i < on_plane.easting_m.size(); ++i)
    is_within.push_back(validate::contains(hull, {on_plane.easting_m[i], on_plane.northing_m[i]}));
  return is_within;
}

/// Every reflector within the hull of the tile's points.
std::vector<Sighting> sightings_in(const store::Store& store, const store::TileRecord& tile,
                                   const Places& places, double radius_m) {
  const bool is_elsewhere = reaches_beyond_europe(store, tile.stem);
  const Table points = read_points(store, tile, is_elsewhere);
  const std::vector<bool> is_within = within_hull(points, places, is_elsewhere);
  const std::size_t direction = points.get<std::string>("orbit").front() == "A" ? 0 : 1;
  std::vector<Sighting> sightings;
  std::vector<std::size_t> sighting_of(places.table.reflectors.size());
  for (std::size_t i = 0; i < sighting_of.size(); ++i) {
    sighting_of[i] = sightings.size();
    if (is_within[i]) sightings.push_back({.reflector = i, .tile = tile.stem, .direction = direction});
  }
  const auto look = [&](std::size_t reflector, std::size_t row, const geodesy::Offset& offset) {
    const std::size_t at = sighting_of[reflector];
    if (at < sightings.size() && sightings[at].reflector == reflector)
      see(sightings[at], places, points, row, offset);
  };
  if (is_elsewhere) {
    for_each_near_elsewhere(points, places, radius_m, look);
  } else {
    for_each_near(points, places, radius_m, look);
  }
  return sightings;
}

/// The point's series beside the reflector's heights, projected on the line of sight.
std::optional<SeriesPair> series_of(const store::Store& store, const Sighting& sighting,
                                    const Places& places) {
  const ingest::Reflector& reflector = places.table.reflectors[sighting.reflector];
  const auto pid = PointId::from_text(sighting.pid);
  const auto series = pid ? store.read_series(*pid, sighting.tile) : std::nullopt;
  if (!series || places.table.axis.size() < 2) return std::nullopt;
  SeriesPair pair{.station = reflector.name,
                  .tile = sighting.tile,
                  .direction = sighting.direction,
                  .points = 1,
                  .dates = {series->axis.dates().begin(), series->axis.dates().end()},
                  .radar_mm = {series->values_mm.begin(), series->values_mm.end()}};
  for (const Date date : pair.dates)
    pair.ground_mm.push_back(sighting.los_up * kMmPerM *
                             validate::value_at(places.table.axis, reflector.heights_m, date));
  const auto agreement = validate::compare_series(series->axis.years(), pair.ground_mm, pair.radar_mm);
  if (!agreement) return std::nullopt;
  pair.agreement = *agreement;
  return pair;
}

std::vector<Sighting> all_sightings(Session& session, const Places& places, const ValidateOptions& options) {
  const store::Store store = store::Store::open(session.options().store, session.options().resources());
  std::vector<Sighting> all;
  const ChosenTiles tiles = compared_tiles(session, store, options.dataset);
  Progress progress = session.progress("validate", "tiles", tiles.tiles.size());
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    progress.advance(1);
    if (tile->level == Level::L3 || tile->points == 0) continue;
    for (Sighting& sighting : sightings_in(store, *tile, places, options.radius_m)) {
      if (!sighting.pid.empty()) sighting.series = series_of(store, sighting, places);
      all.push_back(std::move(sighting));
    }
  }
  std::ranges::stable_sort(all, {}, &Sighting::reflector);
  return all;
}

Json sighting_json(const Sighting& sighting, const Places& places) {
  Json json{{"reflector", places.table.reflectors[sighting.reflector].name},
            {"tile", sighting.tile},
            {"direction", kDirections[sighting.direction]},
            {"pid", sighting.pid.empty() ? Json(nullptr) : Json(sighting.pid)},
            {"east_m", json_number(sighting.east_m)},
            {"north_m", json_number(sighting.north_m)},
            {"distance_m", json_number(sighting.distance_m)},
            {"height_m", json_number(sighting.height_m)}};
  if (!sighting.series) return json;
  const validate::SeriesAgreement& agreement = sighting.series->agreement;
  json["displacement"] = {{"dates", agreement.dates},
                          {"rms_mm", json_number(agreement.rms_mm)},
                          {"correlation", json_number(agreement.correlation)},
                          {"velocity_difference", json_number(agreement.velocity_difference)}};
  return json;
}

/// Mean of what is known.
double mean(const std::vector<Sighting>& sightings, double Sighting::*member) {
  double sum = 0, count = 0;
  for (const Sighting& sighting : sightings) {
    if (!std::isfinite(sighting.*member)) continue;
    sum += sighting.*member;
    count += 1;
  }
  return sum / count;
}

Json json_of(const std::vector<Sighting>& sightings, const Places& places, double radius_m) {
  std::vector<double> distances_m, rms_mm;
  Json list = Json::array();
  for (const Sighting& sighting : sightings) {
    distances_m.push_back(sighting.distance_m);
    if (sighting.series) rms_mm.push_back(sighting.series->agreement.rms_mm);
    list.push_back(sighting_json(sighting, places));
  }
  const double position = validate::agreement_index(distances_m, validate::kWorstPositionM);
  const double displacement = validate::agreement_index(rms_mm, validate::kWorstDisplacementMm);
  const auto found = std::ranges::count_if(sightings, [](const Sighting& s) { return !s.pid.empty(); });
  return {{"reflectors", places.table.reflectors.size()},
          {"sightings", sightings.size()},
          {"found", found},
          {"mean_east_m", json_number(mean(sightings, &Sighting::east_m))},
          {"mean_north_m", json_number(mean(sightings, &Sighting::north_m))},
          {"mean_height_m", json_number(mean(sightings, &Sighting::height_m))},
          {"mean_distance_m", json_number(mean(sightings, &Sighting::distance_m))},
          {"position_index", json_number(position)},
          {"displacement_index", json_number(displacement)},
          {"index", json_number(std::isnan(displacement) ? position : (position + displacement) / 2)},
          {"radius_m", radius_m},
          {"places", std::move(list)}};
}

std::string text_of(const Json& json) {
  std::string text;
  const auto out = std::back_inserter(text);
  for (const Json& one : json["places"]) {
    fmt::format_to(out, "{} {} ({})\n", one["reflector"].get<std::string>(), one["tile"].get<std::string>(),
                   one["direction"].get<std::string>());
    if (one["pid"].is_null()) {
      fmt::format_to(out, "    no point within {} m\n", number_or_dash(json["radius_m"], 0));
      continue;
    }
    fmt::format_to(out, "    {}: {} m away, {} m to the east, {} m to the north, {} m up\n",
                   one["pid"].get<std::string>(), number_or_dash(one["distance_m"], 1),
                   number_or_dash(one["east_m"], 1), number_or_dash(one["north_m"], 1),
                   number_or_dash(one["height_m"], 1));
    if (!one.contains("displacement")) continue;
    const Json& moved = one["displacement"];
    fmt::format_to(out, "    {} dates, rms {} mm, correlation {}, velocity difference {} mm/yr\n",
                   moved["dates"].get<std::size_t>(), number_or_dash(moved["rms_mm"], 2),
                   number_or_dash(moved["correlation"], 3), number_or_dash(moved["velocity_difference"], 2));
  }
  fmt::format_to(out, "reflectors {}, in tiles {}, with a point {}\n", json["reflectors"].get<std::size_t>(),
                 json["sightings"].get<std::size_t>(), json["found"].get<std::size_t>());
  fmt::format_to(out, "mean difference in position: {} m to the east, {} m to the north, {} m up\n",
                 number_or_dash(json["mean_east_m"], 1), number_or_dash(json["mean_north_m"], 1),
                 number_or_dash(json["mean_height_m"], 1));
  fmt::format_to(out, "index {} (position {}, displacement {})\n", number_or_dash(json["index"], 3),
                 number_or_dash(json["position_index"], 3), number_or_dash(json["displacement_index"], 3));
  return text;
}

report::Figure target_chart(const std::vector<Sighting>& sightings, double radius_m) {
  report::ChartLine dots{.name = "points", .is_dots = true};
  for (const Sighting& sighting : sightings) {
    if (sighting.pid.empty()) continue;
    dots.x.push_back(sighting.east_m);
    dots.y.push_back(sighting.north_m);
  }
  return {report::line_chart({"Where the points lie", "Each dot is a point; its reflector is in the middle."},
                             std::array{dots}, {"to the east, m", -radius_m, radius_m},
                             {"to the north, m", -radius_m, radius_m}, report::Guide::zero),
          "Position of the nearest point, seen from its reflector."};
}

std::string page_of(const Json& json, const std::vector<Sighting>& sightings, double radius_m) {
  report::Page page("Corner reflectors", "Position and displacement beside what was measured");
  report::DataTable table{.caption = "Reflectors",
                          .headings = {{"reflector", false},
                                       {"tile", false},
                                       {"distance, m"},
                                       {"east, m"},
                                       {"north, m"},
                                       {"up, m"},
                                       {"rms, mm"}}};
  for (const Json& one : json["places"])
    table.rows.push_back(
        {one["reflector"].get<std::string>(), one["tile"].get<std::string>(),
         number_or_dash(one["distance_m"], 1), number_or_dash(one["east_m"], 1),
         number_or_dash(one["north_m"], 1), number_or_dash(one["height_m"], 1),
         one.contains("displacement") ? number_or_dash(one["displacement"]["rms_mm"], 2) : "-"});
  page.section("position", "Position")
      .paragraph(fmt::format("Index, 0 to 1: {} (position {}, displacement {})",
                             number_or_dash(json["index"], 3), number_or_dash(json["position_index"], 3),
                             number_or_dash(json["displacement_index"], 3)))
      .table(table);
  if (json["found"].get<std::size_t>() > 0) page.figure(target_chart(sightings, radius_m));
  page.section("displacement", "Displacement");
  for (const Sighting& sighting : sightings) {
    if (sighting.series) page.figure(series_chart(*sighting.series));
  }
  return page.html();
}

}  // namespace

Validation validate_reflectors(Session& session, const ValidateOptions& options) {
  const ingest::ReflectorTable table = ingest::read_reflectors(options.reflectors);
  const Places places(table);
  const std::vector<Sighting> sightings = all_sightings(session, places, options);
  const Json json = json_of(sightings, places, options.radius_m);
  return {json, text_of(json), page_of(json, sightings, options.radius_m)};
}

}  // namespace plumbline::cli
