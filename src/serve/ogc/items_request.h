// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/time_axis.h"
#include "serve/parameters.h"
#include "serve/polygons.h"

namespace plumbline::serve::ogc {

/// From a day to a day, both included; open where there is none.
struct Interval {
  std::optional<Date> first;
  std::optional<Date> last;

  bool meets(const Interval& other) const;
};

/// Which features, and which page of them.
struct ItemsRequest {
  std::vector<GeographicWindow> windows;  ///< two where a box lies across the 180th meridian
  Interval time;
  std::uint64_t start = 0;  ///< where the page begins; each collection counts in its own way
  std::size_t limit = 0;
};

inline constexpr std::int64_t kUsualLimit = 1000;
inline constexpr std::int64_t kGreatestLimit = 10'000;  ///< a greater one is taken for this one, as OGC wants

/// The parameters that every collection has.
std::span<const std::string_view> items_parameters();
ItemsRequest read_items_request(const Parameters& parameters);

/// Whether a box meets one of the windows.
bool meets(const std::vector<GeographicWindow>& windows, const GeographicWindow& box);

}  // namespace plumbline::serve::ogc
