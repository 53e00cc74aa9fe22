// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/delivery_name.h"
#include "store/store.h"

namespace plumbline::store {

/// The points of one level, component and release. Two datasets of a store can hold the same ground, each
/// with its own reference: only points of one dataset may be counted or averaged together (docs/science.md,
/// "Releases and levels").
struct Dataset {
  Level level = Level::L2b;
  Component component = Component::line_of_sight;
  std::string release;       ///< "2020_2024"; empty for tables of other producers, which have none
  bool is_replaced = false;  ///< by a later sub-release of the same tile, which the store holds, too
  friend auto operator<=>(const Dataset&, const Dataset&) = default;
};

/// The first and the last year of a delivery of EGMS: as its name says, else by its dates. A name without
/// years is that of the baseline, 2015_2021. Empty for a table of another producer.
std::string release_of(const TileRecord& tile);

/// The dataset of each tile, in the order of the tiles.
std::vector<Dataset> datasets_of(std::span<const TileRecord> tiles);

/// What a user asks for; what is empty is decided.
struct DatasetRequest {
  std::optional<Level> level;
  std::string release;  ///< "2020_2024" or "2020-2024"
};

/// How many levels are chosen where the user asks for none.
enum class Levels : std::uint8_t {
  one,             ///< L2b before L2a before L3
  line_of_sight,   ///< L2b before L2a; L3 never
  one_a_component  ///< along the line of sight L2b before L2a; East and Up (L3) as well
};

/// Says for each dataset whether it is chosen. Of each chosen level the newest release is, or the requested
/// one; datasets without a release always are, and replaced ones never. Throws Error(usage) for a level or a
/// release that no dataset has.
std::vector<bool> choose_datasets(std::span<const Dataset> datasets, const DatasetRequest& request,
                                  Levels levels);

/// Whether a point that both tiles hold is read from `a`: L2b before L2a before L3, then the newer release
/// and the later sub-release.
bool is_preferred(const TileRecord& a, const TileRecord& b);

/// The different releases, from the newest to the oldest; without the empty one.
std::vector<std::string> releases_of(std::span<const Dataset> datasets);

/// "L2a"; nothing for other texts.
std::optional<Level> level_named(std::string_view name);

}  // namespace plumbline::store
