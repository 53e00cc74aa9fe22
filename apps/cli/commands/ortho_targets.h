// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "ortho_square.h"

namespace plumbline::cli {

/// Tiles that decompose can make: those of one square and release.
struct OrthoTarget {
  const OrthoRelease* release = nullptr;
  SquareName square;
  std::vector<const OrthoSource*> sources;  ///< that reach into the square
};

/// The squares that the points of each release lie in; with `need_both` those that both geometries reach.
std::vector<OrthoTarget> find_targets(Session& session, const store::Store& store,
                                      const std::vector<OrthoRelease>& releases, bool need_both);

/// EGMS's name of the tile where it is one that EGMS makes; otherwise one that ends in the component, as the
/// name of any L3 table may:
///   EGMS_L3_E45N17_100km_U_2020_2024_1
///   EGMS_L3_E45N17_100km_500m_2020_2024_1_U
///   EGMS_L3_E45N17_100km_vertical_2020_2024_1_U
std::string tile_name(const OrthoTarget& target, const OrthoOptions& options, Component component);

/// Fingerprint of what the tiles are made from.
std::string inputs_of(const std::vector<const OrthoSource*>& sources);

}  // namespace plumbline::cli
