// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>

namespace plumbline::bench {

/// A store of ascending and descending L2b tiles over the south-west corner of the L3 tile E44N25: a square
/// of `side_km`, in strips of 20 km as bursts are, `points` places at random in every 100 m cell and
/// geometry. Dates are those of a real pair, every six days at first and then every twelve. Cells move at
/// rates of their own (east_rate, up_rate), with white noise of 2 mm, printed to 0.1 mm.
void make_store(const std::filesystem::path& folder, std::size_t side_km, std::size_t points);

/// mm/yr, of the cell whose middle this is.
double east_rate(double easting_m, double northing_m);
double up_rate(double easting_m, double northing_m);

}  // namespace plumbline::bench
