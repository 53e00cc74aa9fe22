// SPDX-License-Identifier: MIT
#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/error.h"
#include "core/motion_class.h"
#include "serve/viewport_index.h"

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

/// Gives every different id a number, in order of appearance.
class Numbering {
 public:
  explicit Numbering(std::vector<std::string>& ids) : ids_(ids) {}

  void append(const Table& tile, std::string_view column, std::vector<std::uint32_t>& to) {
    if (tile.find(column) == nullptr) {
      to.insert(to.end(), tile.rows(), kNoCluster);
      return;
    }
    for (const std::string& id : tile.get<std::string>(column))
      to.push_back(id.empty() ? kNoCluster : number(id));
  }

 private:
  std::uint32_t number(const std::string& id) {
    const auto [place, is_new] = numbers_.try_emplace(id, static_cast<std::uint32_t>(ids_.size()));
    if (is_new) ids_.push_back(id);
    return place->second;
  }
  std::vector<std::string>& ids_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace

PointColumns read_point_columns(const store::Store& store) {
  constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
  PointColumns columns;
  Numbering clusters(columns.cluster_ids);
  Numbering subclusters(columns.subcluster_ids);
  if (store.tiles().size() > std::numeric_limits<std::uint16_t>::max())
    throw Error(ErrorCode::bad_store, {.file = store.folder().string()},
                "the store has more than 65,535 tiles");
  for (const store::TileRecord& record : store.tiles()) {
    const std::string& stem = record.stem;
    const Table tile = store.read_columns(stem, names_to_read(store, stem));
    if (columns.size() + tile.rows() > std::numeric_limits<std::uint32_t>::max())
      throw Error(ErrorCode::bad_store, {.file = store.folder().string()},
                  "the store has 2^32 points or more");
    append_pids(tile, stem, columns.pid);
    append(tile, "longitude", double{}, columns.longitude);
    append(tile, "latitude", double{}, columns.latitude);
    append(tile, "mean_velocity", kMissing, columns.mean_velocity_mm_per_year);
    append(tile, "temporal_coherence", kMissing, columns.temporal_coherence);
    append(tile, "height", kMissing, columns.height_m);
    append_orbits(tile, stem, columns.orbit);
    append_classes(tile, stem, columns.motion_class);
    append_flags(tile, columns.flags);
    clusters.append(tile, "cluster_id", columns.cluster);
    subclusters.append(tile, "subcluster_id", columns.subcluster);
    for (std::uint32_t row = 0; row < tile.rows(); ++row) columns.row.push_back(row);
    columns.tile.insert(columns.tile.end(), tile.rows(),
                        static_cast<std::uint16_t>(columns.tile_stems.size()));
    columns.tile_stems.push_back(stem);
  }
  return columns;
}

}  // namespace plumbline::serve
