// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "report/axis.h"

namespace plumbline::report {

/// A box in the units of a drawing.
struct Box {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

/// Start of a drawing of this size, with its title (also the alternative text) and description; "</svg>"
/// ends it. Colours come from the page's style sheet, so that drawings follow light and dark.
std::string drawing_start(double width, double height, std::string_view title, std::string_view description);

/// <text> at a place. `anchor` is start, middle or end.
std::string text_at(double x, double y, std::string_view text, std::string_view anchor,
                    std::string_view css_class = {});

/// The field between two axes: from values to places.
class Frame {
 public:
  Frame(Axis x, Axis y, const Box& box) : x_(std::move(x)), y_(std::move(y)), box_(box) {}

  double x(double value) const { return box_.left + box_.width * (value - x_.first) / (x_.last - x_.first); }
  double y(double value) const {
    return box_.top + box_.height * (1.0 - (value - y_.first) / (y_.last - y_.first));
  }
  const Box& box() const { return box_; }

  std::string grid() const;  ///< to be drawn below the content
  std::string axes() const;  ///< edge, tick labels and axis labels

 private:
  Axis x_;
  Axis y_;
  Box box_;
};

}  // namespace plumbline::report
