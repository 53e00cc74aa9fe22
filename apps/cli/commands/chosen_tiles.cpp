// SPDX-License-Identifier: MIT
#include "chosen_tiles.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "store/repeated_points.h"
#include "store/selection.h"

namespace plumbline::cli {
namespace {

using store::Dataset;

struct LeftOut {
  std::set<std::string> releases;
  std::set<std::string_view> levels;
  std::size_t of_other_release = 0;
  std::size_t of_other_level = 0;
  std::vector<std::string> replaced;
};

std::string tiles_of(std::size_t count) { return fmt::format("{} tile{}", count, count == 1 ? "" : "s"); }

std::vector<std::string> remarks_on(const LeftOut& left_out, const ChosenTiles& chosen,
                                    const std::set<std::string_view>& levels) {
  std::vector<std::string> remarks;
  if (left_out.of_other_level > 0)
    remarks.push_back(fmt::format("level {} is used; {} of level {} left out: choose with --level",
                                  fmt::join(levels, " and "), tiles_of(left_out.of_other_level),
                                  fmt::join(left_out.levels, " and ")));
  if (left_out.of_other_release > 0)
    remarks.push_back(fmt::format("release {} is used; {} of release {} left out: choose with --release",
                                  chosen.release, tiles_of(left_out.of_other_release),
                                  fmt::join(left_out.releases, " and ")));
  for (const std::string& stem : left_out.replaced)
    remarks.push_back(fmt::format("{} is left out: the store holds a later sub-release of it", stem));
  return remarks;
}

void find_repeated(const store::Store& store, ChosenTiles& chosen) {
  for (store::RepeatedPoints& found : find_repeated_points(store::PointReader(store), chosen.tiles)) {
    chosen.remarks.push_back(fmt::format("{}: {} also in {}, and used once", found.stem,
                                         found.rows.count() == 1
                                             ? std::string("1 point is")
                                             : fmt::format("{} points are", found.rows.count()),
                                         found.first_stem));
    chosen.repeated.emplace(std::move(found.stem), std::move(found.rows));
  }
}

const char* default_level(store::Levels levels) {
  switch (levels) {
    case store::Levels::one:
      return "Level to use; default: L2b, else L2a, else L3";
    case store::Levels::line_of_sight:
      return "Level to use; default: L2b, else L2a";
    case store::Levels::one_a_component:
      break;
  }
  return "Level to use; default: L2b, else L2a, and L3";
}

}  // namespace

void declare_dataset(CLI::App& app, store::DatasetRequest& request, store::Levels levels) {
  const bool has_l3 = levels != store::Levels::line_of_sight;
  const auto names =
      has_l3 ? std::vector<std::string>{"L2a", "L2b", "L3"} : std::vector<std::string>{"L2a", "L2b"};
  app.add_option("--release", request.release, "Release to use, such as 2020_2024; default: the newest")
      ->type_name("YYYY_YYYY");
  app.add_option_function<std::string>(
         "--level", [&request](const std::string& name) { request.level = store::level_named(name); },
         default_level(levels))
      ->check(CLI::IsMember(names))
      ->type_name(fmt::format("{}", fmt::join(names, "|")));
}

std::vector<std::string> ChosenTiles::stems() const {
  std::vector<std::string> stems;
  for (const store::TileRecord* tile : tiles) stems.push_back(tile->stem);
  return stems;
}

bool ChosenTiles::counts(const std::string& stem, std::size_t row) const {
  const auto found = repeated.find(stem);
  return found == repeated.end() || !found->second.contains(row);
}

std::size_t ChosenTiles::points_of(const store::TileRecord& tile) const {
  const auto found = repeated.find(tile.stem);
  return tile.points - (found == repeated.end() ? 0 : found->second.count());
}

ChosenTiles choose_tiles(const store::Store& store, const store::DatasetRequest& request,
                         store::Levels levels) {
  const std::vector<Dataset> datasets = store::datasets_of(store.tiles());
  const std::vector<bool> is_chosen = choose_datasets(datasets, request, levels);
  ChosenTiles chosen;
  std::set<std::string_view> chosen_levels;
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    if (!is_chosen[i]) continue;
    chosen.tiles.push_back(&store.tiles()[i]);
    chosen_levels.insert(name_of(datasets[i].level));
    if (!datasets[i].release.empty()) chosen.release = datasets[i].release;
  }
  LeftOut left_out;
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    if (is_chosen[i]) continue;
    chosen.left_out.push_back(store.tiles()[i].stem);
    if (levels == store::Levels::line_of_sight && datasets[i].level == Level::L3) continue;
    if (!chosen_levels.contains(name_of(datasets[i].level))) {
      ++left_out.of_other_level;
      left_out.levels.insert(name_of(datasets[i].level));
    } else if (datasets[i].is_replaced) {
      left_out.replaced.push_back(store.tiles()[i].stem);
    } else {
      ++left_out.of_other_release;
      left_out.releases.insert(datasets[i].release);
    }
  }
  chosen.remarks = remarks_on(left_out, chosen, chosen_levels);
  find_repeated(store, chosen);
  return chosen;
}

std::string about_releases(const store::Store& store) {
  const auto releases = store::releases_of(store::datasets_of(store.tiles()));
  if (releases.size() < 2) return {};
  return fmt::format("the store holds the releases {}: the same ground is in each of them",
                     fmt::join(releases, ", "));
}

void note_remarks(Session& session, const ChosenTiles& tiles) {
  for (const std::string& remark : tiles.remarks) session.note(remark);
}

}  // namespace plumbline::cli
