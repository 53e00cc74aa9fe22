// SPDX-License-Identifier: MIT
#include "report/chart.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/colour.h"
#include "report/frame.h"
#include "report/image.h"
#include "report/page.h"

namespace plumbline::report {
namespace {

constexpr double kWidth = 640;
constexpr double kHeight = 420;
constexpr double kLeft = 84;
constexpr double kTop = 12;
constexpr double kBottom = 46;
constexpr double kRight = 14;

constexpr Box kField{
    .left = kLeft, .top = kTop, .width = kWidth - kLeft - kRight, .height = kHeight - kTop - kBottom};

std::string guide_line(const Frame& frame, const Axis& x, const Axis& y, Guide guide) {
  if (guide == Guide::none) return {};
  double x1 = x.first, x2 = x.last, y1 = 0, y2 = 0;
  if (guide == Guide::diagonal) {
    x1 = y1 = std::max(x.first, y.first);
    x2 = y2 = std::min(x.last, y.last);
    if (x1 >= x2) return {};
  } else if (y.first > 0 || y.last < 0) {
    return {};
  }
  return fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="guide"/>)", frame.x(x1),
                     frame.y(y1), frame.x(x2), frame.y(y2));
}

/// A picture stretched over a box.
std::string embedded(const Image& image, const Box& box) {
  return fmt::format(
      R"(<image x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" preserveAspectRatio="none" )"
      R"(href="data:image/png;base64,{}"/>)",
      box.left, box.top, box.width, box.height, base64(png(image)));
}

double log_share(std::size_t count, std::size_t largest) {
  return largest <= 1 ? 1.0 : std::log(static_cast<double>(count)) / std::log(static_cast<double>(largest));
}

/// Colours from one pair to the fullest cell, beside the field.
std::string density_legend(std::size_t largest, const Box& box) {
  constexpr std::size_t kSteps = 64;
  Image strip(1, kSteps);
  for (std::size_t i = 0; i < kSteps; ++i)
    strip.paint(0, kSteps - 1 - i, sequential_colour(static_cast<double>(i) / (kSteps - 1)));
  std::string svg = embedded(strip, box);
  const auto label = [&](std::size_t count) {
    svg += text_at(box.left + box.width + 5, box.top + box.height * (1.0 - log_share(count, largest)) + 4,
                   count_text(count), "start", "tick");
  };
  for (std::size_t count = 1; count < largest; count *= 10)
    if (count == 1 || 2 * count < largest) label(count);
  label(largest);
  svg += text_at(box.left, box.top - 14, "points a cell", "start", "tick");
  return svg;
}

std::string polyline(const Frame& frame, const ChartLine& line, const std::string& colour) {
  std::string svg;
  std::string path;
  const auto end_path = [&] {
    if (!path.empty())
      svg += fmt::format(R"(<polyline points="{}" class="line" stroke="{}"/>)", path, colour);
    path.clear();
  };
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    if (std::isnan(line.x[i]) || std::isnan(line.y[i])) {
      end_path();
    } else {
      path += fmt::format("{:.1f},{:.1f} ", frame.x(line.x[i]), frame.y(line.y[i]));
    }
  }
  end_path();
  return svg;
}

std::string dots(const Frame& frame, const ChartLine& line, const std::string& colour) {
  std::string svg;
  for (std::size_t i = 0; i < line.x.size(); ++i) {
    if (!std::isnan(line.x[i]) && !std::isnan(line.y[i]))
      svg += fmt::format(R"(<circle cx="{:.1f}" cy="{:.1f}" r="3" fill="{}"/>)", frame.x(line.x[i]),
                         frame.y(line.y[i]), colour);
  }
  return svg;
}

std::string spreads(const Frame& frame, const ChartLine& line, const std::string& colour) {
  std::string svg;
  for (std::size_t i = 0; i < line.y_spread.size(); ++i) {
    if (std::isnan(line.x[i]) || std::isnan(line.y[i]) || std::isnan(line.y_spread[i])) continue;
    svg += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{1:.1f}" y2="{2:.1f}" stroke="{3}"/>)",
                       frame.x(line.x[i]), frame.y(line.y[i] - line.y_spread[i]),
                       frame.y(line.y[i] + line.y_spread[i]), colour);
  }
  return svg;
}

std::string line_legend(std::span<const ChartLine> lines) {
  std::string svg;
  double y = kField.top + 16;
  for (std::size_t i = 0; i < lines.size(); ++i, y += 18) {
    svg += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="14" height="4" fill="{}"/>)", kField.left + 10,
                       y - 6, css(line_colour(i)));
    svg += text_at(kField.left + 30, y, lines[i].name, "start");
  }
  return svg;
}

}  // namespace

std::string histogram_chart(const ChartText& text, const Histogram& histogram, const std::string& x_label,
                            const std::string& y_label) {
  const std::size_t most = *std::max_element(histogram.counts().begin(), histogram.counts().end());
  const Axis x{x_label, histogram.first(), histogram.last()};
  const Axis y{y_label, 0, most == 0 ? 1.0 : 1.05 * static_cast<double>(most)};
  const Frame frame(x, y, kField);
  std::string svg = drawing_start(kWidth, kHeight, text.title, text.description) + frame.grid();
  std::string path;  // one outline for all bars: small, and without seams between them
  for (std::size_t i = 0; i < histogram.counts().size(); ++i) {
    const double left = histogram.first() + static_cast<double>(i) * histogram.width();
    path +=
        fmt::format("L{:.2f} {:.1f}H{:.2f}", frame.x(left),
                    frame.y(static_cast<double>(histogram.counts()[i])), frame.x(left + histogram.width()));
  }
  svg += fmt::format(R"(<path d="M{:.2f} {:.1f}{}V{:.1f}Z" class="bar"/>)", frame.x(x.first), frame.y(0),
                     path, frame.y(0));
  if (x.first < 0 && x.last > 0)
    svg += fmt::format(R"(<line x1="{0:.1f}" x2="{0:.1f}" y1="{1:.1f}" y2="{2:.1f}" class="guide"/>)",
                       frame.x(0), frame.y(y.first), frame.y(y.last));
  return svg + frame.axes() + "</svg>";
}

std::string density_chart(const ChartText& text, const Density& density, const std::string& x_label,
                          const std::string& y_label, Guide guide) {
  constexpr double kLegend = 76;
  const Axis x{x_label, density.x().first, density.x().last};
  const Axis y{y_label, density.y().first, density.y().last};
  Box field = kField;
  field.width -= kLegend;
  field.top += 10;
  field.height -= 10;
  const Frame frame(x, y, field);
  const std::size_t largest = density.largest();
  const std::size_t rows = density.y().cells;
  Image image(density.x().cells, rows);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < image.width(); ++column) {
      if (const std::size_t count = density.count(column, row); count != 0)
        image.paint(column, rows - 1 - row, sequential_colour(log_share(count, largest)));
    }
  }
  std::string svg = drawing_start(kWidth, kHeight, text.title, text.description) + frame.grid();
  svg += embedded(image, field) + guide_line(frame, x, y, guide) + frame.axes();
  if (largest > 0)
    svg += density_legend(largest, {.left = field.left + field.width + 14,
                                    .top = field.top + 20,
                                    .width = 14,
                                    .height = field.height - 20});
  return svg + "</svg>";
}

std::string line_chart(const ChartText& text, std::span<const ChartLine> lines, const Axis& x, const Axis& y,
                       Guide guide) {
  const Frame frame(x, y, kField);
  std::string svg = drawing_start(kWidth, kHeight, text.title, text.description) + frame.grid();
  svg += guide_line(frame, x, y, guide);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string colour = css(line_colour(i));
    svg += spreads(frame, lines[i], colour);
    svg += lines[i].is_dots ? dots(frame, lines[i], colour) : polyline(frame, lines[i], colour);
  }
  svg += frame.axes();
  if (lines.size() > 1) svg += line_legend(lines);
  return svg + "</svg>";
}

std::string bar_chart(const ChartText& text, std::span<const ChartBar> bars, const std::string& label) {
  constexpr double kRow = 26;
  constexpr double kNames = 150;
  constexpr double kValues = 90;
  const double height = kRow * static_cast<double>(bars.size()) + 34;
  double most = 0;
  for (const ChartBar& bar : bars) most = std::max(most, bar.value);
  const double scale = most > 0 ? (kWidth - kNames - kValues) / most : 0.0;
  std::string svg = drawing_start(kWidth, height, text.title, text.description);
  double y = 6;
  for (const ChartBar& bar : bars) {
    svg += text_at(kNames - 8, y + 15, bar.name, "end");
    svg += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="18" class="bar"/>)", kNames,
                       y + 2, scale * bar.value);
    svg += text_at(kNames + scale * bar.value + 6, y + 15, bar.value_text, "start", "tick");
    y += kRow;
  }
  return svg + text_at(kNames, y + 18, label, "start", "tick") + "</svg>";
}

}  // namespace plumbline::report
