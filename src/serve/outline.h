// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <vector>

#include "serve/earth.h"

namespace plumbline::serve {

/// A closed line: the last place is the first again.
using Ring = std::vector<Place>;

/// Half a pixel of a web map, in degrees of longitude.
double half_pixel_degrees(int zoom);

/// The ring with as few of its corners as keep it within `tolerance_degrees` of longitude of every corner
/// left out (Douglas and Peucker 1973), as seen on a web map: degrees of latitude are stretched by 1 / cos. A
/// ring stays a ring, of three corners at least.
Ring simplified(std::span<const Place> ring, double tolerance_degrees);

}  // namespace plumbline::serve
