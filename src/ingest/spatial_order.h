// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/table.h"

namespace plumbline::ingest {

/// The place of a point on a Hilbert curve over the globe, 31 bits a side (2 cm): points near each other on
/// the curve are near each other on the ground, and mostly the other way round. What is not finite comes
/// last.
std::uint64_t hilbert_key(double longitude, double latitude);

/// The order of rows along the curve, ties by row: rows near each other on the ground are near each other in
/// the file.
std::vector<std::uint32_t> spatial_order(std::span<const double> longitude, std::span<const double> latitude);

/// `column` with its rows in the given order.
Column reordered(const Column& column, std::span<const std::uint32_t> order);

}  // namespace plumbline::ingest
