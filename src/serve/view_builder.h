// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/row_set.h"
#include "serve/point_columns.h"
#include "store/dataset.h"
#include "store/store.h"

namespace plumbline::serve {

/// Where the points of an index come from.
struct PointSource {
  struct Tile {
    std::string stem;
    store::Dataset dataset;
  };
  std::vector<Tile> tiles;  ///< ascending by stem
  std::function<PointColumns(std::size_t tile, IdNumbers& clusters, IdNumbers& subclusters)> read;
  /// Points of each tile that an earlier one holds as well; may be empty. They are left out.
  std::function<std::vector<RowSet>()> repeated = {};
  std::string made_from;  ///< 64 characters that change when the points do
};

/// All tiles of a store, which must outlive the source.
PointSource points_of(const store::Store& store);

/// Called with the number of points that have been taken in since the last call.
using Advance = std::function<void(std::size_t points)>;

struct ViewOptions {
  std::size_t run_points = 2'000'000;  ///< points in memory at a time, 56 bytes each, and 5 MB a thread
};

/// Writes the viewport index to `path`: beside it first, then synced and renamed. The points are parted into
/// cells of zoom 5 (0.12 degrees), those that do not fit in memory in a file without a name in the same
/// folder (56 bytes a point). The same bytes for the same points, whatever the size of the runs and the
/// number of threads. Memory: the largest tile, `run_points`, a million points or the largest cell, and what
/// a CountBuilder holds. Throws Error(file_access), Error(bad_store).
void write_view(const PointSource& source, const std::filesystem::path& path, const Advance& advance,
                const ViewOptions& options = {});

/// Where the index of a store lies.
std::filesystem::path view_path(const store::Store& store);
/// Makes the index of a store when there is none, it is of another version, or the store is newer. True when
/// it did.
bool refresh_view(const store::Store& store, const Advance& advance);

}  // namespace plumbline::serve
