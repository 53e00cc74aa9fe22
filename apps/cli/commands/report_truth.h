// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string>
#include <vector>

#include "report/class_tables.h"
#include "report/confusion.h"
#include "store/store.h"
#include "tile_columns.h"
#include "truth_file.h"

namespace plumbline::cli {

/// Classes and flags of a store against known truth (src/classify/truth.h).
struct TruthFigures {
  report::Confusion classes;
  report::Confusion clear_classes;  ///< of the clear cases alone
  std::array<report::Detection, report::kFlagNames.size()> flags;
  std::vector<std::string> remarks;
};

/// Adds the points of a classified tile. `columns` holds pid, class_1 and the flags. The rules take the
/// thresholds that the tile was classified with.
void hold_against(const TruthOfPoints& truth, const TileColumns& columns, const store::TileRecord& tile,
                  TruthFigures& figures);

}  // namespace plumbline::cli
