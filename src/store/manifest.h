// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace plumbline::store {

/// Version of the files and of the manifest that this program writes (docs/file-format.md). It grows when an
/// older program could misread a newer store.
inline constexpr int kFormatVersion = 1;

/// What STORE/plumbline.json says. Holds no time stamp and no path of a machine: the same work gives the same
/// bytes.
struct Manifest {
  std::vector<TileRecord> tiles;                         ///< in order of the stem
  std::vector<StageRecord> stages;                       ///< of store-wide results, in order of the name
  std::map<std::string, FileRecord, std::less<>> files;  ///< store-wide results by name
};

/// The text of the file; ends with a newline.
std::string to_json(const Manifest& manifest);
/// Throws Error(bad_store) naming `file` when the text is damaged or of a newer version.
Manifest manifest_from_json(const std::string& text, const std::filesystem::path& file);

/// Replaces the record of the tile of the same stem or adds it, keeping the order.
void put_tile_record(Manifest& manifest, TileRecord tile);
/// Replaces the record of the same stage or adds it, keeping the order of the names.
void put_stage(std::vector<StageRecord>& stages, const StageRecord& stage);
const StageRecord* find_stage(const std::vector<StageRecord>& stages, std::string_view name);

}  // namespace plumbline::store
