// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/motion_class.h"

namespace plumbline::report {

struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  friend bool operator==(const Rgb&, const Rgb&) = default;
};

/// "#rrggbb".
std::string css(Rgb colour);

/// Share 0 to 1 of a scale that only grows: dark blue, green, yellow; lightness rises all the way, so it
/// reads in grey and with any colour blindness. Clamped.
Rgb sequential_colour(double share);

/// Velocity as share of the range, −1 to 1: red away from the satellite, blue towards it, as in the viewer.
/// Both arms grow darker and differ in blue, so that no common colour blindness folds one onto the other.
/// Clamped; NaN is grey.
Rgb diverging_colour(double share);

/// As in the viewer; nothing is grey, for points without a class.
Rgb class_colour(std::optional<MotionClass> motion);

/// Ten colours for lines in one chart, apart in hue and lightness, with a contrast of at least 3:1 against
/// light and dark paper. Repeats after ten.
Rgb line_colour(std::size_t line);

}  // namespace plumbline::report
