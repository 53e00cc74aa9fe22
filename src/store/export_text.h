// SPDX-License-Identifier: MIT
// The text formats of export: CSV and GeoJSON, written directly.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/table.h"
#include "store/export_file.h"

namespace plumbline::store {

/// The columns of `rows` that the layer's attributes name, in their order. Throws Error(internal) when one is
/// not there.
std::vector<const Column*> columns_in_order(const PointLayer& layer, const Table& rows);
std::vector<const Column*> all_columns(const Table& table);
std::vector<std::string> names_of(const Table& table);

/// A header, and a line a point.
void write_points_as_csv(const std::filesystem::path& file, const PointLayer& layer);

/// RFC 7946: a line a feature, positions to seven decimals, null where a value or a place is missing, flags
/// as true and false.
void write_points_as_geojson(const std::filesystem::path& file, const PointLayer& layer);

/// `geometries`: one text a row, in a last column named "geometry".
void write_rows_as_csv(const std::filesystem::path& file, const Table& rows,
                       std::span<const std::string> geometries);

}  // namespace plumbline::store
