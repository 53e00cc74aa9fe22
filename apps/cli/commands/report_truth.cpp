// SPDX-License-Identifier: MIT
#include "report_truth.h"

#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "classify/rules.h"
#include "classify/truth.h"
#include "core/error.h"

namespace plumbline::cli {
namespace {

struct Settings {
  classify::RuleOptions rules;
  double jump_mm = 5;
  bool has_window = false;
};

/// The options that a tile was classified with.
Settings settings_of(const store::TileRecord& tile) {
  const store::StageRecord* record = tile.stage("classify");
  if (record == nullptr)
    throw Error(ErrorCode::missing_stage, {.file = tile.stem}, "--truth needs classes to hold against it",
                "Run plumbline classify first");
  const nlohmann::json json = nlohmann::json::parse(record->options);
  Settings settings;
  settings.rules.v_stable_mm_per_year = json.value("v_stable", settings.rules.v_stable_mm_per_year);
  settings.rules.noise_mm = json.value("noise_mm", settings.rules.noise_mm);
  settings.rules.quad_r2 = json.value("quad_r2", settings.rules.quad_r2);
  settings.rules.straight_r2 = json.value("straight_r2", settings.rules.straight_r2);
  settings.rules.linear_r2 = json.value("linear_r2", settings.rules.linear_r2);
  settings.rules.variable_r2 = json.value("variable_r2", settings.rules.variable_r2);
  settings.rules.periodic_r2 = json.value("periodic_r2", settings.rules.periodic_r2);
  settings.jump_mm = json.value("jump_mm", settings.jump_mm);
  settings.has_window = !json.value("from", "").empty() || !json.value("to", "").empty();
  return settings;
}

}  // namespace

void hold_against(const TruthOfPoints& truth, const TileColumns& columns, const store::TileRecord& tile,
                  TruthFigures& figures) {
  const Settings settings = settings_of(tile);
  const auto pids = columns.get<std::string>("pid");
  const auto classes = columns.get<std::string>("class_1");
  std::array<std::span<const Flag>, report::kFlagNames.size()> flags;
  for (std::size_t i = 0; i < flags.size(); ++i) flags[i] = columns.get<Flag>(report::kFlagNames[i]);
  std::size_t unknown = 0;
  for (std::size_t row = 0; row < pids.size(); ++row) {
    const auto found = truth.find(pids[row]);
    if (found == truth.end()) {
      ++unknown;
      continue;
    }
    const classify::Truth& point = found->second;
    const MotionClass is = classify::true_class(point, settings.rules);
    const std::optional<MotionClass> given = motion_class(classes[row]);
    figures.classes.add(is, given);
    if (classify::is_clear_case(point, settings.rules)) figures.clear_classes.add(is, given);
    const classify::MotionFlags holds = classify::true_flags(point, settings.rules, settings.jump_mm);
    const std::array<bool, 4> true_flags{holds.periodic, holds.jumpy, holds.variable, holds.noisy_trend};
    for (std::size_t i = 0; i < flags.size(); ++i)
      figures.flags[i].add(value_or(flags[i], row, Flag::missing) == Flag::yes, true_flags[i]);
  }
  if (settings.has_window)
    figures.remarks.push_back(fmt::format(
        "{} was classified in a window of time; the truth is that of the whole series.", tile.stem));
  if (unknown > 0)
    figures.remarks.push_back(fmt::format("{} points of {} are not in the truth.", unknown, tile.stem));
}

}  // namespace plumbline::cli
