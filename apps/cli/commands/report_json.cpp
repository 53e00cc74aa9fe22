// SPDX-License-Identifier: MIT
#include "report_json.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "version.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;
using report::ClassTables;

/// Null for what is not known, and no more digits than mean anything.
Json number(double value) {
  constexpr double kDigits = 1e6;
  if (!std::isfinite(value)) return nullptr;
  return std::round(value * kDigits) / kDigits;
}

Json share(std::size_t part, std::size_t whole) {
  return whole == 0 ? Json(nullptr) : number(static_cast<double>(part) / static_cast<double>(whole));
}

Json agreement_json(const report::Agreement& a) {
  Json within = Json::object();
  for (std::size_t i = 0; i < report::Agreement::kLimits.size(); ++i)
    within[fmt::format("{:g}", report::Agreement::kLimits[i])] = share(a.within(i), a.count());
  return {{"points", a.count()},
          {"rms", number(a.rms())},
          {"bias", number(a.bias())},
          {"deviation", number(a.deviation())},
          {"largest", number(a.largest())},
          {"correlation", number(a.correlation())},
          {"share_within", within},
          {"points_beyond_1", a.count() - a.within(report::Agreement::kLimits.size() - 1)}};
}

Json comparison_json(const StoreFigures& figures, const std::optional<VelocityFigures>& velocity,
                     report::Agreement TileFigures::*of_tile) {
  if (!velocity) return nullptr;
  Json tiles = Json::array();
  for (const TileFigures& tile : figures.tiles) {
    Json entry{{"tile", tile.stem}};
    entry.update(agreement_json(tile.*of_tile));
    tiles.push_back(std::move(entry));
  }
  const report::Histogram& residuals = velocity->residuals;
  return {{"all", agreement_json(velocity->agreement)},
          {"tiles", tiles},
          {"residuals",
           {{"first", residuals.first()},
            {"last", residuals.last()},
            {"counts", residuals.counts()},
            {"below", residuals.below()},
            {"above", residuals.above()}}}};
}

Json tiles_json(const StoreFigures& figures) {
  Json tiles = Json::array();
  for (const TileFigures& tile : figures.tiles)
    tiles.push_back({{"tile", tile.stem},
                     {"kind", tile.kind},
                     {"orbit", tile.orbit.empty() ? Json(nullptr) : Json(tile.orbit)},
                     {"points", tile.points},
                     {"dates", tile.dates},
                     {"first_date", tile.first_date},
                     {"last_date", tile.last_date},
                     {"longest_interval_days", tile.longest_interval_days},
                     {"mean_velocity", number(tile.velocities.mean())},
                     {"classified", tile.is_classified ? Json(tile.classified_points) : Json(nullptr)}});
  return tiles;
}

Json velocities_json(std::size_t count, std::size_t of, const report::Distribution& v) {
  return {{"points", count},
          {"share", share(count, of)},
          {"mean_velocity", number(v.mean())},
          {"deviation", number(v.deviation())},
          {"p05", number(v.quantile(0.05))},
          {"p95", number(v.quantile(0.95))}};
}

Json classes_json(const ClassTables& tables) {
  Json classes = Json::array();
  Json zones = Json::array();
  const auto entry = [](std::size_t motion, const Json& figures) {
    Json json{{"class", report::table_class_name(motion)}};
    json.update(figures);
    return json;
  };
  for (std::size_t motion = 0; motion < ClassTables::kClasses; ++motion)
    classes.push_back(
        entry(motion, velocities_json(tables.count(motion), tables.points(), tables.velocities(motion))));
  for (std::size_t zone = 0; zone < report::kHeightZoneNames.size(); ++zone) {
    const std::size_t points = tables.points_of_zone(zone);
    Json of_zone = Json::array();
    for (std::size_t motion = 0; motion < ClassTables::kClasses; ++motion)
      of_zone.push_back(entry(
          motion, velocities_json(tables.count(zone, motion), points, tables.velocities(zone, motion))));
    zones.push_back({{"zone", report::kHeightZoneNames[zone]}, {"points", points}, {"classes", of_zone}});
  }
  Json flags = Json::array();
  for (std::size_t flag = 0; flag < report::kFlagNames.size(); ++flag)
    flags.push_back({{"flag", report::kFlagNames[flag]},
                     {"points", tables.flagged(flag)},
                     {"share", share(tables.flagged(flag), tables.classified())}});
  return {{"points", tables.points()},
          {"classified", tables.classified()},
          {"classes", classes},
          {"flags", flags},
          {"height_zones", zones}};
}

Json kinds_json(const StoreFigures& figures) {
  Json kinds = Json::array();
  for (const KindFigures& kind : figures.kinds) {
    if (!kind.is_classified) continue;
    Json entry{{"kind", kind.name}};
    entry.update(classes_json(kind.tables));
    kinds.push_back(std::move(entry));
  }
  return kinds;
}

Json gaps_json(const report::GapCounts& gaps) {
  Json ranges = Json::array();
  for (std::size_t range = 0; range < report::GapCounts::kRanges; ++range) {
    const auto& limits = report::GapCounts::kLimits;
    ranges.push_back({{"up_to_days", range < limits.size() ? Json(limits[range]) : Json(nullptr)},
                      {"points", gaps.count(range)}});
  }
  return {{"points", gaps.points()},
          {"points_with_gaps", gaps.points_with_gaps()},
          {"longest_days", gaps.longest_days()},
          {"longest_gap_of_points", ranges}};
}

Json detection_json(const report::Detection& d) {
  return {{"true", d.is_true},
          {"found", d.found},
          {"found_and_true", d.found_and_true},
          {"precision", number(d.precision())},
          {"recall", number(d.recall())}};
}

Json confusion_json(const report::Confusion& confusion) {
  Json rows = Json::array();
  for (std::size_t t = 0; t < kMotionClassNames.size(); ++t) {
    Json given = Json::object();
    for (std::size_t g = 0; g <= report::Confusion::kUnclassified; ++g)
      given[std::string(report::table_class_name(g))] = confusion.count(t, g);
    Json row{{"truth", kMotionClassNames[t]}, {"given", given}};
    row.update(detection_json(confusion.detection(t)));
    rows.push_back(std::move(row));
  }
  return rows;
}

Json truth_json(const StoreFigures& figures) {
  if (!figures.truth) return nullptr;
  const TruthFigures& truth = *figures.truth;
  Json flags = Json::array();
  for (std::size_t i = 0; i < truth.flags.size(); ++i) {
    Json flag{{"flag", report::kFlagNames[i]}};
    flag.update(detection_json(truth.flags[i]));
    flags.push_back(std::move(flag));
  }
  return {{"points", truth.classes.points()},
          {"classes", confusion_json(truth.classes)},
          {"clear_cases", confusion_json(truth.clear_classes)},
          {"flags", flags},
          {"remarks", truth.remarks}};
}

Json stages_json(const StoreFigures& figures) {
  Json stages = Json::array();
  for (const StageFigures& stage : figures.stages)
    stages.push_back({{"stage", stage.stage},
                      {"method_version", stage.method_version},
                      {"tiles", stage.tiles},
                      {"options", Json::parse(stage.options)}});
  return stages;
}

}  // namespace

std::string report_json(const StoreFigures& figures) {
  const Json json{{"format", "plumbline report"},
                  {"format_version", 1},
                  {"plumbline", kVersion},
                  {"store", figures.name},
                  {"level", figures.level ? Json(*figures.level) : Json(nullptr)},
                  {"release", figures.release.empty() ? Json(nullptr) : Json(figures.release)},
                  {"points", figures.points()},
                  {"missing", figures.missing},
                  {"tiles", tiles_json(figures)},
                  {"velocity",
                   {{"egms_formula", comparison_json(figures, figures.egms, &TileFigures::egms)},
                    {"plain_line", comparison_json(figures, figures.line, &TileFigures::line)}}},
                  {"kinds", kinds_json(figures)},
                  {"gaps", gaps_json(figures.gaps)},
                  {"truth", truth_json(figures)},
                  {"stages", stages_json(figures)}};
  return json.dump(1) + "\n";
}

}  // namespace plumbline::cli
