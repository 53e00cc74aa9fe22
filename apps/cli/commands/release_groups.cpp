// SPDX-License-Identifier: MIT
#include "release_groups.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

namespace plumbline::cli {
namespace {

std::string year_of(Date date) { return date.iso().substr(0, 4); }

std::string label_of(const DeliveryName& name, const TimeAxis& axis) {
  if (name.first_year != 0) return fmt::format("{}_{}", name.first_year, name.last_year);
  return year_of(axis.dates().front()) + "_" + year_of(axis.dates().back());
}

std::string stitched_stem(const std::string& place, const ReleaseGroup& group) {
  const std::string first = group.releases.front().label.substr(0, 4);
  std::string last;
  for (const auto& release : group.releases) last = std::max(last, release.label.substr(5, 4));
  return fmt::format("{}_{}_{}_stitched", place, first, last);
}

/// By the first and then by the last date, as releases follow each other.
bool is_older(const ReleaseGroup::Release& a, const ReleaseGroup::Release& b) {
  const auto span = [](const ReleaseGroup::Release& release) {
    const auto dates = release.tile.axis.dates();
    return std::pair(dates.back(), dates.front());
  };
  return span(a) < span(b);
}

}  // namespace

std::vector<ReleaseGroup> release_groups(const store::Store& store) {
  struct Found {
    ReleaseGroup::Release release;
    int sub_release;
  };
  std::map<std::string, std::map<std::string, Found>> places;  // by place, then by label
  for (const store::TileRecord& tile : store.tiles()) {
    auto name = delivery_name(tile.stem);
    if (!name || tile.axis.empty()) continue;
    const std::string label = label_of(*name, tile.axis);
    const int sub_release = name->sub_release;
    name->first_year = name->last_year = name->sub_release = 0;
    auto& found = places[name->text()];
    const auto known = found.find(label);
    if (known == found.end() || known->second.sub_release < sub_release)
      found.insert_or_assign(label, Found{{tile, label}, sub_release});
  }
  std::vector<ReleaseGroup> groups;
  for (auto& [place, found] : places) {
    if (found.size() < 2) continue;
    ReleaseGroup group;
    for (auto& [label, release] : found) group.releases.push_back(std::move(release.release));
    std::ranges::stable_sort(group.releases, is_older);
    group.stem = stitched_stem(place, group);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace plumbline::cli
