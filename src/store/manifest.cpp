// SPDX-License-Identifier: MIT
#include "store/manifest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "store/durable_file.h"

namespace plumbline::store {
namespace {

using Json = nlohmann::json;  // keeps keys sorted

constexpr std::array kLevels{Level::L2a, Level::L2b, Level::L3};
constexpr std::array kComponents{Component::line_of_sight, Component::east, Component::up};

// Found by the name that `name_of` gives; the message reaches the user through `manifest_from_json`.
template <typename T, std::size_t N>
T value_named(const std::array<T, N>& values, const std::string& name) {
  for (const T value : values) {
    if (name_of(value) == name) return value;
  }
  throw std::invalid_argument("unknown name " + plumbline::quoted(name));
}

Json json_of(const StageRecord& stage) {
  return {{"stage", stage.stage},
          {"method_version", stage.method_version},
          {"options", stage.options},
          {"inputs", stage.inputs}};
}

StageRecord stage_from(const Json& json) {
  return {json.at("stage"), json.at("method_version"), json.at("options"), json.at("inputs")};
}

Json json_of(const std::vector<StageRecord>& stages) {
  Json json = Json::array();
  for (const StageRecord& stage : stages) json.push_back(json_of(stage));
  return json;
}

std::vector<StageRecord> stages_from(const Json& json) {
  std::vector<StageRecord> stages;
  for (const Json& stage : json) put_stage(stages, stage_from(stage));
  return stages;
}

Json json_of(const FileRecord& file) {
  return {{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

// A manifest may come from somebody else: it must not lead out of the store.
FileRecord file_from(const Json& json) {
  FileRecord file{json.at("path"), json.at("bytes"), json.at("sha256")};
  const std::filesystem::path path = file.path;
  if (path.empty() || path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end())
    throw std::invalid_argument("the path " + plumbline::quoted(file.path) + " leads out of the store");
  return file;
}

Json json_of(const Disagreement& found) {
  return {{"column", found.column}, {"with", found.with},   {"tolerance", found.tolerance},
          {"points", found.points}, {"worst", found.worst}, {"pid", found.pid}};
}

Disagreement disagreement_from(const Json& json) {
  return {.column = json.at("column"),
          .with = json.at("with"),
          .tolerance = json.at("tolerance"),
          .points = json.at("points"),
          .worst = json.at("worst"),
          .pid = json.at("pid")};
}

Json json_of(const TileRecord& tile) {
  Json dates = Json::array();
  for (const Date date : tile.axis.dates()) dates.push_back(date.iso());
  Json json{
      {"stem", tile.stem},
      {"level", name_of(tile.level)},
      {"component", name_of(tile.component)},
      {"source", {{"file", tile.source_file}, {"bytes", tile.source_bytes}, {"sha256", tile.source_sha256}}},
      {"points", tile.points},
      {"dates", dates},
      {"meta", json_of(tile.meta)},
      {"series", json_of(tile.series)},
      {"stages", json_of(tile.stages)}};
  if (tile.filled) json["filled"] = json_of(*tile.filled);
  for (const Disagreement& found : tile.disagreements) json["disagreements"].push_back(json_of(found));
  return json;
}

TimeAxis axis_from(const Json& json) {
  std::vector<Date> dates;
  for (const Json& text : json) {
    const auto date = Date::from_text(text.get<std::string>());
    if (!date) throw std::invalid_argument(plumbline::quoted(text.get<std::string>()) + " is not a date");
    dates.push_back(*date);
  }
  return TimeAxis(std::move(dates));
}

TileRecord tile_from(const Json& json) {
  TileRecord tile;
  tile.stem = json.at("stem");
  tile.level = value_named(kLevels, json.at("level"));
  tile.component = value_named(kComponents, json.at("component"));
  tile.source_file = json.at("source").at("file");
  tile.source_bytes = json.at("source").at("bytes");
  tile.source_sha256 = json.at("source").at("sha256");
  tile.points = json.at("points");
  tile.axis = axis_from(json.at("dates"));
  tile.meta = file_from(json.at("meta"));
  tile.series = file_from(json.at("series"));
  if (json.contains("filled")) tile.filled = file_from(json.at("filled"));
  tile.stages = stages_from(json.at("stages"));
  for (const Json& found : json.value("disagreements", Json::array()))
    tile.disagreements.push_back(disagreement_from(found));
  return tile;
}

Manifest manifest_from(const Json& json) {
  Manifest manifest;
  for (const Json& tile : json.at("tiles")) manifest.tiles.push_back(tile_from(tile));
  std::ranges::sort(manifest.tiles, {}, &TileRecord::stem);
  manifest.stages = stages_from(json.at("stages"));
  for (const Json& file : json.at("files")) {
    FileRecord record = file_from(file);
    manifest.files.emplace(record.path, std::move(record));
  }
  return manifest;
}

}  // namespace

std::string to_json(const Manifest& manifest) {
  Json json{{"format", "plumbline store"},
            {"format_version", kFormatVersion},
            {"tiles", Json::array()},
            {"stages", json_of(manifest.stages)},
            {"files", Json::array()}};
  for (const TileRecord& tile : manifest.tiles) json["tiles"].push_back(json_of(tile));
  for (const auto& [name, file] : manifest.files) json["files"].push_back(json_of(file));
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Manifest manifest_from_json(const std::string& text, const std::filesystem::path& file) {
  int version = 0;
  try {
    const Json json = Json::parse(text);
    version = json.at("format_version").get<int>();
    if (version <= kFormatVersion) return manifest_from(json);
  } catch (const std::exception& problem) {
    throw Error(ErrorCode::bad_store, {.file = file.string()},
                fmt::format("the store's list of contents is damaged: {}", problem.what()),
                "Restore it from a copy, or ingest into a new store");
  }
  throw Error(ErrorCode::bad_store, {.file = file.string()},
              fmt::format("the store has format version {}, this program knows versions up to {}", version,
                          kFormatVersion),
              "Use a newer Plumbline");
}

void put_stage(std::vector<StageRecord>& stages, const StageRecord& stage) {
  const auto place = std::ranges::lower_bound(stages, stage.stage, {}, &StageRecord::stage);
  if (place != stages.end() && place->stage == stage.stage) {
    *place = stage;
  } else {
    stages.insert(place, stage);
  }
}

void put_tile_record(Manifest& manifest, TileRecord tile) {
  const auto place = std::ranges::lower_bound(manifest.tiles, tile.stem, {}, &TileRecord::stem);
  if (place != manifest.tiles.end() && place->stem == tile.stem) {
    *place = std::move(tile);
  } else {
    manifest.tiles.insert(place, std::move(tile));
  }
}

const StageRecord* find_stage(const std::vector<StageRecord>& stages, std::string_view name) {
  const auto found = std::ranges::find(stages, name, &StageRecord::stage);
  return found == stages.end() ? nullptr : &*found;
}

std::string StageRecord::fingerprint() const {
  // Lengths keep ("ab", "c") apart from ("a", "bc").
  const std::string text = fmt::format("{}:{};{};{}:{};{}:{}", stage.size(), stage, method_version,
                                       options.size(), options, inputs.size(), inputs);
  return sha256_of(text).substr(0, 16);
}

const StageRecord* TileRecord::stage(std::string_view name) const { return find_stage(stages, name); }

}  // namespace plumbline::store
