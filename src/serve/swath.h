// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "serve/earth.h"
#include "serve/geographic_window.h"

namespace plumbline::serve {

/// Where a place lies beside a line.
struct SwathPlace {
  double distance_m = 0;  ///< along the line, from its beginning
  double offset_m = 0;    ///< from the line: positive to the right, seen in its direction
};

/// A strip of the earth on both sides of a line of great circles of the globe around its middle. Its two ends
/// are straight; at corners, what is nearer to the corner than half the width belongs to it. A line goes on
/// to the next corner by the shorter way, across the 180th meridian too.
class Swath {
 public:
  /// Two corners at least, no two of them that follow each other at the same place.
  Swath(std::span<const Place> corners, double width_m);

  double length_m() const { return length_m_; }
  /// Holds every place of the strip.
  const GeographicWindow& window() const { return window_; }
  /// The nearest place of the line; nothing outside the strip.
  std::optional<SwathPlace> locate(const Place& place) const;

 private:
  struct Segment {
    Direction begin{};
    Direction end{};
    Direction ahead{};  ///< at `begin`, towards `end`
    Direction left{};   ///< of the great circle
    double length_m = 0;
    double begins_at_m = 0;
  };
  Globe globe_;
  std::vector<Segment> segments_;
  double half_width_m_;
  double length_m_ = 0;
  GeographicWindow window_;
};

}  // namespace plumbline::serve
