// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "serve/area.h"
#include "serve/cancellation.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// Calls `body` with every point that passes the filter (but for zoom and `max_points`) and lies in the
/// window, too.
template <typename Body>
void visit_window(const ViewportIndex& index, PointFilter filter, const GeographicWindow& window,
                  const Cancellation& cancellation, const Body& body) {
  filter.min_latitude = std::max(filter.min_latitude, window.min_latitude);
  filter.max_latitude = std::min(filter.max_latitude, window.max_latitude);
  filter.min_longitude = std::max(filter.min_longitude, window.min_longitude);
  filter.max_longitude = std::min(filter.max_longitude, window.max_longitude);
  if (filter.min_latitude > filter.max_latitude || filter.min_longitude > filter.max_longitude) return;
  index.visit(filter, [&](std::span<const std::uint32_t> points) {
    cancellation.check();
    for (const std::uint32_t point : points) body(point);
  });
}

/// The same for an area.
template <typename Body>
void visit_area(const ViewportIndex& index, const PointFilter& filter, const Area& area,
                const Cancellation& cancellation, const Body& body) {
  visit_window(index, filter, area.window(), cancellation, [&](std::uint32_t point) {
    if (area.contains({index.longitude(point), index.latitude(point)})) body(point);
  });
}

}  // namespace plumbline::serve
