// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "ground_comparison.h"
#include "ground_page.h"
#include "ingest/ground_truth.h"
#include "store/store.h"
#include "validate/gravity.h"
#include "validate/rate.h"
#include "validation.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;

std::vector<GroundStation> stations_of(const std::vector<ingest::GnssVelocity>& velocities) {
  std::vector<GroundStation> stations;
  for (const ingest::GnssVelocity& v : velocities)
    stations.push_back({v.name, v.longitude, v.latitude, {v.east, v.up, v.east_std, v.up_std}});
  for (GroundStation& station : stations) {
    for (double* std : {&station.motion.east_std, &station.motion.up_std}) {
      if (std::isnan(*std)) *std = 0;
    }
  }
  return stations;
}

/// The first height that was measured.
double height_m(const ingest::Benchmark& benchmark) {
  return *std::ranges::find_if(benchmark.heights_m, [](double height) { return std::isfinite(height); });
}

/// Benchmarks move up or down only: East is not known.
std::vector<GroundStation> stations_of(const ingest::BenchmarkTable& table) {
  std::vector<GroundStation> stations;
  for (const ingest::Benchmark& benchmark : table.benchmarks) {
    const auto metres = validate::rate(table.axis.years(), benchmark.heights_m);
    if (!metres) continue;
    constexpr double kMmPerM = 1000;
    stations.push_back({benchmark.name,
                        benchmark.longitude,
                        benchmark.latitude,
                        {.east = std::nan(""),
                         .up = kMmPerM * metres->per_year,
                         .up_std = std::isnan(metres->std) ? 0.0 : kMmPerM * metres->std},
                        validate::normal_gravity(benchmark.latitude, height_m(benchmark))});
  }
  return stations;
}

Json pair_json(std::string_view direction, std::size_t points, const validate::Pair& pair) {
  return {{"direction", direction},
          {"points", points},
          {"ground", json_number(pair.ground)},
          {"ground_std", json_number(pair.ground_std)},
          {"radar", json_number(pair.radar)},
          {"radar_std", json_number(pair.radar_std)},
          {"difference", json_number(pair.difference())},
          {"difference_std", json_number(pair.difference_std())}};
}

Json station_json(const GroundStation& station) {
  Json json{{"station", station.name}, {"longitude", station.longitude}, {"latitude", station.latitude}};
  if (std::isfinite(station.gravity)) json["gravity_m_s2"] = json_number(station.gravity);
  json["comparisons"] = Json::array();
  return json;
}

Json stations_json(const std::vector<GroundStation>& stations, const std::vector<StationPair>& pairs) {
  Json list = Json::array();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const GroundStation& station = stations[pairs[i].station];
    const validate::Pair& pair = pairs[i].pair;
    if (i == 0 || pairs[i - 1].station != pairs[i].station) list.push_back(station_json(station));
    Json comparison = pair_json(kDirections[pairs[i].direction], pairs[i].points, pair);
    if (const double g = station.gravity; std::isfinite(g)) {
      comparison["ground_potential_rate"] = json_number(validate::potential_rate(g, pair.ground));
      comparison["ground_potential_rate_std"] = json_number(g * pair.ground_std);
      comparison["radar_potential_rate"] = json_number(validate::potential_rate(g, pair.radar));
      comparison["radar_potential_rate_std"] = json_number(g * pair.radar_std);
    }
    list.back()["comparisons"].push_back(std::move(comparison));
  }
  return list;
}

Json directions_json(const std::vector<StationPair>& pairs) {
  Json json = Json::object();
  for (std::size_t direction = 0; direction < kDirections.size(); ++direction) {
    std::vector<validate::Pair> of_direction;
    for (const StationPair& pair : pairs) {
      if (pair.direction == direction) of_direction.push_back(pair.pair);
    }
    if (!of_direction.empty()) json[std::string(kDirections[direction])] = differences_json(of_direction);
  }
  return json;
}

Json series_json(const std::vector<SeriesPair>& series) {
  Json list = Json::array();
  for (const SeriesPair& pair : series)
    list.push_back({{"station", pair.station},
                    {"tile", pair.tile},
                    {"direction", kDirections[pair.direction]},
                    {"points", pair.points},
                    {"dates", pair.agreement.dates},
                    {"rms_mm", json_number(pair.agreement.rms_mm)},
                    {"correlation", json_number(pair.agreement.correlation)},
                    {"velocity_difference", json_number(pair.agreement.velocity_difference)}});
  return list;
}

std::string differences_line(std::string_view name, const Json& json) {
  return fmt::format("{:<12}{:>6}{:>12}{:>10}{:>10}{:>9}{:>13}{:>8}\n", name,
                     json["pairs"].get<std::size_t>(), number_or_dash(json["mean_absolute_difference"], 3),
                     number_or_dash(json["largest"], 3), number_or_dash(json["smallest"], 3),
                     number_or_dash(json["bias"], 3), number_or_dash(json["correlation"], 3),
                     number_or_dash(json["index"], 3));
}

std::string comparison_lines(const Json& one) {
  std::string text = fmt::format(
      "    {:<11}{:>6} points   ground {:>6} ± {}   radar {:>6} ± {}   difference {:>6} ± {} mm/yr\n",
      one["direction"].get<std::string>(), one["points"].get<std::size_t>(), number_or_dash(one["ground"], 2),
      number_or_dash(one["ground_std"], 2), number_or_dash(one["radar"], 2),
      number_or_dash(one["radar_std"], 2), number_or_dash(one["difference"], 2),
      number_or_dash(one["difference_std"], 2));
  if (one.contains("radar_potential_rate"))
    text += fmt::format("    {:<11}{:>6}          ground {:>6} ± {}   radar {:>6} ± {}   10⁻³ m²/s² a year\n",
                        "potential", "", number_or_dash(one["ground_potential_rate"], 2),
                        number_or_dash(one["ground_potential_rate_std"], 2),
                        number_or_dash(one["radar_potential_rate"], 2),
                        number_or_dash(one["radar_potential_rate_std"], 2));
  return text;
}

std::string text_of(const Json& json) {
  std::string text;
  const auto out = std::back_inserter(text);
  for (const Json& station : json.value("stations", Json::array())) {
    fmt::format_to(out, "{}\n", station["station"].get<std::string>());
    for (const Json& one : station["comparisons"]) text += comparison_lines(one);
  }
  for (const Json& one : json.value("series", Json::array()))
    fmt::format_to(out,
                   "{} {} {}: {} points, {} dates, rms {} mm, correlation {}, velocity difference {} mm/yr\n",
                   one["station"].get<std::string>(), one["tile"].get<std::string>(),
                   one["direction"].get<std::string>(), one["points"].get<std::size_t>(),
                   one["dates"].get<std::size_t>(), number_or_dash(one["rms_mm"], 2),
                   number_or_dash(one["correlation"], 3), number_or_dash(one["velocity_difference"], 2));
  if (!json.contains("pairs")) return text;
  fmt::format_to(out, "{:<12}{:>6}{:>12}{:>10}{:>10}{:>9}{:>13}{:>8}\n", "mm/yr", "pairs", "mean |diff|",
                 "largest", "smallest", "bias", "correlation", "index");
  const Json directions = json.value("directions", Json::object());
  for (const auto& [direction, differences] : directions.items())
    text += differences_line(direction, differences);
  text += differences_line("all", json);
  return text;
}

/// All stations against the store.
GroundResult compare(Session& session, const store::Store& store, const ChosenTiles& tiles,
                     const std::vector<GroundStation>& stations, const ComparisonOptions& options) {
  std::uint64_t points = 0;
  for (const store::TileRecord* tile : tiles.tiles) points += tile->points;
  Progress progress = session.progress("validate", "points", points);
  const std::vector<StationPair> pairs = compare_stations(store, tiles, stations, options, progress);
  GroundResult result;
  for (const StationPair& pair : pairs) {
    result.gravity.push_back(stations[pair.station].gravity);
    result.names.push_back(fmt::format("{} {}", stations[pair.station].name, kDirections[pair.direction]));
    result.pairs.push_back(pair.pair);
  }
  result.json = differences_json(result.pairs);
  result.json["stations_read"] = stations.size();
  result.json["radius_m"] = options.radius_m;
  result.json["directions"] = directions_json(pairs);
  result.json["stations"] = stations_json(stations, pairs);
  return result;
}

double series_index(const std::vector<SeriesPair>& series) {
  std::vector<double> rms_mm;
  for (const SeriesPair& pair : series) rms_mm.push_back(pair.agreement.rms_mm);
  return validate::agreement_index(rms_mm, validate::kWorstDisplacementMm);
}

Validation shown(const GroundResult& result) {
  return {result.json, text_of(result.json), ground_page(result)};
}

}  // namespace

Validation validate_pairs(const ValidateOptions& options) {
  GroundResult result{.title = "GNSS and radar"};
  for (const ingest::VelocityPair& pair : ingest::read_velocity_pairs(options.pairs)) {
    result.names.push_back(pair.point);
    result.pairs.push_back({.ground = pair.ground, .radar = pair.radar});
  }
  result.json = differences_json(result.pairs);
  return shown(result);
}

Validation validate_gnss(Session& session, const ValidateOptions& options) {
  const store::Store store = store::Store::open(session.options().store, session.options().resources());
  const ComparisonOptions comparison{options.radius_m, options.velocity_error_mm_per_year};
  const ChosenTiles tiles = compared_tiles(session, store, options.dataset);
  GroundResult result;
  if (!options.stations.empty())
    result = compare(session, store, tiles, stations_of(ingest::read_gnss_velocities(options.stations)),
                     comparison);
  std::vector<ingest::GnssSeries> stations;
  for (const auto& file : options.series) stations.push_back(ingest::read_gnss_series(file));
  result.series = compare_series(store, tiles, stations, comparison);
  if (!stations.empty()) {
    result.json["series"] = series_json(result.series);
    result.json["series_index"] = json_number(series_index(result.series));
    if (options.stations.empty()) result.json["index"] = result.json["series_index"];
  }
  result.title = "GNSS and radar";
  return shown(result);
}

Validation validate_levelling(Session& session, const ValidateOptions& options) {
  const store::Store store = store::Store::open(session.options().store, session.options().resources());
  const auto stations = stations_of(ingest::read_benchmarks(options.benchmarks));
  const bool has_up =
      std::ranges::any_of(store.tiles(), [](const auto& t) { return t.component == Component::up; });
  if (!has_up)
    throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                "levelling measures Up, and the store holds no L3 Up tiles",
                "Run plumbline decompose first, with --vertical where one geometry alone sees the ground");
  const ChosenTiles tiles = compared_tiles(session, store, options.dataset);
  GroundResult result =
      compare(session, store, tiles, stations, {options.radius_m, options.velocity_error_mm_per_year});
  result.title = "Levelling and radar";
  return shown(result);
}

}  // namespace plumbline::cli
