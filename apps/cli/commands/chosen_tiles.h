// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "../command.h"
#include "core/row_set.h"
#include "store/dataset.h"
#include "store/store.h"

// What commands share that look at several tiles at once: the choice of one release and one level, so that no
// ground counts twice (docs/science.md, "Releases and levels").

namespace plumbline::cli {

/// --release and --level.
void declare_dataset(CLI::App& app, store::DatasetRequest& request, store::Levels levels);

/// Tiles that may be counted together. Valid until the store changes.
struct ChosenTiles {
  std::vector<const store::TileRecord*> tiles;  ///< in order of their stem
  std::vector<std::string> left_out;            ///< stems of the others
  std::string release;                          ///< empty where no chosen tile has one
  std::map<std::string, RowSet> repeated;       ///< by stem: points that another chosen tile holds as well
  std::vector<std::string> remarks;             ///< a sentence for each thing that was left out

  std::vector<std::string> stems() const;
  /// Whether this point of the tile counts.
  bool counts(const std::string& stem, std::size_t row) const;
  /// How many points of the tile count.
  std::size_t points_of(const store::TileRecord& tile) const;
};

/// The tiles of the requested release and level, or of the newest. Throws Error(usage) for a release or a
/// level that the store does not have.
ChosenTiles choose_tiles(const store::Store& store, const store::DatasetRequest& request,
                         store::Levels levels);
/// A sentence about a store that holds several releases; empty for others.
std::string about_releases(const store::Store& store);
/// Says what was left out.
void note_remarks(Session& session, const ChosenTiles& tiles);

}  // namespace plumbline::cli
