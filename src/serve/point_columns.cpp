// SPDX-License-Identifier: MIT
#include "serve/point_columns.h"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "core/error.h"
#include "core/motion_class.h"

namespace plumbline::serve {
namespace {

struct WantedColumn {
  std::string_view name;
  ColumnType type;
  bool required;
};

constexpr std::array kWantedColumns{
    WantedColumn{"pid", ColumnType::text, true},
    WantedColumn{"longitude", ColumnType::float64, true},
    WantedColumn{"latitude", ColumnType::float64, true},
    WantedColumn{"mean_velocity", ColumnType::float32, true},
    WantedColumn{"temporal_coherence", ColumnType::float32, false},  // L3 has none
    WantedColumn{"height", ColumnType::float32, false},
    WantedColumn{"orbit", ColumnType::text, false},  // L3 has none
    WantedColumn{"class_1", ColumnType::text, false},
    WantedColumn{"periodic", ColumnType::flag, false},
    WantedColumn{"jumpy", ColumnType::flag, false},
    WantedColumn{"variable_flag", ColumnType::flag, false},
    WantedColumn{"noisy_trend", ColumnType::flag, false},
    WantedColumn{"cluster_id", ColumnType::text, false},
    WantedColumn{"subcluster_id", ColumnType::text, false},
};

[[noreturn]] void throw_bad(const std::string& stem, std::string_view column, std::string problem) {
  throw Error(ErrorCode::bad_store, {.file = stem, .column = std::string(column)}, std::move(problem),
              "Ingest the delivery again with --overwrite");
}

/// The wanted columns that the tile has.
std::vector<std::string> names_to_read(const store::Store& store, const std::string& stem) {
  const auto present = store.column_names(stem);
  std::vector<std::string> names;
  for (const WantedColumn& wanted : kWantedColumns) {
    const auto found =
        std::find_if(present.begin(), present.end(), [&](const auto& p) { return p.first == wanted.name; });
    if (found == present.end()) {
      if (wanted.required) throw_bad(stem, wanted.name, "the tile has no such column");
      continue;
    }
    if (found->second != wanted.type)
      throw_bad(stem, wanted.name, "the column has another type than the map needs");
    names.emplace_back(wanted.name);
  }
  return names;
}

template <typename T>
void append(const Table& tile, std::string_view name, T missing, std::vector<T>& to) {
  if (tile.find(name) == nullptr) {
    to.insert(to.end(), tile.rows(), missing);
    return;
  }
  const auto values = tile.get<T>(name);
  to.insert(to.end(), values.begin(), values.end());
}

void append_pids(const Table& tile, const std::string& stem, std::vector<PointId>& to) {
  for (const std::string& text : tile.get<std::string>("pid")) {
    const auto pid = PointId::from_text(text);
    if (!pid) throw_bad(stem, "pid", quoted(text) + " is not a point id");
    to.push_back(*pid);
  }
}

void append_orbits(const Table& tile, const std::string& stem, std::vector<Orbit>& to) {
  if (tile.find("orbit") == nullptr) {
    to.insert(to.end(), tile.rows(), Orbit::none);
    return;
  }
  for (const std::string& text : tile.get<std::string>("orbit")) {
    if (!text.empty() && text != "A" && text != "D")
      throw_bad(stem, "orbit", quoted(text) + " is neither A nor D");
    to.push_back(text.empty() ? Orbit::none : text == "A" ? Orbit::ascending : Orbit::descending);
  }
}

void append_classes(const Table& tile, const std::string& stem, std::vector<std::uint8_t>& to) {
  if (tile.find("class_1") == nullptr) {
    to.insert(to.end(), tile.rows(), kUnclassified);
    return;
  }
  for (const std::string& name : tile.get<std::string>("class_1")) {
    const auto motion = motion_class(name);
    if (!motion && !name.empty()) throw_bad(stem, "class_1", quoted(name) + " is not a class of motion");
    to.push_back(motion ? static_cast<std::uint8_t>(*motion) : kUnclassified);
  }
}

void append_flags(const Table& tile, std::vector<std::uint8_t>& to) {
  const std::size_t first = to.size();
  to.insert(to.end(), tile.rows(), kFlagsUnknown);
  for (std::size_t flag = 0; flag < kFlagNames.size(); ++flag) {
    if (tile.find(kFlagNames[flag]) == nullptr) continue;
    const auto values = tile.get<Flag>(kFlagNames[flag]);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i] == Flag::missing) continue;
      const unsigned known = to[first + i] & ~(0x10U << flag);
      to[first + i] = static_cast<std::uint8_t>(known | (values[i] == Flag::yes ? 1U << flag : 0U));
    }
  }
}

void append_ids(const Table& tile, std::string_view column, IdNumbers& numbers,
                std::vector<std::uint32_t>& to) {
  if (tile.find(column) == nullptr) {
    to.insert(to.end(), tile.rows(), kNoCluster);
    return;
  }
  for (const std::string& id : tile.get<std::string>(column))
    to.push_back(id.empty() ? kNoCluster : numbers.number(id));
}

}  // namespace

std::uint32_t IdNumbers::number(const std::string& id) {
  const auto [place, is_new] = numbers_.try_emplace(id, static_cast<std::uint32_t>(ids_.size()));
  if (is_new) ids_.push_back(id);
  return place->second;
}

PointColumns read_point_columns(const store::Store& store, const std::string& stem, IdNumbers& clusters,
                                IdNumbers& subclusters) {
  constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
  const Table tile = store.read_columns(stem, names_to_read(store, stem));
  PointColumns columns;
  append_pids(tile, stem, columns.pid);
  append(tile, "longitude", double{}, columns.longitude);
  append(tile, "latitude", double{}, columns.latitude);
  append(tile, "mean_velocity", kMissing, columns.mean_velocity_mm_per_year);
  append(tile, "temporal_coherence", kMissing, columns.temporal_coherence);
  for (float& coherence : columns.temporal_coherence) coherence += 0.0F;  // -0.0 becomes 0.0
  append(tile, "height", kMissing, columns.height_m);
  append_orbits(tile, stem, columns.orbit);
  append_classes(tile, stem, columns.motion_class);
  append_flags(tile, columns.flags);
  append_ids(tile, "cluster_id", clusters, columns.cluster);
  append_ids(tile, "subcluster_id", subclusters, columns.subcluster);
  return columns;
}

}  // namespace plumbline::serve
