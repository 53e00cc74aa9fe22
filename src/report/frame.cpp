// SPDX-License-Identifier: MIT
#include "report/frame.h"

#include <fmt/format.h>

#include "report/page.h"

namespace plumbline::report {
namespace {

constexpr double kUnitsATickX = 90;
constexpr double kUnitsATickY = 55;

struct Ticks {
  std::vector<double> values;
  double step = 1;
};

Ticks ticks_of(const Axis& axis, double length, double units_a_tick) {
  Ticks found{.values = ticks(axis.first, axis.last, static_cast<int>(length / units_a_tick))};
  if (found.values.size() > 1) found.step = found.values[1] - found.values[0];
  return found;
}

std::string line(double x1, double y1, double x2, double y2, std::string_view css_class) {
  return fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)", x1, y1, x2, y2,
                     css_class);
}

}  // namespace

std::string drawing_start(double width, double height, std::string_view title, std::string_view description) {
  return fmt::format(
      R"(<svg viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>)",
      width, height, escaped(title), escaped(title), escaped(description));
}

std::string text_at(double x, double y, std::string_view text, std::string_view anchor,
                    std::string_view css_class) {
  return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}"{}>{}</text>)", x, y, anchor,
                     css_class.empty() ? "" : fmt::format(R"( class="{}")", css_class), escaped(text));
}

std::string Frame::grid() const {
  std::string svg;
  for (const double value : ticks_of(x_, box_.width, kUnitsATickX).values)
    svg += line(x(value), box_.top, x(value), box_.top + box_.height, "grid");
  for (const double value : ticks_of(y_, box_.height, kUnitsATickY).values)
    svg += line(box_.left, y(value), box_.left + box_.width, y(value), "grid");
  return svg;
}

std::string Frame::axes() const {
  const double bottom = box_.top + box_.height;
  std::string svg =
      fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="edge"/>)", box_.left,
                  box_.top, box_.width, box_.height);
  const Ticks along = ticks_of(x_, box_.width, kUnitsATickX);
  for (const double value : along.values)
    svg += text_at(x(value), bottom + 16, tick_text(value, along.step), "middle", "tick");
  const Ticks up = ticks_of(y_, box_.height, kUnitsATickY);
  for (const double value : up.values)
    svg += text_at(box_.left - 6, y(value) + 4, tick_text(value, up.step), "end", "tick");
  svg += text_at(box_.left + box_.width / 2, bottom + 36, x_.label, "middle");
  const double label_x = 14;
  const double label_y = box_.top + box_.height / 2;
  svg += fmt::format(
      R"svg(<text x="{0:.1f}" y="{1:.1f}" text-anchor="middle" transform="rotate(-90 {0:.1f} {1:.1f})">{2}</text>)svg",
      label_x, label_y, escaped(y_.label));
  return svg;
}

}  // namespace plumbline::report
