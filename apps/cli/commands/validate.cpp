// SPDX-License-Identifier: MIT
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include "../stages.h"
#include "core/error.h"
#include "ground_comparison.h"
#include "ingest/ground_truth.h"
#include "store/store.h"
#include "synth/output_file.h"
#include "validate/rate.h"
#include "validation_page.h"

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
                         .up_std = std::isnan(metres->std) ? 0.0 : kMmPerM * metres->std}});
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

Json stations_json(const std::vector<GroundStation>& stations, const std::vector<StationPair>& pairs) {
  Json list = Json::array();
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const GroundStation& station = stations[pairs[i].station];
    if (i == 0 || pairs[i - 1].station != pairs[i].station)
      list.push_back({{"station", station.name},
                      {"longitude", station.longitude},
                      {"latitude", station.latitude},
                      {"comparisons", Json::array()}});
    list.back()["comparisons"].push_back(
        pair_json(kDirections[pairs[i].direction], pairs[i].points, pairs[i].pair));
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

std::string number(const Json& json, int decimals) {
  return json.is_null() ? std::string("-") : fmt::format("{:.{}f}", json.get<double>(), decimals);
}

void print_differences(std::ostream& out, std::string_view name, const Json& json) {
  fmt::print(out, "{:<12}{:>6}{:>12}{:>10}{:>10}{:>9}{:>13}{:>8}\n", name, json["pairs"].get<std::size_t>(),
             number(json["mean_absolute_difference"], 3), number(json["largest"], 3),
             number(json["smallest"], 3), number(json["bias"], 3), number(json["correlation"], 3),
             number(json["index"], 3));
}

void print(std::ostream& out, const Json& json) {
  for (const Json& station : json.value("stations", Json::array())) {
    fmt::print(out, "{}\n", station["station"].get<std::string>());
    for (const Json& one : station["comparisons"])
      fmt::print(
          out,
          "    {:<11}{:>6} points   ground {:>6} ± {}   radar {:>6} ± {}   difference {:>6} ± {} mm/yr\n",
          one["direction"].get<std::string>(), one["points"].get<std::size_t>(), number(one["ground"], 2),
          number(one["ground_std"], 2), number(one["radar"], 2), number(one["radar_std"], 2),
          number(one["difference"], 2), number(one["difference_std"], 2));
  }
  for (const Json& one : json.value("series", Json::array()))
    fmt::print(out,
               "{} {} {}: {} points, {} dates, rms {} mm, correlation {}, velocity difference {} mm/yr\n",
               one["station"].get<std::string>(), one["tile"].get<std::string>(),
               one["direction"].get<std::string>(), one["points"].get<std::size_t>(),
               one["dates"].get<std::size_t>(), number(one["rms_mm"], 2), number(one["correlation"], 3),
               number(one["velocity_difference"], 2));
  if (!json.contains("pairs")) return;
  fmt::print(out, "{:<12}{:>6}{:>12}{:>10}{:>10}{:>9}{:>13}{:>8}\n", "mm/yr", "pairs", "mean |diff|",
             "largest", "smallest", "bias", "correlation", "index");
  const Json directions = json.value("directions", Json::object());
  for (const auto& [direction, differences] : directions.items())
    print_differences(out, direction, differences);
  print_differences(out, "all", json);
}

class ValidateCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("WHAT", what_, "gnss: stations, or pairs of velocities; levelling: benchmarks")
        ->required()
        ->check(CLI::IsMember({"gnss", "levelling"}));
    app.add_option("--pairs", pairs_file_, "gnss: table of velocities, point,gnss…,sar…; needs no store")
        ->type_name("FILE");
    app.add_option("--stations", stations_file_,
                   "gnss: table of station velocities, relative to stable Eurasia")
        ->type_name("FILE");
    app.add_option("--series", series_files_, "gnss: daily positions of stations, one .tenv3 file each")
        ->type_name("FILE");
    app.add_option("--benchmarks", benchmarks_file_, "levelling: table of heights per date")
        ->type_name("FILE");
    app.add_option("--radius-m", options_.radius_m,
                   "Points at most this far from a station are compared with it")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 100'000.0))
        ->type_name("M");
    app.add_option("--velocity-error", options_.velocity_error_mm_per_year,
                   "Standard deviation of velocities that do not tell theirs")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("MM/YR");
    app.add_flag("--json", json_, "Print JSON");
    app.add_option("--html", html_file_, "Also write a page with tables and pictures")->type_name("FILE");
  }

  Exit run(Session& session) override {
    check_options(session);
    const Validation result = what_ == "levelling" ? levelling(session) : gnss(session);
    if (!html_file_.empty()) {
      synth::OutputFile page(html_file_);
      page.append(validation_page(result));
      page.finish();
    }
    if (json_) {
      session.out() << result.json.dump(2) << '\n';
    } else {
      print(session.out(), result.json);
    }
    return Exit::done;
  }

 private:
  void check_options(const Session& session) const {
    const auto wrong = [](const std::string& problem, const std::string& advice) {
      throw Error(ErrorCode::usage, {}, problem, advice);
    };
    const bool has_stations = !stations_file_.empty() || !series_files_.empty();
    if (what_ == "levelling" && (benchmarks_file_.empty() || has_stations || !pairs_file_.empty()))
      wrong("validate levelling compares benchmarks", "Give --benchmarks and --store");
    if (what_ == "gnss" && (!benchmarks_file_.empty() || has_stations == !pairs_file_.empty()))
      wrong("validate gnss compares pairs, or stations with a store",
            "Give --pairs, or --stations or --series with --store");
    if (pairs_file_.empty() && session.options().store.empty())
      wrong("there is no store to compare with", "Give --store");
    if (!html_file_.empty() && std::filesystem::exists(html_file_) && !session.options().overwrite)
      throw Error(ErrorCode::already_exists, {.file = html_file_.string()}, "this file exists already",
                  "Give --overwrite to replace it");
  }

  Validation gnss(Session& session) const {
    if (!pairs_file_.empty()) return of_pairs();
    const store::Store store = store::Store::open(session.options().store, session.options().resources());
    Validation result;
    if (!stations_file_.empty())
      result = of_stations(session, store, stations_of(ingest::read_gnss_velocities(stations_file_)));
    std::vector<ingest::GnssSeries> series;
    for (const auto& file : series_files_) series.push_back(ingest::read_gnss_series(file));
    result.series = compare_series(store, series, options_);
    if (!series.empty()) result.json["series"] = series_json(result.series);
    result.title = "GNSS and radar";
    return result;
  }

  Validation levelling(Session& session) const {
    const store::Store store = store::Store::open(session.options().store, session.options().resources());
    const auto stations = stations_of(ingest::read_benchmarks(benchmarks_file_));
    const bool has_up =
        std::ranges::any_of(store.tiles(), [](const auto& t) { return t.component == Component::up; });
    if (!has_up)
      throw Error(ErrorCode::missing_stage, {.file = store.folder().string()},
                  "levelling measures Up, and the store holds no L3 Up tiles",
                  "Run plumbline decompose first");
    Validation result = of_stations(session, store, stations);
    result.title = "Levelling and radar";
    return result;
  }

  Validation of_pairs() const {
    Validation result{.title = "GNSS and radar"};
    for (const ingest::VelocityPair& pair : ingest::read_velocity_pairs(pairs_file_)) {
      result.names.push_back(pair.point);
      result.pairs.push_back({.ground = pair.ground, .radar = pair.radar});
    }
    result.json = differences_json(result.pairs);
    return result;
  }

  Validation of_stations(Session& session, const store::Store& store,
                         const std::vector<GroundStation>& stations) const {
    std::uint64_t points = 0;
    for (const store::TileRecord* tile : compared_tiles(store)) points += tile->points;
    Progress progress = session.progress("validate", "points", points);
    const std::vector<StationPair> pairs = compare_stations(store, stations, options_, progress);
    Validation result;
    for (const StationPair& pair : pairs) {
      result.names.push_back(fmt::format("{} {}", stations[pair.station].name, kDirections[pair.direction]));
      result.pairs.push_back(pair.pair);
    }
    result.json = differences_json(result.pairs);
    result.json["stations_read"] = stations.size();
    result.json["radius_m"] = options_.radius_m;
    result.json["directions"] = directions_json(pairs);
    result.json["stations"] = stations_json(stations, pairs);
    return result;
  }

  std::string what_;
  std::filesystem::path pairs_file_, stations_file_, benchmarks_file_, html_file_;
  std::vector<std::filesystem::path> series_files_;
  ComparisonOptions options_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_validate() { return std::make_unique<ValidateCommand>(); }

}  // namespace plumbline::cli
