// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "serve/combinations.h"
#include "serve/value_codes.h"
#include "serve/view_file.h"
#include "serve/view_records.h"

namespace plumbline::serve {

/// How the values of the index become codes.
struct ViewCodes {
  CodeFinder velocities;
  CodeFinder coherences;
  CodeFinder heights;
};

/// The points of one cell of zoom 5 as they lie in the file; positions count from the first of the cell.
struct EncodedCell {
  std::size_t points = 0;
  std::vector<std::byte> columns;
  std::vector<BlockFigures> blocks;
  std::vector<TreeFigures> trees;
  std::vector<Origin> origins;
  std::vector<ClusteredPoint> clustered;
  std::vector<ExactPlace> exact_places;
  std::uint32_t position = 0;  ///< on the curve
  Combinations combinations;   ///< none where there are too many different values
};

EncodedCell encode_cell(std::span<const ViewRecord> records, const ViewCodes& codes,
                        std::span<const TileFigures> tiles);

}  // namespace plumbline::serve
