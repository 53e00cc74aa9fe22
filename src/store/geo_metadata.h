// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "store/store.h"

namespace plumbline::store {

inline constexpr std::string_view kGeometryColumn = "geometry";
inline constexpr std::string_view kBoxColumn = "bbox";

/// The box around all points that have both coordinates.
GeographicBox box_around(std::span<const double> longitude, std::span<const double> latitude);

/// A point as well-known binary: little endian, longitude first, as GeoParquet asks whatever the order of
/// axes of the coordinate system is.
std::array<std::uint8_t, 21> wkb_point(double longitude, double latitude);

/// The nearest float32 that is not greater, or not less, than `value`.
float rounded_down(double value);
float rounded_up(double value);

/// The value of the metadata key `geo`: GeoParquet 1.1.0, one WKB column of points in EPSG:4326, with the
/// covering column `bbox`.
std::string geo_metadata(const GeographicBox& box);

}  // namespace plumbline::store
