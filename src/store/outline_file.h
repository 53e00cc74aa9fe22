// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <vector>

#include "core/outline.h"

namespace plumbline::store {

/// The polygons of the first layer with geometries of a GeoPackage, GeoJSON, Shapefile or FlatGeobuf, in
/// EPSG:3035, one outline a feature. Named by its attribute `name` or else `id` (in any case), or else by the
/// feature's number. Features that are no polygons are passed over. Curves become lines. Throws
/// Error(file_missing), Error(bad_value) without a reference system or without polygons.
std::vector<Outline> read_outlines(const std::filesystem::path& file);

}  // namespace plumbline::store
