// SPDX-License-Identifier: MIT
#include "metres.h"

#include <algorithm>

#include <fmt/format.h>

#include "geodesy/europe.h"
#include "store/selection.h"

namespace plumbline::cli {

bool reaches_beyond_europe(const store::Store& store, std::string_view stem) {
  const store::GeographicBox box = store::PointReader(store).extent(stem);
  return !box.empty &&
         !(geodesy::is_in_europe(box.west, box.south) && geodesy::is_in_europe(box.east, box.north));
}

bool reach_beyond_europe(const store::Store& store, const std::vector<std::string>& stems) {
  return std::ranges::any_of(stems, [&](const auto& stem) { return reaches_beyond_europe(store, stem); });
}

std::string note_of_metres(std::string_view projection) {
  return fmt::format("outside the area of EPSG:3035 metres are taken on {}", projection);
}

}  // namespace plumbline::cli
