// SPDX-License-Identifier: MIT
#include "store/dataset.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"

namespace plumbline::store {
namespace {

constexpr std::string_view kBaseline = "2015_2021";
constexpr std::array kLevelsByPreference{Level::L2b, Level::L2a, Level::L3};

bool is_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The first "YYYY_YYYY" of a name that stands between underscores: "EGMS_L2b_…_2015_2024_stitched" has one.
std::string years_in(std::string_view name) {
  constexpr std::size_t kYears = 9;
  for (std::size_t at = name.find("_2"); at != std::string_view::npos; at = name.find("_2", at + 1)) {
    const std::string_view years = name.substr(at + 1, kYears);
    const bool ends_there = at + 1 + kYears == name.size() || name.substr(at + 1 + kYears, 1) == "_";
    if (years.size() == kYears && years[4] == '_' && is_digits(years.substr(0, 4)) &&
        is_digits(years.substr(5)) && ends_there)
      return std::string(years);
  }
  return {};
}

std::string years_of(const TimeAxis& axis) {
  if (axis.empty()) return {};
  const auto year = [](Date date) { return date.iso().substr(0, 4); };
  const std::string first = year(axis.dates().front()), last = year(axis.dates().back());
  // Tracks of the baseline begin in 2015 or 2016.
  if (first <= "2016" && last <= "2021") return std::string(kBaseline);
  return first + "_" + last;
}

bool is_of_another_producer(const TileRecord& tile) {
  const StageRecord* ingest = tile.stage("ingest");
  return ingest == nullptr || ingest->options.find("profile_sha256") != std::string::npos;
}

/// "2015_2021" before "2018_2022": by the last year, then by the first.
bool is_newer(std::string_view a, std::string_view b) {
  const auto key = [](std::string_view release) {
    return std::pair(release.substr(release.size() - 4), release.substr(0, 4));
  };
  return key(a) > key(b);
}

/// The name of a tile without its sub-release, and the sub-release; nothing for a name that has none.
std::optional<std::pair<std::string, int>> without_sub_release(const std::string& stem) {
  auto name = delivery_name(stem);
  if (!name || name->sub_release == 0) return std::nullopt;
  const int sub_release = std::exchange(name->sub_release, 0);
  return std::pair(name->text(), sub_release);
}

std::string with_underscore(std::string release) {
  std::ranges::replace(release, '-', '_');
  return release;
}

[[noreturn]] void no_such_level(const std::set<Level>& held, const DatasetRequest& request) {
  std::vector<std::string_view> names;
  for (const Level one : held) names.push_back(name_of(one));
  const std::string release = request.release.empty() ? "" : " and release " + request.release;
  throw Error(ErrorCode::usage, {},
              fmt::format("the store has no tiles of level {}{}", name_of(*request.level), release),
              names.empty() ? "" : fmt::format("It has {}{}", fmt::join(names, ", "), release));
}

std::set<Level> chosen_levels(const std::set<Level>& held, const DatasetRequest& request, Levels levels) {
  if (request.level && !held.contains(*request.level)) no_such_level(held, request);
  if (request.level) return {*request.level};
  std::set<Level> chosen;
  for (const Level level : kLevelsByPreference) {
    if (!held.contains(level) || (levels == Levels::line_of_sight && level == Level::L3)) continue;
    const bool is_second_line_of_sight = level == Level::L2a && chosen.contains(Level::L2b);
    if (chosen.empty() || (levels == Levels::one_a_component && !is_second_line_of_sight))
      chosen.insert(level);
  }
  return chosen;
}

[[noreturn]] void no_such_release(std::span<const Dataset> datasets, const std::string& release) {
  const auto held = releases_of(datasets);
  throw Error(ErrorCode::usage, {}, fmt::format("the store has no release {}", plumbline::quoted(release)),
              held.empty() ? "" : fmt::format("It has {}", fmt::join(held, ", ")));
}

}  // namespace

std::string release_of(const TileRecord& tile) {
  const auto name = delivery_name(tile.stem);
  if (name && name->first_year != 0) return fmt::format("{:04}_{:04}", name->first_year, name->last_year);
  if (name) return std::string(kBaseline);
  if (tile.stem.starts_with("EGMS_")) {
    if (std::string years = years_in(tile.stem); !years.empty()) return years;
  }
  return is_of_another_producer(tile) ? std::string() : years_of(tile.axis);
}

std::vector<Dataset> datasets_of(std::span<const TileRecord> tiles) {
  std::map<std::string, int> last_sub_release;
  for (const TileRecord& tile : tiles) {
    if (const auto name = without_sub_release(tile.stem)) {
      int& last = last_sub_release[name->first];
      last = std::max(last, name->second);
    }
  }
  std::vector<Dataset> datasets;
  for (const TileRecord& tile : tiles) {
    const auto name = without_sub_release(tile.stem);
    datasets.push_back({.level = tile.level,
                        .component = tile.component,
                        .release = release_of(tile),
                        .is_replaced = name && name->second < last_sub_release[name->first]});
  }
  return datasets;
}

std::vector<std::string> releases_of(std::span<const Dataset> datasets) {
  std::set<std::string, decltype(&is_newer)> releases(&is_newer);
  for (const Dataset& dataset : datasets) {
    if (!dataset.release.empty()) releases.insert(dataset.release);
  }
  return {releases.begin(), releases.end()};
}

std::vector<bool> choose_datasets(std::span<const Dataset> datasets, const DatasetRequest& request,
                                  Levels levels) {
  const std::string requested = with_underscore(request.release);
  std::set<Level> held;
  std::map<Level, std::string> newest;
  for (const Dataset& dataset : datasets) {
    if (!requested.empty() && dataset.release != requested) continue;
    held.insert(dataset.level);
    std::string& release = newest[dataset.level];
    if (release.empty() || (!dataset.release.empty() && is_newer(dataset.release, release)))
      release = dataset.release;
  }
  if (!requested.empty() && held.empty()) no_such_release(datasets, request.release);
  const std::set<Level> chosen = chosen_levels(held, request, levels);
  std::vector<bool> is_chosen;
  for (const Dataset& dataset : datasets)
    is_chosen.push_back(!dataset.is_replaced && chosen.contains(dataset.level) &&
                        (dataset.release.empty() || dataset.release == newest[dataset.level]));
  return is_chosen;
}

bool is_preferred(const TileRecord& a, const TileRecord& b) {
  const auto rank = [](Level level) { return std::ranges::find(kLevelsByPreference, level); };
  if (a.level != b.level) return rank(a.level) < rank(b.level);
  const std::string release_a = release_of(a), release_b = release_of(b);
  if (release_a != release_b)
    return !release_a.empty() && (release_b.empty() || is_newer(release_a, release_b));
  const auto sub_release = [](const TileRecord& tile) {
    const auto name = delivery_name(tile.stem);
    return name ? name->sub_release : 0;
  };
  return sub_release(a) > sub_release(b);
}

std::optional<Level> level_named(std::string_view name) {
  for (const Level level : kLevelsByPreference) {
    if (name_of(level) == name) return level;
  }
  return std::nullopt;
}

}  // namespace plumbline::store
