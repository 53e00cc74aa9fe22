// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "chosen_tiles.h"
#include "core/disagreement.h"
#include "core/error.h"
#include "core/point_id.h"
#include "ingest/tile.h"
#include "store/check.h"
#include "store/store.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;

/// In pipeline order.
Json stages_json(const store::TileRecord& tile) {
  Json list = Json::array();
  for (const Stage& stage : stages()) {
    if (const store::StageRecord* record = tile.stage(stage.name))
      list.push_back({{"stage", record->stage},
                      {"method_version", record->method_version},
                      {"options", Json::parse(record->options)}});
  }
  return list;
}

/// Where the delivery contradicted itself when it was read.
Json disagreements_json(const store::TileRecord& tile) {
  Json list = Json::array();
  for (const Disagreement& found : tile.disagreements)
    list.push_back({{"column", found.column},
                    {"with", found.with},
                    {"tolerance", found.tolerance},
                    {"points", found.points},
                    {"worst", found.worst},
                    {"pid", found.pid},
                    {"text", text_of(found, tile.points)}});
  return list;
}

Json store_json(const store::Store& store) {
  Json tiles = Json::array();
  std::uint64_t points = 0;
  std::uint64_t bytes = 0;
  for (const store::TileRecord& tile : store.tiles()) {
    const std::string release = store::release_of(tile);
    points += tile.points;
    const std::uint64_t tile_bytes =
        tile.meta.bytes + tile.series.bytes + (tile.filled ? tile.filled->bytes : 0);
    bytes += tile_bytes;
    tiles.push_back(
        {{"tile", tile.stem},
         {"level", name_of(tile.level)},
         {"component", name_of(tile.component)},
         {"release", release.empty() ? Json(nullptr) : Json(release)},
         {"points", tile.points},
         {"dates", tile.axis.size()},
         {"first_date", tile.axis.dates().front().iso()},
         {"last_date", tile.axis.dates().back().iso()},
         {"bytes", tile_bytes},
         {"source",
          {{"file", tile.source_file}, {"bytes", tile.source_bytes}, {"sha256", tile.source_sha256}}},
         {"stages", stages_json(tile)},
         {"disagreements", disagreements_json(tile)}});
  }
  return {{"kind", "store"},
          {"points", points},
          {"bytes", bytes},
          {"remark", about_releases(store)},
          {"tiles", tiles}};
}

Json check_json(const store::CheckResult& result) {
  Json findings = Json::array();
  for (const store::Finding& finding : result.findings)
    findings.push_back({{"path", finding.path}, {"problem", finding.problem}, {"advice", finding.advice}});
  return {{"kind", "check"},
          {"tiles", result.tiles},
          {"files", result.files},
          {"bytes", result.bytes},
          {"findings", findings}};
}

/// "min / median / max" of the values present.
Json spread_json(std::span<const float> column) {
  std::vector<float> values;
  std::copy_if(column.begin(), column.end(), std::back_inserter(values),
               [](float v) { return !std::isnan(v); });
  if (values.empty()) return nullptr;
  std::sort(values.begin(), values.end());
  const auto printed = [](float v) { return std::stod(fmt::format("{}", v)); };  // 0.1f as 0.1
  return {{"min", printed(values.front())},
          {"median", printed(values[values.size() / 2])},
          {"max", printed(values.back())}};
}

/// West, south, east, north in degrees, of the places there are.
Json extent_json(std::span<const double> longitude, std::span<const double> latitude) {
  const auto ends = [](std::span<const double> degrees) {
    std::pair found{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const double degree : degrees) {
      if (!std::isnan(degree)) found = {std::min(found.first, degree), std::max(found.second, degree)};
    }
    return found;
  };
  const auto [west, east] = ends(longitude);
  const auto [south, north] = ends(latitude);
  if (west > east || south > north) return nullptr;
  return {west, south, east, north};
}

Json delivery_json(const std::filesystem::path& file) {
  const ingest::Tile tile = ingest::read_delivery(file);
  Json json{
      {"kind", "delivery"},
      {"tile", tile.stem},
      {"level", name_of(tile.level)},
      {"component", name_of(tile.component)},
      {"points", tile.points()},
      {"dates", tile.axis.size()},
      {"first_date", tile.axis.dates().front().iso()},
      {"last_date", tile.axis.dates().back().iso()},
      {"source",
       {{"file", file.filename().string()}, {"bytes", tile.source_bytes}, {"sha256", tile.source_sha256}}}};
  if (const auto name = delivery_name(tile.stem); name && name->first_year != 0)
    json["release"] = fmt::format("{}-{} ({})", name->first_year, name->last_year, name->sub_release);
  if (tile.level != Level::L3 && tile.points() > 0) {
    const auto pid = PointId::from_text(tile.columns.get<std::string>("pid").front());
    if (const auto burst = pid ? burst_position(*pid) : std::nullopt)
      json["burst"] = {{"track", burst->track}, {"burst", burst->burst}, {"swath", burst->swath}};
    json["orbit"] = tile.columns.get<std::string>("orbit").front();
  }
  json["extent"] = extent_json(tile.columns.get<double>("longitude"), tile.columns.get<double>("latitude"));
  json["missing_values"] =
      std::count_if(tile.series_mm.begin(), tile.series_mm.end(), [](float v) { return std::isnan(v); });
  for (const char* name : {"mean_velocity", "temporal_coherence"}) {
    if (tile.columns.find(name) != nullptr) json[name] = spread_json(tile.columns.get<float>(name));
  }
  Json columns = Json::array();
  for (const Column& column : tile.columns.columns()) columns.push_back(column.name);
  json["columns"] = columns;
  return json;
}

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

void print_store(std::ostream& out, const Json& json) {
  fmt::print(out, "{} tiles, {} points, {}\n", json["tiles"].size(), json["points"].get<std::uint64_t>(),
             megabytes(json["bytes"].get<std::uint64_t>()));
  if (const auto remark = json["remark"].get<std::string>(); !remark.empty())
    fmt::print(out, "{}. Commands use the newest, unless --release names another\n", remark);
  for (const Json& tile : json["tiles"]) {
    std::string done;
    for (const Json& stage : tile["stages"])
      done += (done.empty() ? "" : ", ") + stage["stage"].get<std::string>();
    fmt::print(out, "{}\n    {} {}, {} points, {} dates {} to {}, {}\n    stages: {}\n",
               tile["tile"].get<std::string>(), tile["level"].get<std::string>(),
               tile["component"].get<std::string>(), tile["points"].get<std::uint64_t>(),
               tile["dates"].get<std::size_t>(), tile["first_date"].get<std::string>(),
               tile["last_date"].get<std::string>(), megabytes(tile["bytes"].get<std::uint64_t>()), done);
    for (const Json& found : tile["disagreements"])
      fmt::print(out, "    {}\n", found["text"].get<std::string>());
  }
}

void print_delivery(std::ostream& out, const Json& json) {
  fmt::print(out, "{}\n    {} {}, {} points, {} dates {} to {}, {} values missing\n",
             json["tile"].get<std::string>(), json["level"].get<std::string>(),
             json["component"].get<std::string>(), json["points"].get<std::size_t>(),
             json["dates"].get<std::size_t>(), json["first_date"].get<std::string>(),
             json["last_date"].get<std::string>(), json["missing_values"].get<std::int64_t>());
  const Json& source = json["source"];
  fmt::print(out, "    {}, {}{}\n", source["file"].get<std::string>(),
             megabytes(source["bytes"].get<std::uint64_t>()),
             json.contains("release") ? ", release " + json["release"].get<std::string>() : "");
  if (const Json& extent = json["extent"]; !extent.is_null())
    fmt::print(out, "    longitude {} to {}, latitude {} to {}\n", extent[0].get<double>(),
               extent[2].get<double>(), extent[1].get<double>(), extent[3].get<double>());
  if (json.contains("burst"))
    fmt::print(out, "    track {:03}, burst {:04}, IW{}, {}\n", json["burst"]["track"].get<int>(),
               json["burst"]["burst"].get<int>(), json["burst"]["swath"].get<int>(),
               json["orbit"] == "A" ? "ascending" : "descending");
  for (const char* name : {"mean_velocity", "temporal_coherence"}) {
    if (!json.contains(name) || json[name].is_null()) continue;
    fmt::print(out, "    {}: min {}, median {}, max {}\n", name, json[name]["min"].get<double>(),
               json[name]["median"].get<double>(), json[name]["max"].get<double>());
  }
}

class InfoCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("PATH", path_, "A store's folder, or a delivery (.zip or .csv)")->type_name("PATH");
    app.add_flag("--json", json_, "Print JSON");
    app.add_flag("--check", check_, "Read every file of a store again: is it what was written?");
  }

  Exit run(Session& session) override {
    const std::filesystem::path path = path_.empty() ? session.options().store : path_;
    if (path.empty()) throw Error(ErrorCode::usage, {}, "nothing to look at", "Name a store or a delivery");
    const bool is_folder = std::filesystem::is_directory(path);
    if (check_) return check(session, path, is_folder);
    const Json json = is_folder ? store_json(store::Store::open(path)) : delivery_json(path);
    if (json_) {
      session.out() << json.dump(2) << '\n';
    } else if (is_folder) {
      print_store(session.out(), json);
    } else {
      print_delivery(session.out(), json);
    }
    return Exit::done;
  }

 private:
  /// A delivery is checked by reading it: then what is wrong with it is an error.
  Exit check(Session& session, const std::filesystem::path& path, bool is_folder) const {
    if (!is_folder && std::filesystem::exists(path))
      throw Error(ErrorCode::usage, {.file = path.string()}, "--check is for a store",
                  "A delivery is always checked in full: leave --check out");
    Progress progress = session.progress("check", "bytes", store::listed_bytes(path));
    const store::CheckResult result = store::check_store(path, {}, [&](std::uint64_t bytes) {
      check_interrupted();
      progress.advance(bytes);
    });
    if (json_) {
      session.out() << check_json(result).dump(2) << '\n';
    } else {
      for (const store::Finding& finding : result.findings)
        fmt::print(session.out(), "{}: {}. {}\n", finding.path, finding.problem, finding.advice);
      const auto counts =
          fmt::format("{} files of {} tiles, {}", result.files, result.tiles, megabytes(result.bytes));
      if (result.findings.empty())
        fmt::print(session.out(), "checked {}: all as they were written\n", counts);
      else
        fmt::print(session.out(), "checked {}: {} things are wrong\n", counts, result.findings.size());
    }
    return result.findings.empty() ? Exit::done : Exit::failed;
  }

  std::filesystem::path path_;
  bool json_ = false;
  bool check_ = false;
};

}  // namespace

std::unique_ptr<Command> make_info() { return std::make_unique<InfoCommand>(); }

}  // namespace plumbline::cli
