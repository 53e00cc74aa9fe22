// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "report/axis.h"
#include "report/density.h"
#include "report/histogram.h"

namespace plumbline::report {

// Charts as SVG markup for Page::figure. Each has a title (also the alternative text) and a description for
// those who cannot see it; both should say what is to be seen. Colours are those of colour.h.

struct ChartText {
  std::string title;
  std::string description;
};

/// Bars of a histogram, with a line at zero where zero lies within. `x_label` names the values and their
/// unit.
std::string histogram_chart(const ChartText& text, const Histogram& histogram, const std::string& x_label,
                            const std::string& y_label = "points");

/// A line to compare a density with.
enum class Guide : std::uint8_t { none, diagonal, zero };

/// How many pairs fall into each cell, in colours of a logarithmic scale, with its legend. Cells without a
/// pair stay empty.
std::string density_chart(const ChartText& text, const Density& density, const std::string& x_label,
                          const std::string& y_label, Guide guide);

/// One line of a chart, or dots alone. NaN interrupts a line.
struct ChartLine {
  std::string name;
  std::vector<double> x;
  std::vector<double> y;
  bool is_dots = false;
  std::vector<double> y_spread;  ///< ± of each value, drawn as a bar; empty = none
};

/// Lines in the colours of line_colour, with a legend where there are several. The guide is drawn below.
std::string line_chart(const ChartText& text, std::span<const ChartLine> lines, const Axis& x, const Axis& y,
                       Guide guide = Guide::none);

struct ChartBar {
  std::string name;
  double value = 0;        ///< not below 0
  std::string value_text;  ///< written at the end of the bar
};

/// Lying bars, one below the other, from 0.
std::string bar_chart(const ChartText& text, std::span<const ChartBar> bars, const std::string& label);

}  // namespace plumbline::report
