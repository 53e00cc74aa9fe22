// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/disagreement.h"
#include "ingest/table_blocks.h"

namespace plumbline::ingest {

/// Compares columns of an L2 delivery that say the same in two ways: the two pairs of coordinates, the length
/// of the line-of-sight vector, and the angle of incidence. Tolerances are what the printed decimals leave
/// (docs/science.md, "Verification of deliveries"). One entry a comparison; none for other tables.
std::vector<Disagreement> check_geometry(const RowBlock& block);

}  // namespace plumbline::ingest
