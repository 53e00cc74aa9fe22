// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>
#include <string>

#include "store/store.h"

namespace plumbline::cli {

inline constexpr const char* kStacCollectionFile = "collection.json";
inline constexpr const char* kStacItemsFile = "items.geojson";

/// A tile as a catalogue shows it.
struct StacTile {
  const store::TileRecord* tile = nullptr;
  std::array<double, 4> box{};  ///< west, south, east, north in degrees; NaN without any place
  std::string direction;        ///< ascending, descending or empty
};

/// What a store holds, for catalogues: a SpatioTemporal Asset Catalog collection (STAC 1.0.0) and its items,
/// one a tile, in one GeoJSON file beside it. Addresses are relative to the store's folder. The same store
/// gives the same text.
std::string stac_collection(std::span<const StacTile> tiles);
std::string stac_items(std::span<const StacTile> tiles);

}  // namespace plumbline::cli
